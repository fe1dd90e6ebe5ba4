import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import { canary } from "../environment/canary.ts";
import type { ShellTarget } from "../environment/shell-target.ts";
import { byPod, createPod } from "./by-pod.ts";

const prize = new RegExp(canary);
const node = (path: string) => ({ spec: { securityContext: { runAsUser: 0 }, volumes: [{ name: "node", hostPath: { path } }] }, container: { volumeMounts: [{ name: "node", mountPath: "/node" }] } });
/** Bit 21 of the effective capabilities: CAP_SYS_ADMIN. */
const administers = `eff=$(grep CapEff /proc/self/status | cut -f 2); ((0x$eff >> 21 & 1)) && echo "administers the node: $eff"`;

/** A static Pod: what is written into this folder of the node runs, whatever the API server says. */
const staticPod = JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: canary }, spec: { containers: [{ name: "c", image: "tatami/web:1" }] } });

/** What a learner tries by a Pod: out of the container and into the node, which is root on the machine. */
export const podAttacks: readonly Attack<ShellTarget>[] = [
  byPod("cluster-privileged", "A Pod asks to be privileged", { container: { securityContext: { privileged: true } }, command: administers, word: "privileged" }, /administers the node/),
  byPod("cluster-capabilities", "A Pod asks for the capability SYS_ADMIN", { container: { securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }, command: administers, word: "SYS_ADMIN" }, /administers the node/),
  byPod("cluster-host-path", "A Pod mounts a folder of the node", { ...node("/etc"), command: "cat /node/tatami-canary", word: "hostPath volumes" }, prize),
  byPod("cluster-host-pid", "A Pod looks at the processes of the node", { spec: { hostPID: true, securityContext: { runAsUser: 0 } }, command: "cat /proc/[0-9]*/comm | grep -m 1 kubelet", word: "hostPID=true" }, /kubelet/),
  byPod("cluster-host-network", "A Pod asks what listens on the node's own loopback", { spec: { hostNetwork: true, securityContext: { runAsUser: 0 } }, command: "curl -sS -m 5 http://127.0.0.1:10248/healthz", word: "hostNetwork=true" }, /^ok$/m),
  byPod("cluster-host-ipc", "A Pod reads the shared memory of the node", { spec: { hostIPC: true, securityContext: { runAsUser: 0 } }, command: "cat /dev/shm/tatami-canary", word: "hostIPC=true" }, prize),
  byPod("cluster-static-pod", "A Pod writes a manifest into the folder of the node's static Pods", { ...node("/etc/kubernetes/manifests"), command: `echo '${staticPod}' > /node/evil.yaml && echo written && sleep 1 && rm /node/evil.yaml`, word: "hostPath volumes" }, /^written$/m),
  byPod("cluster-seccomp-unconfined", "A Pod asks for no filter of system calls", { container: { securityContext: { seccompProfile: { type: "Unconfined" } } }, command: "grep ^Seccomp: /proc/self/status", word: "seccompProfile" }, /^Seccomp:\s+0$/m),
  byScript(
    "cluster-seccomp-default",
    "A Pod makes a system call that only exploits need: it switches the shuffling of addresses off",
    "setarch --addr-no-randomize cat /proc/self/personality || { grep ^Seccomp: /proc/self/status >&2; exit 1; }",
    /^00040000$/m,
    /setarch: failed to set personality to \S+: Operation not permitted\n[^]*^Seccomp:\s+2$/m,
    { from: "pod" },
  ),
  byScript("cluster-host-port", "A Pod takes a port of the node", createPod("cluster-host-port", { container: { ports: [{ containerPort: 80, hostPort: 10780 }] }, command: "true" }), /pod\/cluster-host-port created/, /violates PodSecurity "baseline:latest": hostPort/),
  byScript("cluster-sysctls", "A Pod sets the node's kernel parameters", createPod("cluster-sysctls", { spec: { securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] } }, command: "true" }), /pod\/cluster-sysctls created/, /violates PodSecurity "baseline:latest": forbidden sysctls \(kernel\.msgmax\)/),
  byScript("cluster-proc-mount", "A Pod asks for /proc without its masks", createPod("cluster-proc-mount", { spec: { hostUsers: false }, container: { securityContext: { procMount: "Unmasked" } }, command: "true" }), /pod\/cluster-proc-mount created/, /A container cannot have \/proc without its masks \(securityContext\.procMount\) at this venue/),
  byScript(
    "cluster-priority",
    "A Pod takes the priority of the cluster's own parts",
    `${createPod("cluster-priority", { spec: { nodeSelector: { no: "node" }, priorityClassName: "system-cluster-critical" }, command: "true" })}kubectl delete pod cluster-priority --now --wait=false > /dev/null`,
    /pod\/cluster-priority created/,
    /The priority classes system-node-critical and system-cluster-critical are for the parts of the cluster itself at this venue/,
  ),
  byScript(
    "cluster-network-volume",
    "A Pod has the node mount a disk that a server of the learner's serves",
    createPod("cluster-network-volume", { spec: { nodeSelector: { no: "node" }, volumes: [{ name: "disk", nfs: { server: "127.0.0.1", path: "/" } }] }, command: "true" }),
    /pod\/cluster-network-volume created/,
    /At this venue a Pod has volumes of these kinds only: [^]* Of another kind: disk\./,
  ),
  byScript(
    "cluster-probe-host",
    "A probe has the kubelet ask a server of the node's own loopback",
    createPod("cluster-probe-host", { spec: { nodeSelector: { no: "node" } }, container: { readinessProbe: { httpGet: { host: "127.0.0.1", port: 10248, path: "/healthz" } } }, command: "true" }),
    /pod\/cluster-probe-host created/,
    /violates PodSecurity "baseline:latest": [^]*127\.0\.0\.1/,
  ),
  byScript(
    "cluster-privileged-by-deployment",
    "A Deployment makes the privileged Pod that its author may not make",
    `kubectl create -f - << 'END'
${JSON.stringify({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "evil" }, spec: { replicas: 1, selector: { matchLabels: { app: "evil" } }, template: { metadata: { labels: { app: "evil" } }, spec: { containers: [{ name: "c", image: "tatami/web:1", securityContext: { privileged: true } }] } } } })}
END
    trap 'kubectl delete deployment evil --wait=false > /dev/null' EXIT
    for try in {1..200}; do
      failure=$(kubectl get replicasets -l app=evil -o jsonpath='{.items[*].status.conditions[?(@.type=="ReplicaFailure")].message}')
      [[ -z $failure ]] || { echo "$failure"; exit 1; }
      kubectl get pods -l app=evil --no-headers | grep . && exit 0
      sleep 0.2
    done; exit 1`,
    /^evil-\S+ /m,
    /violates PodSecurity "baseline:latest": privileged/,
  ),
  byScript("cluster-image-from-anywhere", "A Pod runs an image that the venue did not bring", `kubectl run stranger --image=127.0.0.1:9/${canary}:1`, /pod\/stranger created/, /This venue has no image 127\.0\.0\.1:9\//),
  byScript("cluster-system-pod", "A Pod is put among the cluster's own", `kubectl -n kube-system run ${canary} --image=tatami/web:1`, prize, /The namespace belongs to the cluster itself/),
  byScript("cluster-system-exec", "A command is run in a Pod of the cluster's own", "kubectl -n kube-system exec daemonset/kube-proxy -- kube-proxy --version", /Kubernetes v1/, /The namespace belongs to the cluster itself/),
  byScript(
    "cluster-system-ephemeral-container",
    "A container is put into a running Pod of the cluster's own",
    `pod=$(kubectl -n kube-system get pods -l k8s-app=kube-proxy -o name)
    kubectl -n kube-system debug "$pod" --image=tatami/web:1 --container=${canary} -- sleep 1
    kubectl -n kube-system get "$pod" -o jsonpath='{.spec.ephemeralContainers[0].name}'`,
    prize,
    /The namespace belongs to the cluster itself/,
  ),
];
