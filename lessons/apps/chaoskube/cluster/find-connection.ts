import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Connection } from "./connection.ts";

/** Where Kubernetes puts a pod's service account. */
const account = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Finds the cluster as chaoskube does: --kubeconfig, else ~/.kube/config where there is one, else the pod's service account; --master goes before their address. */
export async function findConnection({ master, kubeconfig }: { master: string; kubeconfig: string }): Promise<Connection> {
  const home = join(homedir(), ".kube", "config");
  const path = kubeconfig || (existsSync(home) ? home : "");
  // A pod has no kubeconfig: it need not keep a YAML reader in memory.
  const connection = path ? await (await import("./kubeconfig.ts")).kubeconfigConnection(path) : master ? { server: master } : await serviceAccount();
  return { ...connection, ...(master && { server: master }) };
}

async function serviceAccount(): Promise<Connection> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  if (!host || !port) throw new Error("unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined");
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    ca: await readFile(join(account, "ca.crt"), "utf8"),
    token: async () => (await readFile(join(account, "token"), "utf8")).trim(),
  };
}
