import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { clusterDns, withInternet } from "../../../clusters/policies/cluster-dns.ts";

/** As `kubeadm init phase addon coredns --print-manifest` prints it, in short. */
const manifest = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec:
  replicas: 2
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec:
      serviceAccountName: coredns
      containers:
      - { name: coredns, image: "registry.k8s.io/coredns/coredns:v1.14.2", args: [-conf, /etc/coredns/Corefile] }
      volumes:
      - { name: config-volume, configMap: { name: coredns } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data: { Corefile: forward }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system, resourceVersion: "0" }
spec: { clusterIP: 10.96.0.10, selector: { k8s-app: kube-dns } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: coredns, namespace: kube-system }
---
`;

test("kubeadm's DNS is made once as it stays: our answers, one Pod of the same image that asks the API server directly, a Service that is new", () => {
  const objects = clusterDns(manifest, "kind: ConfigMap\nmetadata: { name: coredns }\ndata: { Corefile: ours }\n") as { kind: string; metadata: object; data?: object; spec: Record<string, never> }[];
  expect(objects.map(({ kind }) => kind)).toEqual(["ConfigMap", "ServiceAccount", "Service", "Deployment"]);
  const [config, , service, deployment] = objects;
  expect(config!.data).toEqual({ Corefile: "ours" });
  expect(service!.metadata).toEqual({ name: "kube-dns", namespace: "kube-system" });
  expect(service!.spec).toMatchObject({ clusterIP: "10.96.0.10", publishNotReadyAddresses: true });
  expect(deployment!.spec).toMatchObject({
    replicas: 1,
    template: {
      metadata: { labels: { "k8s-app": "kube-dns" } },
      spec: {
        serviceAccountName: "coredns",
        containers: [{ image: "registry.k8s.io/coredns/coredns:v1.14.2", args: ["-conf", "/etc/coredns/Corefile"], env: [{ name: "KUBERNETES_SERVICE_HOST", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } }, { name: "KUBERNETES_SERVICE_PORT", value: "6443" }] }],
        volumes: [{ name: "config-volume", configMap: { name: "coredns" } }],
      },
    },
  });
});

test("where environments reach the internet, a DNS server of it is asked for what is no name of the cluster's", async () => {
  const closed = await readFile("clusters/policies/cluster-dns.yaml", "utf8");
  const corefile = (yaml: string): string => (parse(yaml) as { data: { Corefile: string } }).data.Corefile;
  const open = corefile(withInternet(closed, "192.0.2.53"));
  expect(corefile(closed)).toContain("NXDOMAIN");
  expect(open).toMatch(/^\. \{\n    errors\n    forward \. 192\.0\.2\.53\n    cache 30\n\}/m);
  expect(open.split("\n. {")[0]).toBe(corefile(closed).split("\n. {")[0]);
});
