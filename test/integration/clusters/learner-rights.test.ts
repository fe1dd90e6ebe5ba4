import { afterAll, beforeAll, expect, test } from "vitest";
import { inNode, kubectl } from "../../../clusters/kind.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { runIn, tryIn } from "../../support/learner-shell.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const systemNamespace = "The namespace belongs to the cluster itself: learners may look at what runs there, and change nothing. Use a namespace of your own.";
let venue: TestVenue;
let environment: LearnerEnvironment;
let cluster: string;

beforeAll(async () => {
  venue = await testVenue();
  const signal = AbortSignal.timeout(240_000);
  environment = await venue.maker.make("cluster", { signal });
  await environment.unpause(signal);
  cluster = environment.containers[1]?.replace(/-control-plane$/, "") ?? "";
});
afterAll(async () => {
  await venue[Symbol.asyncDispose]();
});

test("a learner has the rights that lessons need, in a namespace they make too", async () => {
  await runIn(environment, "kubectl create namespace mine");
  for (const namespace of ["default", "mine"]) {
    for (const right of ["create deployments", "delete pods", "create pods --subresource=exec", "get pods --subresource=log", "create secrets", "create networkpolicies", "create rolebindings"]) {
      expect(await runIn(environment, `kubectl auth can-i -n ${namespace} ${right}`), `${right} in ${namespace}`).toBe("yes");
    }
  }
  expect(await runIn(environment, "kubectl get nodes,storageclasses,namespaces --no-headers | wc -l")).not.toBe("0");
  expect(await runIn(environment, "kubectl -n kube-system get pods --no-headers")).toContain("coredns");
});

test("a learner is no administrator, nor can become one", async () => {
  const denied = [
    "'*' '*'", "create clusterrolebindings", "create clusterroles", "escalate clusterroles", "bind clusterroles", "impersonate users", "impersonate groups",
    "approve signers.certificates.k8s.io", "create certificatesigningrequests", "get nodes --subresource=proxy", "create nodes --subresource=proxy", "update nodes", "patch nodes", "patch nodes --subresource=status", "delete nodes", "create persistentvolumes", "create customresourcedefinitions", "create apiservices",
    "create mutatingwebhookconfigurations", "delete validatingadmissionpolicies", "delete validatingadmissionpolicybindings", "delete mutatingadmissionpolicybindings", "create priorityclasses", "list secrets -A",
    "create pods -n kube-system", "create pods --subresource=exec -n kube-system", "update configmaps -n kube-system", "create serviceaccounts --subresource=token -n kube-system", "impersonate serviceaccounts -n kube-system", "create rolebindings -n kube-system", "create pods -n local-path-storage",
  ];
  const asked = await runIn(environment, `while read -r right; do echo "$right: $(eval "kubectl auth can-i $right" 2> /dev/null | cut -c 1-3 | tr -d " ")"; done << 'END'\n${denied.join("\n")}\nEND`);
  expect(asked.split("\n")).toEqual(denied.map((right) => `${right}: no`));
  expect(await fails("kubectl create rolebinding up --clusterrole=cluster-admin --serviceaccount=default:default")).toContain("attempting to grant RBAC permissions not currently held");
});

test("a learner cannot act as one of the cluster's own accounts", async () => {
  expect(await fails("kubectl get secrets -n default --as=system:serviceaccount:kube-system:namespace-controller")).toMatch(/Forbidden.*impersonate/);
  expect(await fails("kubectl get nodes --as=kubernetes-admin --as-group=system:masters")).toMatch(/Forbidden.*impersonate/);
  expect(await fails("kubectl get nodes --as=system:serviceaccount:default:default --as-group=system:masters")).toMatch(/Forbidden.*impersonate/);
});

