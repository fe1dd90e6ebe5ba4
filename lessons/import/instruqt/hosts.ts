import type { SourceFolder } from "../source-folder.ts";
import { configFile } from "./shapes.ts";

/** The machines that a track thinks of. */
export interface Hosts {
  /** Names that can stand in /etc/hosts. */
  names: string[];
  /** True when one of them is a Kubernetes machine by its image. */
  cluster: boolean;
}

const file = "config.yml";

/** Reads `config.yml` and says what of its machines and accounts is not here. */
export async function readHosts(source: SourceFolder): Promise<Hosts> {
  const read = await source.yaml(file, configFile);
  const hosts: Hosts = { names: [], cluster: false };
  if (!read) return hosts;
  const { data, source: yaml } = read;
  for (const kind of ["containers", "virtualmachines"] as const) {
    for (const [n, host] of (data[kind] ?? []).entries()) {
      const at = (...path: string[]): number => yaml.lineOf([kind, n, ...path]);
      const { name, image, ...more } = host;
      if (name && /^[a-z0-9][a-z0-9.-]{0,62}$/i.test(name)) hosts.names.push(name);
      hosts.cluster ||= /\bk3s|k8s|kubernetes|minikube|kind\b/i.test(image ?? "");
      source.lost(file, at("image"), `${name ?? "a machine"}: the learner's toolbox stands in its place, not the image ${image ?? "(none)"}`);
      const rest = Object.keys(more).filter((key) => !["shell", "memory", "cpus", "machine_type"].includes(key));
      if (rest.length > 0) source.lost(file, at(rest[0]!), `${name ?? "a machine"}: ${rest.join(", ")} cannot be set here`);
    }
  }
  if (hosts.names.length > 1) source.lost(file, 1, `its ${hosts.names.length} machines (${hosts.names.join(", ")}) are one here: their scripts run one after another on it`);
  for (const key of Object.keys(data)) if (!["version", "containers", "virtualmachines"].includes(key)) source.lost(file, yaml.lineOf([key]), `${key}: there is nothing like it here`);
  return hosts;
}
