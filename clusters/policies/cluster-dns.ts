import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { inNode } from "../kind.ts";

interface KubernetesObject {
  kind: string;
  metadata: Record<string, unknown>;
  spec: Record<string, unknown>;
}

/** What CoreDNS answers: a ConfigMap in place of kubeadm's. */
const answers = readFile(join(import.meta.dirname, "cluster-dns.yaml"), "utf8");

/**
 * The objects of the DNS that kubeadm left out of a cluster, as one YAML stream for kubectl. They are as they shall be from the beginning: changing kubeadm's begins two Pods that
 * still end when the learner comes. `dns` is the server (an IPv4 address) that is asked for names of the internet, where there are some. Throws CommandError.
 */
export async function dnsObjects(cluster: string, { dns, signal }: { dns?: string; signal: AbortSignal }): Promise<string> {
  const manifest = await inNode(cluster, ["kubeadm", "init", "phase", "addon", "coredns", "--config=/kind/kubeadm.conf", "--print-manifest"], { signal });
  return clusterDns(manifest, dns === undefined ? await answers : withInternet(await answers, dns)).map((object) => `---\n${JSON.stringify(object)}\n`).join("");
}

/** The answers (YAML) with those of a DNS server in the place of "there is no such name". */
export function withInternet(answersYaml: string, dns: string): string {
  return answersYaml.replace(/^( +)template ANY ANY \{[^{}]*\}/m, `$1forward . ${dns}\n$1cache 30`);
}

/** The objects of kubeadm's CoreDNS (`manifest`, YAML) for one node, with these answers (YAML, a ConfigMap), and the Deployment last: its Pod needs the others. */
export function clusterDns(manifest: string, answersYaml: string): object[] {
  const made = parseAllDocuments(manifest).flatMap((document) => (document.toJS() as KubernetesObject | null) ?? []);
  const of = (kind: string) => made.filter((object) => object.kind === kind);
  const others = made.filter(({ kind }) => !["ConfigMap", "Service", "Deployment"].includes(kind));
  return [parse(answersYaml) as object, ...others, ...of("Service").map(service), ...of("Deployment").map(deployment)];
}

/** The only replica gets questions as soon as it runs, and not up to 10 s later, when its readiness is looked at. */
function service(object: KubernetesObject): object {
  // kubeadm's number is for changing one.
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata, spec: { ...object.spec, publishNotReadyAddresses: true } };
}

/** One replica is enough for one node, and costs an idle learner less. It asks the API server without kube-proxy's rules, for which it waited for 3 s and more. */
function deployment(object: KubernetesObject): object {
  const template = object.spec["template"] as { spec: { containers: object[] } };
  const env = [{ name: "KUBERNETES_SERVICE_HOST", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } }, { name: "KUBERNETES_SERVICE_PORT", value: "6443" }];
  const containers = template.spec.containers.map((container) => ({ ...container, env }));
  return { ...object, spec: { ...object.spec, replicas: 1, template: { ...template, spec: { ...template.spec, containers } } } };
}
