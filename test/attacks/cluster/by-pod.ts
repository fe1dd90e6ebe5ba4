import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import type { ShellTarget } from "../environment/shell-target.ts";
import { podEnd } from "./pod-end.ts";

/** A Pod that does more than a Pod may. */
interface HostilePod {
  /** Over what a harmless Pod has. */
  spec?: object;
  container?: object;
  /** What the Pod does with it, as root; what it prints is the prize. */
  command: string;
  /** The word of Pod Security's refusal. */
  word: string;
}

/** An attack by a Pod: the API server takes it, it runs, and its log tells what it got. */
export function byPod(id: string, what: string, { spec, container, command, word }: HostilePod, canary: RegExp): Attack<ShellTarget> {
  const script = `${createPod(id, { spec, container, command })}${podEnd(id)}`;
  return byScript(id, what, script, canary, new RegExp(`violates PodSecurity "baseline:latest":.*${word}`));
}

/** The command line that creates such a Pod. */
export function createPod(name: string, { spec = {}, container = {}, command }: Pick<HostilePod, "spec" | "container" | "command">): string {
  const only = { name: "c", image: "tatami/web:1", command: ["bash", "-c", command], ...container };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { restartPolicy: "Never", terminationGracePeriodSeconds: 0, securityContext: { runAsUser: 0 }, containers: [only], ...spec } };
  return `kubectl create -f - << 'END'\n${JSON.stringify(pod)}\nEND\n`;
}
