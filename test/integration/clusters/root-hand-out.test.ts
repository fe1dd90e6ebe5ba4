import { afterAll, beforeAll, expect, test } from "vitest";
import { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { poll } from "../../../clusters/poll.ts";
import { Pool } from "../../../clusters/pool.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { runIn, tryIn } from "../../support/learner-shell.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const signal = AbortSignal.timeout(280_000);
let venue: TestVenue;
let pool: Pool;

beforeAll(async () => {
  venue = await testVenue();
  pool = new Pool(venue.maker, { reserve: 1, capacity: 1 });
  await pool.sweep();
  await poll({ name: "a sleeping cluster", timeoutMs: 240_000, intervalMs: 200, signal }, async () => pool.status().ready === 1);
});
afterAll(async () => {
  await pool[Symbol.asyncDispose]();
  await venue[Symbol.asyncDispose]();
});

test("a cluster that sleeps gets a toolbox with root at its hand-out, and stays the learner's own", async () => {
  const waits: unknown[] = [];
  const environment = (await pool.acquire({ flavor: "cluster", user: "root", grants: ["nodes"], signal, onWait: (wait) => void waits.push(wait) })) as LearnerEnvironment;
  const deaths: string[] = [];
  environment.onDeath((reason) => void deaths.push(reason));
  // Nothing was made for it: with a capacity of 1 it can only be the one that slept.
  expect(waits).toEqual([]);
  expect(pool.status()).toMatchObject({ ready: 0, leased: 1 });

  using attachment = await environment.holder.attach("1", 0);
  await new TerminalReader(attachment).see("root@controlplane");
  expect(await runIn(environment, "launch.sh; sudo kubectl get nodes --no-headers | wc -l; ssh node01 kubectl auth whoami -o jsonpath={.status.userInfo.username}")).toBe("Waiting for Kubernetes to start...\nKubernetes started\n1\nlearner");
  expect(await runIn(environment, "kubectl create deployment web --image=tatami/web:1 && kubectl rollout status deployment/web --timeout=60s > /dev/null && kubectl expose deployment web --port=80 --type=NodePort")).toContain("service/web exposed");
  for (const forbidden of ["kubectl get secrets --namespace kube-system", "kubectl delete node --all --dry-run=server", "kubectl create clusterrolebinding me --clusterrole=cluster-admin --user=learner"]) {
    expect((await tryIn(environment, forbidden)).output, forbidden).toMatch(/forbidden/i);
  }
  expect(await runIn(environment, "kubectl cordon node; kubectl uncordon node")).toBe("node/node cordoned\nnode/node uncordoned");
  expect(await runIn(environment, "find / -xdev -name 'checker*' 2> /dev/null; stat -c '%U %a' ~/.kube/config; id -u")).toBe("root 600\n0");

  const adopted = await new EnvironmentMaker(venue.maker.materials).adopt(environment.id);
  expect(adopted).toMatchObject({ id: environment.id, flavor: "cluster", user: "root" });
  expect(await runIn(adopted as LearnerEnvironment, "kubectl get deployments --no-headers")).toMatch(/^web/);
  expect(deaths).toEqual([]);
  await pool.release(environment);
});

test("an environment with root is never handed to who did not ask for it", async () => {
  const own = new Pool(venue.maker, { reserve: 0, capacity: 3 });
  await pool[Symbol.asyncDispose]();
  await own.sweep();
  const leaver = new AbortController();
  const left = own.acquire({ flavor: "shell", user: "root", signal: leaver.signal, onWait: ({ progress }) => progress && leaver.abort(new Error("left")) });
  await expect(left).rejects.toThrow("left");
  await poll({ name: "the one that was left to sleep", timeoutMs: 60_000, intervalMs: 50, signal }, async () => own.status().ready === 1);
  const learners = (await own.acquire({ flavor: "shell", signal })) as LearnerEnvironment;
  expect(await runIn(learners, "id -un; command -v sudo || echo no sudo")).toBe("learner\nno sudo");
  const roots = (await own.acquire({ flavor: "shell", user: "root", signal })) as LearnerEnvironment;
  expect(await runIn(roots, "id -un")).toBe("root");
  expect(own.status()).toMatchObject({ ready: 0, leased: 2 });
  await Promise.all([own.release(learners), own.release(roots)]);
  await own.drain();
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});
