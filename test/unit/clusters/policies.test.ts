import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { grants } from "../../../clusters/policies/grant.ts";
import { offered, policyObjects, spellingsOf } from "../../../clusters/policies/policies.ts";

test.each([
  ["docker.io/library/redis:7", ["docker.io/library/redis:7", "docker.io/redis:7", "library/redis:7", "redis:7"]],
  ["docker.io/apache/kafka:4.1.2", ["apache/kafka:4.1.2", "docker.io/apache/kafka:4.1.2"]],
  ["docker.io/tatami/web:1", ["docker.io/tatami/web:1", "tatami/web:1"]],
  ["ghcr.io/linki/chaoskube:v1", ["ghcr.io/linki/chaoskube:v1"]],
])("%s may be written in all the ways that mean it, and no other", (image, spellings) => {
  expect(spellingsOf(image).toSorted()).toEqual(spellings);
});

test("learners are offered the shortest names, and nothing that the cluster itself is made of", () => {
  const images = ["registry.k8s.io/pause:3.10", "docker.io/rancher/local-path-provisioner:v0.0.30", "docker.io/tatami/web:1", "docker.io/library/redis:7", "docker.io/kindest/kindnetd:v1"];
  expect(offered(images)).toEqual(["redis:7", "tatami/web:1"]);
});

test("each right that can be granted has its role, which no binding gives to anyone in advance", async () => {
  const objects = await policyObjects([]);
  for (const grant of grants) expect(objects.split(`"tatami:grant:${grant}"`), grant).toHaveLength(2);
});

test("the policies name each image, and leave nothing to be filled in", async () => {
  const objects = await policyObjects(["registry.k8s.io/pause:3.10", "docker.io/tatami/web:1"]);
  expect(objects).toContain(", 'tatami/web:1']");
  expect(objects).toContain("'registry.k8s.io/pause:3.10'");
  expect(objects).toContain("It has: tatami/web:1'");
  expect(objects).not.toContain("${");
  const kinds = [...objects.matchAll(/^kind: (\S+)/gm)].map(([, kind]) => kind);
  // A policy without its binding does nothing.
  for (const kind of ["ValidatingAdmissionPolicy", "MutatingAdmissionPolicy"]) expect(kinds.filter((one) => one === `${kind}Binding`)).toHaveLength(kinds.filter((one) => one === kind).length);
});

test("each kind of object that Kubernetes' role admin lets a learner make is counted, but for events, which have a rate", async () => {
  const quota = await readFile(join(import.meta.dirname, "../../../clusters/policies/quota/quota.yaml"), "utf8");
  const counted = [...quota.matchAll(/^ {4}(?:count\/)?([\w.]+): "\d+"$/gm)].map(([, kind]) => kind);
  expect(counted.toSorted()).toEqual(
    [
      ...["configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "secrets", "serviceaccounts", "services"],
      ...["daemonsets", "deployments", "replicasets", "statefulsets"].map((kind) => `${kind}.apps`),
      ...["cronjobs.batch", "jobs.batch", "horizontalpodautoscalers.autoscaling", "poddisruptionbudgets.policy", "leases.coordination.k8s.io"],
      ...["ingresses", "networkpolicies"].map((kind) => `${kind}.networking.k8s.io`),
      ...["rolebindings", "roles"].map((kind) => `${kind}.rbac.authorization.k8s.io`),
      ...["resourceclaims", "resourceclaimtemplates"].map((kind) => `${kind}.resource.k8s.io`),
    ].toSorted(),
  );
});
