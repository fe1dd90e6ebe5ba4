import { expect, test } from "vitest";
import { CommandError, run } from "../../../clusters/command.ts";

const timeoutMs = 10_000;

test("output comes without its final newline; arguments, input and environment arrive as they are", async () => {
  const script = 'printf "%s|" "$@"; cat; printf "|%s\\n" "$WORD"';
  expect(await run("bash", ["-c", script, "bash", "a b", "$HOME", "'; exit 1"], { timeoutMs, input: "読む", env: { WORD: "x y" } })).toBe("a b|$HOME|'; exit 1|読む|x y");
  expect(await run("cat", [], { timeoutMs })).toBe("");
});

test("a failure can be pasted into a shell, and tells exit code and output", async () => {
  const error = await failureOf(run("bash", ["-c", "echo out; echo err >&2; exit 3"], { timeoutMs }));
  expect(error).toMatchObject({ exitCode: 3, timedOut: false, canceled: false });
  expect(error.output.split("\n").toSorted()).toEqual(["err", "out"]);
  expect(error.message).toMatch(/^bash -c 'echo out; echo err >&2; exit 3'\n {2}ended with exit code 3\n/);
});

test("a program that is not there is told as such", async () => {
  const error = await failureOf(run("/nowhere/program", [], { timeoutMs }));
  expect(error).toMatchObject({ exitCode: undefined, timedOut: false, canceled: false });
  expect(error.message).toContain("ENOENT");
});

test("a program that goes on is ended by its time limit, even one that refuses", async () => {
  const error = await failureOf(run("bash", ["-c", "trap '' TERM; echo begun; while :; do read -t 1; done < <(exec tail -f /dev/null)"], { timeoutMs: 3_000 }));
  expect(error).toMatchObject({ timedOut: true, output: "begun" });
  expect(error.message).toMatch(/did not end within its time limit of [\d.]+ s/);
});

test("a signal ends it; one that was given before lets it not begin", async () => {
  const leaving = new AbortController();
  const failed = failureOf(run("bash", ["-c", "echo begun; exec tail -f /dev/null"], { timeoutMs, signal: leaving.signal, onLine: () => leaving.abort() }));
  expect(await failed).toMatchObject({ canceled: true, timedOut: false, output: "begun" });
  expect(await failureOf(run("echo", ["begun"], { timeoutMs, signal: leaving.signal }))).toMatchObject({ canceled: true });
});

test("lines are told as they come, of both outputs", async () => {
  const lines: string[] = [];
  await run("bash", ["-c", "echo one; echo two >&2; echo three"], { timeoutMs, onLine: (line) => lines.push(line) });
  expect(lines.toSorted()).toEqual(["one", "three", "two"]);
});

async function failureOf(running: Promise<string>): Promise<CommandError> {
  return await running.then(
    (output) => expect.fail(`it ended well: ${output}`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CommandError);
      return error as CommandError;
    },
  );
}
