import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import type { ShellTarget } from "../environment/shell-target.ts";

/** Posts the same object so many times, as fast as the API server answers: kubectl itself asks 50 times a second at most, what goes through its proxy is not slowed down. Prints what the API server said where it did not create one. */
function flood(object: object, path: string, times: number): string {
  return `coproc proxy { exec kubectl proxy --port=0; }
    trap 'kill $proxy_PID; rm -f /tmp/flood.answers' EXIT
    read -r -u "\${proxy[0]}" started
    curl --silent --parallel --parallel-max 8 --max-time 100 --header 'Content-Type: application/json' --data '${JSON.stringify(object)}' --write-out '\\nstatus %{http_code}\\n' "http://\${started##* }${path}?n=[1-${times}]" > /tmp/flood.answers
    created=$(grep -c '^status 201$' /tmp/flood.answers || true)
    ((created == ${times})) || { echo "refused after $created"; grep -m 1 '"message"' /tmp/flood.answers; exit 1; }
    echo "$created created"`;
}

const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { generateName: "flood-" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } } };
const note = { apiVersion: "v1", kind: "ConfigMap", metadata: { generateName: "flood-" } };
const event = { apiVersion: "v1", kind: "Event", metadata: { generateName: "flood-" }, involvedObject: { kind: "Pod", namespace: "default", name: "none" }, reason: "Flood" };

/** What a learner tries to wear out the store behind the API server by; every flood is counted. */
export const floodAttacks: readonly Attack<ShellTarget>[] = [
  byScript(
    "cluster-claim-size",
    "A volume of a terabyte is claimed",
    `kubectl create -f - << 'END'\n${JSON.stringify({ ...claim, spec: { ...claim.spec, resources: { requests: { storage: "1Ti" } } } })}\nEND`,
    /persistentvolumeclaim\/flood-\w+ created/,
    /exceeded quota: tatami, requested: requests\.storage=1Ti/,
  ),
  byScript("cluster-claim-flood", "300 volumes are claimed", flood(claim, "/api/v1/namespaces/default/persistentvolumeclaims", 300), /^300 created$/m, /exceeded quota: tatami, requested: persistentvolumeclaims=1/),
  byScript("cluster-object-flood", "A namespace is filled with 500 ConfigMaps", flood(note, "/api/v1/namespaces/default/configmaps", 500), /^500 created$/m, /exceeded quota: tatami, requested: count\/configmaps=1/),
  byScript(
    "cluster-quota-delete",
    "The quota of a namespace is deleted",
    "kubectl create quota flood --hard=pods=1 2> /dev/null || true; kubectl delete resourcequota --all",
    /resourcequota "flood" deleted/,
    /cannot (list|deletecollection|delete) resource "resourcequotas"/,
  ),
  byScript("cluster-event-flood", "1,500 events are written", flood(event, "/api/v1/namespaces/default/events", 1_500), /^1500 created$/m, /limit reached on type User for key learner/),
];
