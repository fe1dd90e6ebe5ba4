import { afterEach, beforeEach, expect, test } from "vitest";
import { BringUpError } from "../../../clusters/bring-up.ts";
import { run } from "../../../clusters/command.ts";
import type { Environment, PoolWait } from "../../../clusters/environment.ts";
import { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import { Pool, PoolClosed } from "../../../clusters/pool.ts";
import { environmentsOf } from "../../../clusters/sweep.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { runIn } from "../../support/learner-shell.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

let venue: TestVenue;
const signal = AbortSignal.timeout(250_000);

beforeEach(async () => void (venue = await testVenue()));
afterEach(async () => await venue[Symbol.asyncDispose]());

/** Resolves at the first change of the pool after which it is so. */
function when(pool: Pool, is: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => void (is() && resolve());
    pool.onChange(look);
    look();
  });
}

test("the reserve is made ready, handed out once and made again, within the capacity; one that died in its sleep is not handed out", async () => {
  await using pool = new Pool(venue.maker, { reserve: 1, capacity: 2 });
  expect(pool.status()).toEqual({ ready: 0, reserve: 1, capacity: 2, leased: 0, waiting: 0 });
  await pool.sweep();
  await when(pool, () => pool.status().ready === 1);
  const [asleep = ""] = await environmentsOf(venue.stateDir);
  await kill(asleep);
  const first = await pool.acquire({ flavor: "cluster", grants: ["nodes"], signal });
  expect(first.id).not.toBe(asleep);
  // Whoever comes has the machine to themselves for a moment.
  expect(pool.status()).toMatchObject({ ready: 0, leased: 1 });
  expect(pool.status()).not.toHaveProperty("making");
  expect(await runIn(first, "kubectl get nodes --no-headers; kubectl cordon node; kubectl uncordon node")).toMatch(/Ready[^]* cordoned[^]* uncordoned/);
  await when(pool, () => pool.status().ready === 1);
  expect(await environmentsOf(venue.stateDir)).toHaveLength(2);
  await expect(pool.acquire({ flavor: "cluster", signal: AbortSignal.abort(new Error("gone already")) })).rejects.toThrow("gone already");
  expect(pool.status()).toMatchObject({ ready: 1, leased: 1 });

  // Full: one that sleeps with a cluster makes room for a learner who asks for none.
  const shell = await pool.acquire({ flavor: "shell", signal });
  expect(pool.status()).toMatchObject({ ready: 0, leased: 2 });
  const existing = await environmentsOf(venue.stateDir);
  expect(existing.toSorted()).toEqual([first.id, shell.id].toSorted());
  await pool.drain();
  // Handed-out ones live on for the next process.
  expect(await runIn(first, "echo lives")).toBe("lives");
  await pool.release(first);
  await pool.release(shell);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("who waits is served in order; one who leaves gives up the place; all hear where they are", async () => {
  await using pool = new Pool(venue.maker, { reserve: 0, capacity: 1 });
  await pool.sweep();
  const served: string[] = [];
  const positions: Record<string, number[]> = { a: [], b: [], c: [], d: [] };
  const steps = new Set<string>();
  const leaving = new AbortController();
  const ask = async (name: string, by = signal): Promise<Environment> => {
    const onWait = ({ position, progress }: PoolWait): void => {
      if (positions[name]?.at(-1) !== position) positions[name]?.push(position);
      if (progress) steps.add(progress.step);
    };
    const environment = await pool.acquire({ flavor: "shell", signal: by, onWait });
    served.push(name);
    return environment;
  };
  const [a, b, c, d] = [ask("a"), ask("b"), ask("c", leaving.signal), ask("d")];
  const reason = new Error("the learner left");
  const left = expect(c).rejects.toBe(reason);
  const first = await a;
  leaving.abort(reason);
  await left;
  expect(pool.status()).toMatchObject({ leased: 1, waiting: 2 });
  await pool.release(first);
  const second = await b;
  await pool.release(second);
  const third = await d;
  expect(served).toEqual(["a", "b", "d"]);
  expect(positions).toEqual({ a: [1], b: [2, 1], c: [3, 2], d: [4, 3, 2, 1] });
  expect([...steps]).toEqual(["make-networks", "make-disks", "start-toolbox", "open-terminal"]);
  expect(new Set([first.id, second.id, third.id]).size).toBe(3);
  await pool.release(third);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("the end: those who wait hear it, a bring-up under way is taken back, nobody is served any more", async () => {
  await using pool = new Pool(venue.maker, { reserve: 1, capacity: 2 });
  await pool.sweep();
  const waiting = expect(pool.acquire({ flavor: "cluster", signal })).rejects.toBeInstanceOf(PoolClosed);
  await when(pool, () => pool.status().waiting === 1);
  await pool.drain();
  await waiting;
  await expect(pool.acquire({ flavor: "shell", signal })).rejects.toBeInstanceOf(PoolClosed);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a failed bring-up is told to the one who waited longest, and in the status until one succeeds", async () => {
  const materials = { ...venue.maker.materials, toolboxImage: "tatami/toolbox:nowhere" };
  await using pool = new Pool(new EnvironmentMaker(materials), { reserve: 0, capacity: 2 });
  await pool.sweep();
  const refused = [pool.acquire({ flavor: "shell", signal }), pool.acquire({ flavor: "shell", signal })].map((asked) => asked.catch((error: unknown) => error));
  for (const error of await Promise.all(refused)) expect(error).toBeInstanceOf(BringUpError);
  expect(pool.status()).toMatchObject({ ready: 0, leased: 0, waiting: 0, failure: expect.stringContaining("step start-toolbox failed") as string });
  // The machine is mended.
  materials.toolboxImage = venue.images.toolboxImage;
  const environment = await pool.acquire({ flavor: "shell", signal });
  expect(pool.status().failure).toBeUndefined();
  await pool.release(environment);
});

async function kill(environment: string): Promise<void> {
  const containers = await run("docker", ["ps", "--quiet", "--filter", `label=tatami.environment=${environment}`], { timeoutMs: 20_000 });
  await run("docker", ["rm", "--force", ...containers.split("\n")], { timeoutMs: 30_000 });
}
