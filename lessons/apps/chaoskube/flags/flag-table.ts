/** One flag of the command line; each can also be given as CHAOSKUBE_ and its name in capitals. */
export interface Flag {
  name: string;
  /** A `switch` takes no value: --name turns it on and --no-name off. */
  takes: "value" | "switch";
  fallback: string;
  help: string;
}

/** chaoskube's flags, in the order of its own help. */
export const flagTable = [
  value("labels", "", "Label selector of the pods to choose from. Everything by default."),
  value("annotations", "", "Annotation selector of the pods to choose from. Everything by default."),
  value("kinds", "", "Kinds of owners whose pods to choose from, e.g. StatefulSet or !DaemonSet. Everything by default."),
  value("namespaces", "", "Namespaces to choose from, e.g. staging,testing or !kube-system. All by default."),
  value("namespace-labels", "", "Label selector of the namespaces to choose from. All by default."),
  value("included-pod-names", "", "Regular expression of pod names to include. All by default."),
  value("excluded-pod-names", "", "Regular expression of pod names to exclude. None by default."),
  value("excluded-weekdays", "", "Weekdays without terminations, e.g. Sat,Sun"),
  value("excluded-times-of-day", "", "Times of day without terminations, e.g. 22:00-08:00,11:00-13:00"),
  value("excluded-days-of-year", "", "Days of the year without terminations, e.g. Apr1,Dec24"),
  value("timezone", "UTC", "Time zone of the excluded times, e.g. UTC, Local, Asia/Tokyo"),
  value("minimum-age", "0s", "Age below which a pod is left alone"),
  value("max-runtime", "-1s", "Time after which chaoskube ends by itself. Negative: never."),
  value("max-kill", "1", "Most pods to terminate in one interval"),
  value("master", "", "Address of the Kubernetes API server"),
  value("kubeconfig", "", "Path of a kubeconfig file. By default ~/.kube/config where there is one, else the pod's service account."),
  value("interval", "10m", "Time between terminations"),
  flag("dry-run", "true", "Terminate nothing, only log it. On by default; turn off with --no-dry-run."),
  flag("debug", "false", "Log more"),
  value("metrics-address", ":8080", "Address to answer /metrics and /healthz on. Empty: none."),
  value("grace-period", "-1s", "Grace period for terminated pods. Negative: the pod's own."),
  value("log-format", "text", "Format of the log: text or json"),
  flag("log-caller", "false", "Log the place in the program, too"),
  value("slack-webhook", "", "Slack webhook to tell of each termination"),
  value("client-namespace-scope", "", "Ask the Kubernetes API about this namespace only. All by default, which needs a ClusterRole."),
] as const satisfies Flag[];

function value<const Name extends string>(name: Name, fallback: string, help: string) {
  return { name, takes: "value" as const, fallback, help };
}

function flag<const Name extends string>(name: Name, fallback: string, help: string) {
  return { name, takes: "switch" as const, fallback, help };
}