test.each([
  ["read Secrets of", "kubectl -n kube-system get secrets"],
  ["read ConfigMaps of", "kubectl -n kube-system get configmaps"],
  ["enter", "kubectl -n kube-system exec deployment/coredns -- ls"],
  ["delete Pods of", "kubectl -n kube-system delete pod --selector=k8s-app=kube-dns"],
  ["take a token of", "kubectl -n kube-system create token default"],
  ["add a Pod to", "kubectl -n kube-system run mine --image=tatami/web:1"],
  ["write to", "kubectl -n kube-public create configmap mine"],
])("a learner who tries to %s a system namespace reads why not", async (_attempt, script) => {
  expect(await fails(script)).toContain(systemNamespace);
});

test("a denial is a 403, and stays one when many are asked for at once", async () => {
  const answers = await runIn(environment, `seq 40 | xargs -P 20 -I{} sh -c 'kubectl get secrets {} -n kube-system -v=6 2>&1 | grep -o "status=.*\\"" | cut -d\\" -f2' | sort | uniq -c`, { timeoutMs: 200_000 });
  expect(answers.trim()).toMatch(/^40 403 Forbidden$/);
  for (const kind of ["secrets", "configmaps"]) expect(await fails(`kubectl get ${kind} -A`), kind).toContain("Secrets and ConfigMaps can be read in one namespace at a time: name it with -n.");
});

test.each([
  ["privileged", `"containers": [{ "name": "c", "image": "tatami/web:1", "securityContext": { "privileged": true } }]`],
  ["hostPath", `"containers": [{ "name": "c", "image": "tatami/web:1" }], "volumes": [{ "name": "host", "hostPath": { "path": "/" } }]`],
  ["hostNetwork", `"hostNetwork": true, "containers": [{ "name": "c", "image": "tatami/web:1" }]`],
  ["hostPID", `"hostPID": true, "containers": [{ "name": "c", "image": "tatami/web:1" }]`],
  ["hostPort", `"containers": [{ "name": "c", "image": "tatami/web:1", "ports": [{ "containerPort": 80, "hostPort": 10777 }] }]`],
  ["SYS_ADMIN", `"containers": [{ "name": "c", "image": "tatami/web:1", "securityContext": { "capabilities": { "add": ["SYS_ADMIN"] } } }]`],
])("a Pod with %s is refused, in a namespace of the learner's too", async (word, spec) => {
  const pod = `{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "bad" }, "spec": { ${spec} } }`;
  for (const namespace of ["default", "fresh"]) {
    expect(await fails(`kubectl create namespace ${namespace} 2> /dev/null; kubectl -n ${namespace} create -f - <<< '${pod}'`)).toMatch(new RegExp(`violates PodSecurity "baseline:latest".*${word}`));
  }
});

test("a running Pod gets no privileged container beside it, and a Service no address that is not its own", async () => {
  await runIn(environment, "kubectl run debugged --image=tatami/web:1 && kubectl wait pod/debugged --for=condition=Ready --timeout=50s");
  expect(await fails("kubectl debug debugged --image=tatami/web:1 --profile=sysadmin --container=root -- sleep 1")).toContain('cannot patch resource "pods/ephemeralcontainers"');
  expect(await runIn(environment, "kubectl get pod debugged -o jsonpath='{.spec.ephemeralContainers}'")).toBe("");
  const claimed = `{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "claim" }, "spec": { "externalIPs": ["10.0.0.1"], "ports": [{ "port": 53 }] } }`;
  expect(await fails(`kubectl create -f - <<< '${claimed}'`)).toContain("A Service cannot claim addresses");
});

test("a namespace's Pod Security level and name cannot be relabelled", async () => {
  const sentence = "The labels pod-security.kubernetes.io/* cannot be set at this venue";
  expect(await fails("kubectl label namespace default pod-security.kubernetes.io/enforce=privileged")).toContain(sentence);
  const labelled = `{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "free", "labels": { "pod-security.kubernetes.io/enforce": "privileged" } } }`;
  expect(await fails(`kubectl create -f - <<< '${labelled}'`)).toContain(sentence);
  // The policies exempt kube-system by this label.
  await tryIn(environment, "kubectl create namespace disguised; kubectl label --overwrite namespace disguised kubernetes.io/metadata.name=kube-system");
  expect(await runIn(environment, `kubectl get namespace disguised -o jsonpath='{.metadata.labels.kubernetes\\.io/metadata\\.name}'`)).toBe("disguised");
});

