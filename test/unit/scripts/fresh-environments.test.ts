import { expect, test } from "vitest";
import type { Environment } from "../../../clusters/environment.ts";
import type { EnvironmentWish } from "../../../lessons/environment-wish.ts";
import { FreshEnvironments } from "../../../scripts/lesson/proof/fresh-environments.ts";

const shell: EnvironmentWish = { flavor: "shell", user: "learner", grants: [] };
const root: EnvironmentWish = { flavor: "shell", user: "root", grants: [] };
const cluster: EnvironmentWish = { flavor: "cluster", user: "learner", grants: [] };
const granted: EnvironmentWish = { flavor: "cluster", user: "learner", grants: ["nodes"] };

/** Gives what it is asked for at once, and keeps account. */
function account() {
  const asked: EnvironmentWish[] = [];
  const released: string[] = [];
  const source = {
    async acquire({ flavor, user = "learner", grants = [] }: Partial<EnvironmentWish> & Pick<EnvironmentWish, "flavor">): Promise<Environment> {
      asked.push({ flavor, user, grants });
      return { id: String(asked.length) } as Environment;
    },
    release: async ({ id }: Environment) => void released.push(id),
  };
  return { asked, released, source };
}

test("the next environment is made while one is at work, and is what was said to come next", async () => {
  const { asked, released, source } = account();
  {
    await using environments = new FreshEnvironments(source, new AbortController().signal);
    const first = await environments.take(shell, root);
    expect(asked).toEqual([shell, root]);
    const second = await environments.take({ ...root }, undefined);
    expect([first.id, second.id, asked.length]).toEqual(["1", "2", 2]);
    environments.giveBack(first);
    environments.giveBack(second);
  }
  expect(released).toEqual(["1", "2"]);
});

test("one more of a kind that was not said leaves what is made for later", async () => {
  const { asked, released, source } = account();
  await using environments = new FreshEnvironments(source, new AbortController().signal);
  await environments.take(shell, cluster);
  const again = await environments.take(shell, cluster);
  const later = await environments.take(cluster, undefined);
  expect([again.id, later.id, asked, released]).toEqual(["3", "2", [shell, cluster, shell], []]);
});

test("what nobody will take goes, and rights in a cluster are never another's", async () => {
  const { asked, released, source } = account();
  await using environments = new FreshEnvironments(source, new AbortController().signal);
  await environments.take(shell, cluster);
  const other = await environments.take(granted, undefined);
  expect([other.id, asked]).toEqual(["3", [shell, cluster, granted]]);
  await expect.poll(() => released).toEqual(["2"]);
});
