import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import { canary } from "../environment/canary.ts";
import type { ShellTarget } from "../environment/shell-target.ts";

const prize = new RegExp(canary);
const system = /The namespace belongs to the cluster itself: learners may look at what runs there, and change nothing/;
/** RBAC's words: nothing has given this right. */
const forbidden = (verb: string, resource: string) => new RegExp(`cannot ${verb} resource "${resource}" in API group`);
/**
 * kind's bootstrap token is the same in every cluster of the world (kind's source). HTTP/1.1: over HTTP/2 the API server answers before it has read the
 * body and resets the stream, and curl gave up before it had the answer.
 */
const byToken = "curl -sSk --http1.1 -m 10 --fail-with-body -H 'Authorization: Bearer abcdef.0123456789abcdef'";
const requests = "https://node:6443/apis/certificates.k8s.io/v1/certificatesigningrequests";
/** Asks for the certificate of a node; `$1` creates the request from what it reads. */
const askAsNode = (create: string) => `
  cd "$(mktemp -d)"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key -subj /O=system:nodes/CN=system:node:${canary} -out request 2> /dev/null
  name=evil-$RANDOM
  printf '{ "apiVersion": "certificates.k8s.io/v1", "kind": "CertificateSigningRequest", "metadata": { "name": "%s" }, "spec": { "request": "%s", "signerName": "kubernetes.io/kube-apiserver-client-kubelet", "usages": ["client auth", "digital signature"] } }' $name "$(base64 -w 0 request)" > csr
  ${create}`;
const readCertificate = (get: string) => `
  for try in {1..100}; do certificate=$(${get}); [[ -z $certificate ]] || break; sleep 0.2; done
  base64 -d <<< "$certificate" | openssl x509 -noout -subject`;
const object = (kind: string, apiVersion: string, rest: object) => `kubectl create -f - << 'END'\n${JSON.stringify({ apiVersion, kind, metadata: { name: canary }, ...rest })}\nEND\n`;
const removed = (kind: string) => `kubectl delete ${kind} ${canary} > /dev/null`;

