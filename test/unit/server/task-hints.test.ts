import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

test("a challenge's script is asked with the seconds at the task, and what it says is told until the task is done", async () => {
  await using running = await ServerUnderTest.start();
  const learner = await running.learner();
  const { environment } = await learner.start("valid-challenge");
  const home = join(running.folder, "shells", environment.state === "ready" ? environment.id : "", "home");
  const hints = () => learner.told.filter(({ event }) => event === "task:hint").map(({ payload }) => payload as { step: number; html: string });
  const until = (name: string, wanted: () => boolean) => poll({ name, timeoutMs: 30_000, intervalMs: 20 }, async () => wanted() || undefined);

  await until("a script that says nothing", () => hints().length > 0);
  expect(hints()[0]).toEqual({ step: 0, html: "" });
  await writeFile(join(home, "stuck"), "");
  await until("two hints", () => hints().filter(({ html }) => html !== "").length > 1);
  const [first, second] = hints().filter(({ html }) => html !== "").map(({ html }) => Number(/^after (\d+) s: <em>touch<\/em> done$/.exec(html)?.[1]));
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first!);

  await writeFile(join(home, "done"), "");
  await learner.until("the task to be done by itself", ({ passed }) => passed.includes(0));
  const count = hints().length;
  await learner.ask("step:show", { step: 1 });
  expect(hints().length - count).toBeLessThan(2);
});
