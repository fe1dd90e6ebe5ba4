import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import type { Connection } from "./connection.ts";

/** What this program reads of a kubeconfig file. */
interface Kubeconfig {
  "current-context"?: string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: Record<string, unknown> }[];
  users?: { name: string; user: Record<string, unknown> }[];
}

/** Takes the connection of a kubeconfig file's current context. Throws an Error that says what the file lacks. */
export async function kubeconfigConnection(path: string): Promise<Connection> {
  const config = parse(await readFile(path, "utf8")) as Kubeconfig;
  const { cluster: clusterName, user: userName } = found(config.contexts, config["current-context"], "context", path).context;
  const { cluster } = found(config.clusters, clusterName, "cluster", path);
  const { user } = found(config.users, userName, "user", path);
  for (const way of ["exec", "auth-provider", "username"]) if (way in user) throw new Error(`${path}: the user "${userName}" signs in by ${way}, which this stand-in does not know; give a token or a client certificate`);
  const text = async (of: Record<string, unknown>, key: string) => {
    if (typeof of[`${key}-data`] === "string") return Buffer.from(String(of[`${key}-data`]), "base64").toString();
    return typeof of[key] === "string" ? await readFile(resolve(dirname(path), String(of[key])), "utf8") : undefined;
  };
  const [ca, cert, key] = [await text(cluster, "certificate-authority"), await text(user, "client-certificate"), await text(user, "client-key")];
  const token = tokenOf(user, path);
  return {
    server: String(cluster["server"]),
    ...(ca && { ca }),
    ...(cert && key && { certificate: { cert, key } }),
    ...(typeof cluster["tls-server-name"] === "string" && { serverName: cluster["tls-server-name"] }),
    ...(cluster["insecure-skip-tls-verify"] === true && { insecure: true }),
    ...(token && { token }),
  };
}

function tokenOf(user: Record<string, unknown>, path: string): Connection["token"] {
  const { token, tokenFile } = user;
  if (typeof token === "string") return async () => token;
  return typeof tokenFile === "string" ? async () => (await readFile(resolve(dirname(path), tokenFile), "utf8")).trim() : undefined;
}

function found<T extends { name: string }>(list: T[] | undefined, name: string | undefined, noun: string, path: string): T {
  const one = list?.find((item) => item.name === name);
  if (!one) throw new Error(`${path}: there is no ${noun} "${name ?? ""}"`);
  return one;
}
