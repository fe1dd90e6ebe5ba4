import { CommandError } from "./command.ts";
import { kubectl } from "./kind.ts";

/** A Pod of which a container was ended for want of memory. */
export interface EndedPod {
  namespace: string;
  pod: string;
  /** The container's limit as Kubernetes writes it, e.g. "400Mi". */
  limit?: string;
  /** Milliseconds since 1970; Kubernetes counts whole seconds. */
  endedAt: number;
}

/** When the cluster is asked after a program was ended, in milliseconds: the kubelet tells the API server some seconds later, a busy one later still. */
const askAfterMs = [4_000, 20_000];
/** A program that ends again and again has the cluster asked no more often than so. */
const restMs = 30_000;

/** Finds out which Pods of a cluster lacked memory. Costs nothing until a program was ended that may be one of theirs, and then two kubectl in the node. */
export class EndedPods {
  readonly #ask: () => Promise<EndedPod[] | undefined>;
  #found: readonly EndedPod[] = [];
  #due = false;
  /** How many of {@link askAfterMs} are left to be asked. */
  #asksLeft = 0;
  #begunAt = Number.NEGATIVE_INFINITY;

  /** `ask`: see {@link askForEndedPods}. */
  constructor(ask: () => Promise<EndedPod[] | undefined>) {
    this.#ask = ask;
  }

  /** All that were found the last time the cluster was asked, old ones too. `maybe`: since the last look a program was ended that may be a Pod's. */
  async look({ maybe }: { maybe: boolean }): Promise<readonly EndedPod[]> {
    const nextAsk = askAfterMs[askAfterMs.length - this.#asksLeft];
    if (nextAsk !== undefined && performance.now() - this.#begunAt >= nextAsk) {
      this.#asksLeft--;
      this.#found = (await this.#ask()) ?? this.#found;
    }
    this.#due ||= maybe;
    if (this.#due && this.#asksLeft === 0 && performance.now() - this.#begunAt >= restMs) {
      this.#due = false;
      this.#asksLeft = askAfterMs.length;
      this.#begunAt = performance.now();
    }
    return this.#found;
  }
}

/** All containers of a cluster that were ended so and that it still knows of; undefined when it did not answer, as one that has no CPU left. */
export async function askForEndedPods(cluster: string): Promise<EndedPod[] | undefined> {
  try {
    return readEndedPods(await kubectl(cluster, ["get", "pods", "--all-namespaces", "--request-timeout=4s", "--output", `go-template=${template}`], { timeoutMs: 8_000 }));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return undefined;
  }
}

/** A line for each container that was ended so: namespace, Pod, time, limit. The node picks them out, so that a learner's large objects stay in it. */
const template = `{{range $pod := .items}}${linesOf("initContainer")}${linesOf("container")}{{end}}`;

function linesOf(kind: "initContainer" | "container"): string {
  const limit = `{{range $pod.spec.${kind}s}}{{if eq .name $status.name}}{{with .resources.limits}} {{.memory}}{{end}}{{end}}{{end}}`;
  const line = `{{if .reason}}{{if eq .reason "OOMKilled"}}{{$pod.metadata.namespace}} {{$pod.metadata.name}} {{.finishedAt}}${limit}\n{{end}}{{end}}`;
  const states = ["state", "lastState"].map((state) => `{{with $status.${state}}}{{with .terminated}}${line}{{end}}{{end}}`);
  return `{{range $status := .status.${kind}Statuses}}${states.join("")}{{end}}`;
}

/** What the template prints, newest first. Lines that are none of it are left out: a learner has made the objects. */
export function readEndedPods(printed: string): EndedPod[] {
  const found = printed.split("\n").flatMap((line) => {
    const [, namespace, pod, time, limit] = /^([a-z0-9-]{1,63}) ([a-z0-9.-]{1,253}) (\S{1,40})(?: ([0-9.]{1,20}[A-Za-z]{0,2}))?/.exec(line) ?? [];
    const endedAt = Date.parse(time ?? "");
    return namespace && pod && endedAt > 0 ? [{ namespace, pod, ...(limit && { limit }), endedAt }] : [];
  });
  return found.sort((a, b) => b.endedAt - a.endedAt);
}