/** What a learner tries to become more in the cluster than a learner. */
export const rightsAttacks: readonly Attack<ShellTarget>[] = [
  byScript("cluster-bootstrap-token", "kind's bootstrap token, a public constant, is used at the API", `${byToken} ${requests}`, /CertificateSigningRequestList/, /"message": "Unauthorized"|401/),
  byScript("cluster-bootstrap-node", "With the bootstrap token a certificate of a node is asked for, which approves itself", `${askAsNode(`${byToken} -H 'Content-Type: application/json' --data @csr ${requests}`)} > answer || { cat answer; exit 1; }${readCertificate(`${byToken} ${requests}/$name | jq -r '.status.certificate // empty'`)}`, prize, /"message": "Unauthorized"|401/),
  byScript("cluster-csr-node", "A certificate of a node is asked for, and approved by the one who asks", `${askAsNode("kubectl create -f csr; kubectl certificate approve $name")}${readCertificate("kubectl get csr $name -o jsonpath='{.status.certificate}'")}`, prize, forbidden("create", "certificatesigningrequests")),
  byScript("cluster-secrets-everywhere", "Secrets of all namespaces are listed at once", "kubectl get secrets -A -o jsonpath='{.items[*].data.word}' | base64 -d", prize, /Secrets and ConfigMaps can be read in one namespace at a time/),
  byScript("cluster-secrets-system", "A Secret of the cluster's own is read", "kubectl -n kube-system get secret tatami-canary -o jsonpath='{.data.word}' | base64 -d", prize, system),
  byScript("cluster-system-token", "A token of an account of the cluster's own is made", "kubectl -n kube-system create token default", /^eyJ/m, system),
  byScript("cluster-system-config", "The configuration of the cluster's DNS is changed", "kubectl -n kube-system patch configmap coredns --dry-run=server --patch '{ \"data\": { \"x\": \"y\" } }'", /configmap\/coredns patched/, system),
  byScript("cluster-system-namespace", "A namespace of the cluster's own is deleted", "kubectl delete namespace local-path-storage --dry-run=server", /"local-path-storage" deleted/, system),
  byScript("cluster-nodes-proxy", "The kubelet is asked through the API server", "kubectl get --raw /api/v1/nodes/node/proxy/pods", /"kind":"PodList"/, forbidden("get", "nodes/proxy")),
  byScript("cluster-impersonate-admin", "The learner says to be an administrator", "kubectl get secrets -n kube-system tatami-canary -o jsonpath='{.data.word}' --as=nobody --as-group=system:masters | base64 -d", prize, forbidden("impersonate\\S*", "\\w+")),
  byScript("cluster-impersonate-account", "The learner says to be an account of the cluster's own", "kubectl auth can-i list pods --as=system:serviceaccount:kube-system:namespace-controller", /^yes$/m, forbidden("impersonate\\S*", "\\w+")),
  byScript("cluster-role-binding", "An account of the learner's is bound to the role of administrators, in one namespace", `kubectl create rolebinding ${canary} --clusterrole=cluster-admin --serviceaccount=default:default && kubectl delete rolebinding ${canary}`, prize, /attempting to grant RBAC permissions not currently held/),
  byScript("cluster-cluster-role-binding", "An account of the learner's is bound to the role of administrators, everywhere", `kubectl create clusterrolebinding ${canary} --clusterrole=cluster-admin --serviceaccount=default:default && kubectl delete clusterrolebinding ${canary}`, prize, forbidden("create", "clusterrolebindings")),
  byScript("cluster-webhook", "A webhook is put before every request to the cluster", `${object("MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1", { webhooks: [] })}${removed("mutatingwebhookconfiguration")}; echo ${canary}`, prize, forbidden("create", "mutatingwebhookconfigurations")),
  byScript("cluster-policy-edit", "The binding of a policy of the venue's is deleted", "kubectl delete validatingadmissionpolicybinding tatami-images --dry-run=server", /"tatami-images" deleted/, forbidden("delete", "validatingadmissionpolicybindings")),
  byScript("cluster-pod-security-label", "A namespace's label asks for a laxer Pod Security", `kubectl create namespace ${canary} && kubectl label namespace ${canary} pod-security.kubernetes.io/enforce=privileged`, new RegExp(`namespace/${canary} labeled`), /The labels pod-security\.kubernetes\.io\/\* cannot be set at this venue/),
  byScript("cluster-persistent-volume", "A PersistentVolume is made of a folder of the node", `${object("PersistentVolume", "v1", { spec: { capacity: { storage: "1Mi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/etc" } } })}${removed("persistentvolume")}`, prize, forbidden("create", "persistentvolumes")),
  byScript("cluster-custom-resource", "A kind of object of one's own is added to the API", `${object("APIService", "apiregistration.k8s.io/v1", { metadata: { name: "v1.canary.example" }, spec: { group: "canary.example", version: "v1", groupPriorityMinimum: 1, versionPriority: 1, service: { name: "none", namespace: "default" } } })}kubectl delete apiservice v1.canary.example`, /v1\.canary\.example created/, forbidden("create", "apiservices")),
  byScript("cluster-external-ips", "A Service claims an address that is not its own", `${object("Service", "v1", { spec: { externalIPs: ["198.51.100.1"], ports: [{ port: 53 }] } })}${removed("service")}`, prize, /A Service cannot claim addresses \(spec\.externalIPs\)/),
  byScript(
    "cluster-load-balancer-status",
    "A Service is given the address of a load balancer by its own status",
    `kubectl create service loadbalancer evil-balancer --tcp=53 > /dev/null
    trap 'kubectl delete service evil-balancer > /dev/null' EXIT
    kubectl patch service evil-balancer --subresource=status --patch '{ "status": { "loadBalancer": { "ingress": [{ "ip": "198.51.100.1" }] } } }'`,
    /service\/evil-balancer patched/,
    forbidden("patch", "services/status"),
  ),
];
