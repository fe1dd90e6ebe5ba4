import type { Pod } from "../selection/pod.ts";
import { killingEvent } from "./killing-event.ts";
import type { Ask } from "./request.ts";

/** Milliseconds that one answer of the API server may take. */
const limit = 10_000;
/** Pods in one answer: a large cluster is read in parts. */
const page = 250;

/** What chaoskube does in a cluster. Needs the rights to list and delete pods and to create events; to list namespaces only for --namespace-labels. */
export class Cluster {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** What the API server says of itself at /version. */
  async version(): Promise<{ gitVersion: string }> {
    return (await this.#ask({ method: "GET", path: "/version", signal: AbortSignal.timeout(limit) })) as { gitVersion: string };
  }

  /** Every pod of a namespace, or of all ("") that a label selector selects, whatever its state. */
  async pods(namespace: string, labelSelector: string): Promise<Pod[]> {
    const scope = namespace ? `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods` : "/api/v1/pods";
    return (await this.#list(scope, labelSelector)).map(podOf);
  }

  /** Names of the namespaces that a label selector selects. */
  async namespaces(labelSelector: string): Promise<Set<string>> {
    return new Set((await this.#list("/api/v1/namespaces", labelSelector)).map(({ metadata }) => metadata.name));
  }

  /** Deletes a pod, which no PodDisruptionBudget stops. A negative grace period (milliseconds) leaves it to the pod. */
  async deletePod({ namespace, name }: Pod, gracePeriod: number): Promise<void> {
    const body = { apiVersion: "v1", kind: "DeleteOptions", ...(gracePeriod >= 0 && { gracePeriodSeconds: Math.floor(gracePeriod / 1000) }) };
    await this.#ask({ method: "DELETE", path: `/api/v1/namespaces/${namespace}/pods/${name}`, body, signal: AbortSignal.timeout(limit) });
  }

  /** Leaves the event that says who deleted the pod. */
  async recordKilling(pod: Pod, at: Date): Promise<void> {
    await this.#ask({ method: "POST", path: `/api/v1/namespaces/${pod.namespace}/events`, body: killingEvent(pod, at), signal: AbortSignal.timeout(limit) });
  }

  async #list(path: string, labelSelector: string): Promise<ListedObject[]> {
    const items: ListedObject[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(page), ...(labelSelector && { labelSelector }), ...(next && { continue: next }) });
      const answer = (await this.#ask({ method: "GET", path: `${path}?${query}`, signal: AbortSignal.timeout(limit) })) as { items: ListedObject[] | null; metadata: { continue?: string } };
      items.push(...(answer.items ?? []));
      next = answer.metadata.continue || undefined;
    } while (next);
    return items;
  }
}

interface ListedObject {
  metadata: {
    namespace?: string;
    name: string;
    uid: string;
    resourceVersion: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: { kind: string; uid: string }[];
    creationTimestamp: string;
    deletionTimestamp?: string;
  };
  status?: { phase?: string };
}

function podOf({ metadata, status }: ListedObject): Pod {
  const { namespace = "", name, uid, resourceVersion, labels = {}, annotations = {}, ownerReferences = [], creationTimestamp, deletionTimestamp } = metadata;
  const owners = ownerReferences.map(({ kind, uid }) => ({ kind, uid }));
  return { namespace, name, uid, resourceVersion, labels, annotations, owners, phase: status?.phase ?? "", created: new Date(creationTimestamp), terminating: deletionTimestamp !== undefined };
}
