/** What chaoskube is let loose on: namespaces with pods that do nothing, of every kind that matters to it. */
const pause = { name: "pause", image: "registry.k8s.io/pause:3.10.2", resources: { limits: { memory: "16Mi" } } };

/** Takes no notice of SIGTERM. */
const stubborn = { name: "stubborn", image: "tatami/web:1", command: ["node", "-e", "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)"], resources: { limits: { memory: "64Mi" } } };

/** All objects of the arena, as a List for kubectl. */
export function chaosArena(): string {
  const items = [
    // Looked at in dry run only.
    namespace("filters", { team: "chaos" }),
    workload("StatefulSet", "filters", "db", 2),
    workload("Deployment", "filters", "web", 2),
    workload("DaemonSet", "filters", "agent"),
    pod("filters", "lone", { annotations: { spare: "me" } }),
    pod("filters", "unready", { spec: { containers: [{ ...pause, readinessProbe: { httpGet: { path: "/", port: 9 }, periodSeconds: 1 } }] } }),
    pod("filters", "pending", { spec: { nodeSelector: { "tatami.test/place": "nowhere" } } }),
    pod("filters", "finished", { spec: { restartPolicy: "Never", containers: [{ name: "quick", image: "tatami/web:1", command: ["node", "--version"], resources: { limits: { memory: "64Mi" } } }] } }),
    // Really hunted.
    namespace("hunt"),
    workload("StatefulSet", "hunt", "db", 3),
    workload("Deployment", "hunt", "web", 2),
    pod("hunt", "lone"),
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { namespace: "hunt", name: "none-of-db" }, spec: { maxUnavailable: 0, selector: { matchLabels: { app: "db" } } } },
    // A finalizer keeps a deleted pod in sight; its program stays to the end of its grace period, as the kubelet sets that to 0 when it has ended.
    namespace("held"),
    ...["own", "five", "zero", "old"].map((name) => pod("held", name, { finalizers: ["tatami.test/hold"], spec: { terminationGracePeriodSeconds: 7, containers: [stubborn] } })),
    // For accounts that may do little.
    namespace("scoped"),
    workload("Deployment", "scoped", "web", 1),
    ...account("full", [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "delete"] }, { apiGroups: [""], resources: ["events"], verbs: ["create"] }]),
    ...account("mute", [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "delete"] }]),
  ];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

function namespace(name: string, labels: Record<string, string> = {}) {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function workload(kind: "StatefulSet" | "Deployment" | "DaemonSet", namespace: string, app: string, replicas?: number) {
  const template = { metadata: { labels: { app, arena: "yes", kind: kind.toLowerCase() } }, spec: { terminationGracePeriodSeconds: 3, containers: [pause] } };
  const ofSet = kind === "StatefulSet" && { serviceName: app, podManagementPolicy: "Parallel" };
  return { apiVersion: "apps/v1", kind, metadata: { namespace, name: app }, spec: { ...(replicas !== undefined && { replicas }), ...ofSet, selector: { matchLabels: { app } }, template } };
}

function pod(namespace: string, name: string, { annotations = {}, finalizers = [], spec = {} }: { annotations?: Record<string, string>; finalizers?: string[]; spec?: Record<string, unknown> } = {}) {
  return { apiVersion: "v1", kind: "Pod", metadata: { namespace, name, labels: { app: name, arena: "yes" }, annotations, finalizers }, spec: { terminationGracePeriodSeconds: 3, containers: [pause], ...spec } };
}

function account(name: string, rules: unknown[]) {
  const metadata = { namespace: "scoped", name };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata, rules },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata, roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name }, subjects: [{ kind: "ServiceAccount", ...metadata }] },
  ];
}
