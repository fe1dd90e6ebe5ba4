import { readFile, writeFile } from "node:fs/promises";
import { kubectl } from "../../clusters/kind.ts";

/** A pod, as kubectl lists it. */
export interface ListedPod {
  metadata: { name: string; uid: string; deletionTimestamp?: string; deletionGracePeriodSeconds?: number };
  status: { phase: string };
}

/** An event, as kubectl lists it. */
export interface ListedEvent {
  reason: string;
  source: { component?: string };
  involvedObject: { name: string; uid: string };
}

/** Looks at a cluster as its administrator. */
export class ClusterView {
  readonly #cluster: string;
  /** Path of the administrator's kubeconfig, for programs on this machine. */
  readonly admin: string;

  constructor(cluster: string, admin: string) {
    this.#cluster = cluster;
    this.admin = admin;
  }

  /** Runs kubectl; gives its output. */
  async kubectl(args: string[], input?: string): Promise<string> {
    return await kubectl(this.#cluster, args, { ...(input !== undefined && { input }) });
  }

  /** Every pod of a namespace. */
  async pods(namespace: string): Promise<ListedPod[]> {
    return await this.#list("pods", namespace);
  }

  /** The uid of each pod of a namespace, by its name. */
  async uids(namespace: string): Promise<Map<string, string>> {
    return new Map((await this.pods(namespace)).map(({ metadata }) => [metadata.name, metadata.uid]));
  }

  /** The events that chaoskube left, as a check looks for them. */
  async killings(namespace: string): Promise<ListedEvent[]> {
    const events = await this.#list<ListedEvent>("events", namespace);
    return events.filter(({ reason, source }) => reason === "Killing" && source.component === "chaoskube");
  }

  /** Writes a kubeconfig with a token of a service account. */
  async kubeconfigFor({ namespace, account }: { namespace: string; account: string }, path: string): Promise<void> {
    const token = await this.kubectl(["create", "token", account, `--namespace=${namespace}`]);
    const text = await readFile(this.admin, "utf8");
    const value = (key: string) => new RegExp(`${key}: (\\S+)`).exec(text)?.[1];
    const cluster = { server: value("server"), "certificate-authority-data": value("certificate-authority-data") };
    await writeFile(path, JSON.stringify({ apiVersion: "v1", kind: "Config", "current-context": "test", clusters: [{ name: "test", cluster }], users: [{ name: "test", user: { token } }], contexts: [{ name: "test", context: { cluster: "test", user: "test" } }] }));
  }

  async #list<T>(kind: string, namespace: string): Promise<T[]> {
    return (JSON.parse(await this.kubectl(["get", kind, `--namespace=${namespace}`, "--output=json"])) as { items: T[] }).items;
  }
}
