import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { dockerList } from "./docker-list.ts";
import { listClusters } from "./kind.ts";
import { environmentLabel, environmentName, stateLabel, statePrefix } from "./labels.ts";
import { tearDown } from "./teardown.ts";
import { endUnfinished } from "./unfinished-programs.ts";

/** Takes down everything of a state folder, whose lock the caller holds, but the environments to keep. Throws one AggregateError for what could not be. */
export async function sweepState(stateDir: string, keep: ReadonlySet<string> = new Set()): Promise<void> {
  await endUnfinished(statePrefix(stateDir));
  const found = (await environmentsOf(stateDir)).filter((id) => !keep.has(id));
  const outcomes = await Promise.allSettled(found.map((id) => tearDown({ id, name: environmentName(stateDir, id), folder: join(stateDir, "environments", id) })));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
}

/** Ids of all environments of which anything is left: Docker's own lists and the folders are the truth. */
export async function environmentsOf(stateDir: string): Promise<string[]> {
  const folders = join(stateDir, "environments");
  const prefix = statePrefix(stateDir);
  const found = [
    ...(await labelled("ps", stateDir)),
    ...(await labelled("network", stateDir)),
    ...(await listClusters()).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    ...(existsSync(folders) ? await readdir(folders) : []),
  ];
  return [...new Set(found.filter((id) => /^[a-z0-9]+$/.test(id)))];
}

/** Every state folder that anything in Docker is labelled with. */
export async function labelledStateFolders(): Promise<string[]> {
  const lists = [["ps", "--all"], ["network", "ls"]].map((list) => dockerList([...list, "--filter", `label=${stateLabel}`, "--format", `{{.Label "${stateLabel}"}}`]));
  return [...new Set((await Promise.all(lists)).flat())];
}

async function labelled(kind: "ps" | "network", stateDir: string): Promise<string[]> {
  return await dockerList([...(kind === "ps" ? ["ps", "--all"] : ["network", "ls"]), "--filter", `label=${stateLabel}=${stateDir}`, "--format", `{{.Label "${environmentLabel}"}}`]);
}
