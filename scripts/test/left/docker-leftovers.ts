import { run } from "../../../clusters/command.ts";
import { dockerList } from "../../../clusters/docker-list.ts";
import { stateLabel } from "../../../clusters/labels.ts";
import type { Leftover } from "./leftover.ts";
import { isOfRun, type RunMarks } from "./run-marks.ts";

/** Containers and networks of a run. */
export async function dockerLeftovers(marks: RunMarks): Promise<Leftover[]> {
  const names = async (list: readonly string[], name: string): Promise<string[]> =>
    (await dockerList([...list, "--format", `${name}\t{{.Label "${stateLabel}"}}`])).flatMap((line) => {
      const [name = "", state = ""] = line.split("\t");
      return isOfRun(marks, { name, state }) ? [name] : [];
    });
  return [
    ...(await names(["ps", "--all"], "{{.Names}}")).map((name) => ({ name: `container ${name}`, takeDown: () => run("docker", ["rm", "--force", "--volumes", name], { timeoutMs: 60_000 }) })),
    ...(await names(["network", "ls"], "{{.Name}}")).map((name) => ({ name: `network ${name}`, takeDown: () => run("docker", ["network", "rm", name], { timeoutMs: 60_000 }) })),
  ];
}