test("there is no bootstrap token, and nothing that it opened", async () => {
  expect(await kubectl(cluster, ["get", "secrets", "--all-namespaces", "--field-selector=type=bootstrap.kubernetes.io/token", "--output=name"], {})).toBe("");
  expect(await kubectl(cluster, ["get", "configmaps", "--namespace=kube-public", "--output=name"], {})).not.toContain("cluster-info");
  const csr = "https://node:6443/apis/certificates.k8s.io/v1/certificatesigningrequests";
  const status = "curl -sk -o /dev/null -w '%{http_code}'";
  expect(await runIn(environment, `${status} -H 'Authorization: Bearer abcdef.0123456789abcdef' ${csr}; echo; ${status} https://node:6443/api/v1/namespaces/kube-public/configmaps/cluster-info`)).toBe("401\n403");
});

test("an image that is not at the venue is refused with the names of those that are", async () => {
  const sentence = /This venue has no image nginx:1, and cannot fetch one\. It has: .*tatami\/web:1/;
  expect(await fails("kubectl run lost --image=nginx:1")).toMatch(sentence);
  expect(await fails("kubectl create deployment lost --image=nginx:1")).toMatch(sentence);
  expect(await runIn(environment, "images")).toContain("tatami/web:1");
});

test("a Pod without a memory limit gets one in a namespace's first second; beyond it, it is ended, and the API stays", async () => {
  const hog = `{ "apiVersion": "v1", "kind": "List", "items": [{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "hungry" } }, { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "hog", "namespace": "hungry" },
    "spec": { "restartPolicy": "Never", "containers": [{ "name": "c", "image": "tatami/web:1", "command": ["node", "-e", "const kept = []; for (;;) kept.push(Buffer.alloc(1e7, 1))"] }] } }] }`;
  await runIn(environment, `until kubectl apply -f - <<< '${hog.replaceAll("\n", " ")}'; do sleep 0.2; done`, { timeoutMs: 20_000 });
  expect(await runIn(environment, "kubectl -n hungry get pod hog -o jsonpath='{.spec.containers[0].resources.limits.memory}'")).toBe("400Mi");
  expect(await runIn(environment, "kubectl -n hungry wait pod/hog --for=jsonpath='{.status.phase}'=Failed --timeout=50s > /dev/null && kubectl -n hungry get pod hog -o jsonpath='{.status.containerStatuses[0].state.terminated.reason}'")).toBe("OOMKilled");
  expect(await runIn(environment, "kubectl --request-timeout=5s get --raw /readyz")).toBe("ok");
  expect(await inNode(cluster, ["systemctl", "is-active", "kubelet", "containerd"], {})).toBe("active\nactive");
});

