import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bringUp, BringUpError } from "../../../clusters/bring-up.ts";
import { BringUpTimes } from "../../../clusters/bring-up-times.ts";

const signal = new AbortController().signal;

test("steps run in order; each is told before it begins and after it ended, with its time", async () => {
  const heard: string[] = [];
  const step = (name: string) => ({ name, run: async (context: string) => void heard.push(`${context} ${name}`) });
  await bringUp([step("one"), step("two")], "run", { signal, onStep: ({ name, done, seconds }) => heard.push(`${name} ${done} ${seconds === undefined ? "begins" : "ended"}`) });
  expect(heard).toEqual(["one 0 begins", "run one", "one 1 ended", "two 1 begins", "run two", "two 2 ended"]);
});

test("a failing step is named with its cause, and ends the bring-up", async () => {
  const ran: string[] = [];
  const cause = new Error("no disk");
  const steps = ["one", "two", "three"].map((name) => ({ name, run: async () => void (ran.push(name), name === "two" && throwing(cause)) }));
  const failed = bringUp(steps, undefined, { signal });
  await expect(failed).rejects.toBeInstanceOf(BringUpError);
  await expect(failed).rejects.toMatchObject({ step: "two", cause, message: expect.stringContaining("no disk") as string });
  expect(ran).toEqual(["one", "two"]);
});

test("a bring-up that is called off ends with the reason, not with what its step made of it", async () => {
  const leaving = new AbortController();
  const reason = new Error("the learner left");
  const step = { name: "one", run: async () => (leaving.abort(reason), throwing(new Error("was cancelled"))) };
  await expect(bringUp([step], undefined, { signal: leaving.signal })).rejects.toBe(reason);
});

test("leftovers are told beside the failure", () => {
  expect(new BringUpError("two", new Error("no disk"), new Error("a network stays")).message).toMatch(/two failed.*no disk.*a network stays/);
});

test("times of the last bring-up tell what is left; half a file is no times", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-times-"));
  const file = join(folder, "times.json");
  const times = new BringUpTimes(file);
  expect(times.left("cluster", ["one"])).toEqual({});
  times.measured("cluster", "one", 2);
  times.measured("cluster", "two", 3);
  await times.save();
  expect(new BringUpTimes(file).left("cluster", ["one", "two"])).toEqual({ secondsLeft: 5 });
  expect(new BringUpTimes(file).left("shell", ["one"])).toEqual({});
  await writeFile(file, '{"cluster/one": 2, "clu');
  expect(new BringUpTimes(file).left("cluster", ["one"])).toEqual({});
  await rm(folder, { recursive: true });
});

function throwing(error: Error): never {
  throw error;
}
