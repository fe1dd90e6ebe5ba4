import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import type { ShellTarget } from "../environment/shell-target.ts";
import { swarm } from "../environment/swarm.ts";
import { createPod } from "./by-pod.ts";
import { podEnd } from "./pod-end.ts";

const hog = "const kept = []; for (let i = 0; i < 60; i++) kept.push(Buffer.alloc(1e7, 1)); console.log(kept.length * 10, 'MB held')";

/** What a learner's Pods try to take from the node, and with it from the cluster's own parts. Bounded: 600 MB, 700 processes. */
export const exhaustionAttacks: readonly Attack<ShellTarget>[] = [
  byScript(
    "cluster-memory-bomb",
    "A Pod without a limit takes 600 MB of memory",
    `${createPod("memory-bomb", { command: `exec node -e "${hog}"` })}${podEnd("memory-bomb")}`,
    /^600 MB held$/m,
    /^the Pod was ended: OOMKilled$/m,
  ),
  byScript(
    "cluster-memory-limit",
    "A Pod gives itself a limit of 64 GiB of memory",
    createPod("memory-limit", { container: { resources: { requests: { memory: "1Mi" }, limits: { memory: "64Gi" } } }, command: "true" }),
    /pod\/memory-limit created/,
    /At this venue a container may have at most 2Gi of memory/,
  ),
  byScript(
    "cluster-memory-limit-zero",
    "A Pod gives itself a limit of 0, which the kubelet takes for none, and takes 600 MB of memory",
    `${createPod("memory-zero", { container: { resources: { limits: { memory: "0" } } }, command: `exec node -e "${hog}"` })}${podEnd("memory-zero")}`,
    /^600 MB held$/m,
    /At this venue a container may have at most 2Gi of memory; asked for: c 0\. Set/,
  ),
  byScript(
    "cluster-memory-limit-by-deployment",
    "A Deployment's Pods give themselves a limit of 64 GiB of memory",
    `kubectl create deployment memory-limit --image=tatami/web:1 --replicas=0 > /dev/null
    trap 'kubectl delete deployment memory-limit > /dev/null' EXIT
    kubectl set resources deployment memory-limit --limits=memory=64Gi`,
    /deployment.apps\/memory-limit resource requirements updated/,
    /At this venue a container may have at most 2Gi of memory/,
  ),
  byScript(
    "cluster-log-flood",
    "A Pod fills the node's disk by its log, with 40 MB",
    `${createPod("log-flood", { command: 'yes "$(printf %999s)" | head -c 40M; touch /tmp/printed; exec sleep 300' })}trap 'kubectl delete pod log-flood --now --wait=false > /dev/null' EXIT
    for try in {1..100}; do kubectl exec log-flood -- test -e /tmp/printed 2> /dev/null && break; sleep 0.3; done
    kubectl exec log-flood -- test -e /tmp/printed
    end=$((SECONDS + 12))
    while ((SECONDS < end)); do
      kept=$(kubectl logs log-flood | wc -c)
      ((kept > 10000000)) || { echo "of 40 MB printed $((kept / 1000000)) are left"; exit 1; }
      sleep 1
    done
    echo "$kept bytes kept"`,
    // All but the line that was not ended.
    /^4194\d{4} bytes kept$/m,
    /^of 40 MB printed \d are left$/m,
  ),
  byScript("cluster-fork-bomb", "A Pod starts 700 processes", swarm(700), /^700 processes started$/m, /^refused after \d+: EAGAIN$/m, { from: "pod" }),
];