test("a learner who is granted the nodes cordons and drains them, and changes nothing else of them", async () => {
  const drain = "kubectl drain node --ignore-daemonsets --timeout=120s";
  await runIn(environment, "kubectl create deployment moved --image=tatami/web:1 && kubectl rollout status deployment/moved --timeout=120s");
  // What cannot be cordoned is drained all the same, and both end with 0.
  for (const command of ["kubectl cordon node", `${drain} --pod-selector=app=moved`]) expect(await runIn(environment, command)).toMatch(/unable to cordon node "node".* cannot patch resource "nodes"/);
  expect(await runIn(environment, "kubectl get node node -o jsonpath='{.spec.unschedulable}'")).toBe("");
  await runIn(environment, "kubectl rollout status deployment/moved --timeout=120s");

  await environment.grant(["nodes"], AbortSignal.timeout(60_000));
  expect(await runIn(environment, `${drain} --pod-selector=app=moved`, { timeoutMs: 150_000 })).toMatch(/node\/node cordoned[^]*pod\/moved-\S+ evicted/);
  expect(await runIn(environment, "kubectl wait pod --selector=app=moved --for=jsonpath='{.status.phase}'=Pending --timeout=120s")).toContain("condition met");
  expect(await fails(`${drain} --force`)).toContain(systemNamespace);
  expect(await runIn(environment, "kubectl uncordon node && kubectl rollout status deployment/moved --timeout=120s")).toContain("successfully rolled out");

  const onlyScheduling = "Of a node, learners can change nothing but whether Pods are scheduled to it";
  const before = await looksOfNode();
  for (const [command, refusal] of [
    ["label node node role=mine", onlyScheduling],
    ["label node node kubernetes.io/hostname-", onlyScheduling],
    ["annotate node node mine=1", onlyScheduling],
    ["taint node node mine=1:NoExecute", onlyScheduling],
    [`patch node node --patch '{ "spec": { "unschedulable": true, "taints": [{ "key": "mine", "effect": "NoSchedule" }] } }'`, onlyScheduling],
    // The garbage collector removes what belongs to nobody.
    [`patch node node --patch '{ "metadata": { "ownerReferences": [{ "apiVersion": "v1", "kind": "Namespace", "name": "none", "uid": "0" }] } }'`, onlyScheduling],
    [`patch node node --patch '{ "metadata": { "finalizers": ["mine.example/kept"] } }'`, onlyScheduling],
    [`patch node node --subresource=status --patch '{ "status": { "addresses": [{ "type": "InternalIP", "address": "10.0.0.1" }] } }'`, 'cannot get resource "nodes/status"'],
    [`apply --server-side -f - <<< '{ "apiVersion": "v1", "kind": "Node", "metadata": { "name": "mine" } }'`, 'cannot create resource "nodes"'],
    [`apply --server-side --subresource=status -f - <<< '{ "apiVersion": "v1", "kind": "Node", "metadata": { "name": "node" }, "status": { "phase": "Running" } }'`, 'cannot patch resource "nodes/status"'],
    ["delete node node", 'cannot delete resource "nodes"'],
    [`create --raw /api/v1/namespaces/kube-system/pods/etcd-node/eviction -f - <<< '{ "apiVersion": "policy/v1", "kind": "Eviction", "metadata": { "name": "etcd-node" } }'`, systemNamespace],
  ] as const) {
    expect(await fails(`kubectl ${command}`), command).toContain(refusal);
  }
  expect(await runIn(environment, `kubectl patch node node --patch '{ "status": { "capacity": { "pods": "1" } } }'`)).toContain("(no change)");
  expect(await looksOfNode()).toBe(before);
  expect(await kubectl(cluster, ["--namespace=kube-system", "get", "pods", "--field-selector=status.phase!=Running", "--output=name"], {})).toBe("");
});

/** What a learner may not change of the node, without what its kubelet reports again and again. */
async function looksOfNode(): Promise<string> {
  return await kubectl(cluster, ["get", "node", "node", "--output=jsonpath={.metadata.labels}{.metadata.annotations}{.metadata.finalizers}{.metadata.ownerReferences}{.spec}{.status.addresses}{.status.capacity}"], {});
}

test("a namespace can be filled by the manifest that makes it, and has a quota that its learner cannot change", async () => {
  const names = ["noted-1", "noted-2", "noted-3", "noted-4", "noted-5"];
  const object = (kind: string, metadata: object) => JSON.stringify({ apiVersion: "v1", kind, metadata });
  const manifest = names.flatMap((namespace) => [object("Namespace", { name: namespace }), ...["a", "b", "c", "d"].map((name) => object("ConfigMap", { name, namespace }))]).join("\n---\n");
  await runIn(environment, `kubectl create -f - << 'END'\n${manifest}\nEND`);
  await runIn(environment, `for name in ${names.join(" ")}; do until kubectl -n $name get resourcequota tatami -o jsonpath='{.status.used}' | grep persistentvolumeclaims; do sleep 0.1; done; done`, { timeoutMs: 120_000 });
  expect(await fails("kubectl -n noted-1 delete resourcequota tatami")).toMatch(/Forbidden.*cannot delete resource "resourcequotas"/);
});

/** Runs a script that must fail; gives what it said. */
async function fails(script: string): Promise<string> {
  const { exitCode, output } = await tryIn(environment, script);
  expect(exitCode, output).not.toBe(0);
  return output;
}
