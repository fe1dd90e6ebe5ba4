import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkStep, type StepAnswer } from "../../../lessons/check.ts";
import type { Lesson, LessonLanguage } from "../../../lessons/lesson.ts";
import { lessonWith } from "../../support/checked-lesson.ts";
import { type HostHolder, startHostHolder } from "../../support/host-holder.ts";

let host: HostHolder;
beforeAll(async () => {
  host = await startHostHolder();
});
afterAll(() => host[Symbol.asyncDispose]());

interface Asking {
  verifyAs?: Lesson["verifyAs"];
  language?: LessonLanguage;
  timeout?: number;
}

function ask(source: string, { verifyAs = "checker", language = "en", timeout }: Asking = {}): Promise<StepAnswer> {
  return checkStep({ lesson: lessonWith(source, verifyAs, timeout), step: 0, language, holder: host.holder, signal: AbortSignal.timeout(15_000) });
}

describe("checks of ours", () => {
  test("0 is passed, silent or not", async () => {
    expect(await ask("exit 0")).toEqual({ result: "passed", output: "" });
    expect(await ask("echo fine")).toEqual({ result: "passed", output: "fine\n" });
  });

  test("not_yet speaks the learner's language, or the first one", async () => {
    const script = '#!/bin/bash\necho looking\nnot_yet en "Only $((1 + 1)) are there" ja "まだ 2 つです"\necho never';
    expect(await ask(script)).toEqual({ result: "not-yet", message: "Only 2 are there", output: "looking\nOnly 2 are there\n" });
    expect(await ask(script, { language: "ja" })).toMatchObject({ result: "not-yet", message: "まだ 2 つです" });
    expect(await ask('not_yet ja "日本語だけ"')).toMatchObject({ message: "日本語だけ" });
    expect(await ask('not_yet "one for all"')).toMatchObject({ message: "one for all" });
    expect(await ask('f() { not_yet en "from a function" ja "x"; }; f')).toMatchObject({ message: "from a function" });
  });

  test("1 with a message is not yet; colours are taken out of the message", async () => {
    expect(await ask('printf "\\e[31mred\\e[0m\\n\\n"; exit 1')).toMatchObject({ result: "not-yet", message: "red" });
  });

  test.each([
    ["silence", "exit 1", "no message"],
    ["another exit code", "echo hm; exit 3", "exit code 3"],
    ["a missing end", "echo a\nif true; then", "bash cannot read it"],
    ["an open quote", "echo 'a\nexit 0", "bash cannot read it"],
    ["an open bracket", "x=(1 2\nexit 0", "bash cannot read it"],
    ["a misspelt command at the end", "kubctl get pods", "command not found: kubctl"],
    ["a misspelt command in a condition, silenced", 'if ! kubctl get pods >/dev/null 2>&1; then not_yet "no pods"; fi', "command not found: kubctl"],
    ["a misspelt command in a substitution", 'n=$(kubctl get pods 2>/dev/null)\n[ -n "$n" ] || not_yet "no pods"', "command not found: kubctl"],
    ["a misspelt command in a pipeline", 'kubctl get pods 2>/dev/null | grep -q web || not_yet "no web"', "command not found: kubctl"],
    ["a program that cannot be run", "/etc", "exit code 126"],
    ["a variable that is not set", "set -u\necho $nothing", "exit code 127"],
    ["a number that is none", '[ "" -ge 1 ] || not_yet "less than one"', "bash complains"],
  ])("%s is the author's mistake", async (_, script, words) => {
    const answer = await ask(script);
    expect(answer).toMatchObject({ result: "broken", message: expect.stringContaining(words) });
    expect(answer).toMatchObject({ message: expect.stringMatching(/^lesson\/one\/verify\.sh: /) });
  });

  test.each([
    ["killed", "echo looking; kill -KILL $$"],
    ["one of its programs killed", "bash -c 'kill -KILL $$'"],
    ["bash without a process", "echo 'bash: line 3: fork: Resource temporarily unavailable'; exit 254"],
    ["kubectl without a thread", "echo 'runtime: failed to create new OS thread (have 5 already; errno=11)'; exit 2"],
  ])("without room in the environment it is nobody's mistake, and the learner reads what to do: %s", async (_, script) => {
    expect(await ask(script)).toMatchObject({ result: "not-yet", message: expect.stringMatching(/no memory or no processes left.*try again/) });
    expect(await ask(script, { language: "ja", verifyAs: "learner" })).toMatchObject({ result: "not-yet", message: expect.stringContaining("もう一度試してください") });
  });

  const full = "echo 'bash: line 3: cannot create temp file for here-document: No space left on device'";
  test.each([
    ["the check ends", `${full}; exit 3`],
    ["it goes on, and has nothing to compare", `${full}; [ "" -ge 1 ] || not_yet "less than one"`],
  ])("a full /tmp is nobody's mistake, and the learner reads what to do: %s", async (_, script) => {
    expect(await ask(script)).toMatchObject({ result: "not-yet", message: expect.stringMatching(/\/tmp of your environment is full.*try again/) });
    expect(await ask(script, { language: "ja" })).toMatchObject({ result: "not-yet", message: expect.stringContaining("/tmp がいっぱいです") });
  });

  test("what a check says of missing room is not its own lack of it", async () => {
    expect(await ask("echo 'bash: fork: Resource temporarily unavailable'; not_yet 'End the fork bomb'")).toMatchObject({ result: "not-yet", message: "End the fork bomb" });
  });

  test("what a check looks for may well be missing", async () => {
    expect(await ask('command -v kubctl >/dev/null || not_yet "install it"')).toMatchObject({ result: "not-yet", message: "install it" });
  });

  test("the time limit is the author's", async () => {
    expect(await ask("echo waiting; sleep 60", { timeout: 4 })).toEqual({
      result: "broken",
      message: "lesson/one/verify.sh: did not end within 4 s (verifyTimeout in index.json allows up to 300)\n  | waiting",
    });
  });
});

describe("checks of foreign lessons", () => {
  test.each([
    ["exit 0", "passed"],
    ["echo done", "passed"],
    ["exit 1", "not-yet"],
    ["exit 42", "not-yet"],
    ["no-such-program version", "not-yet"],
    ["set -euo pipefail\ngrep -q x /dev/null", "not-yet"],
    ["bash -c 'if'", "not-yet"],
    ["kill -KILL $$", "not-yet"],
    ["if true; then", "broken"],
  ])("%j is %s", async (script, result) => {
    expect(await ask(script, { verifyAs: "learner" })).toMatchObject({ result });
  });

  test("say why in their last line, or get a sentence of ours", async () => {
    expect(await ask("echo checking\necho 'no pod named x'\nexit 1", { verifyAs: "learner" })).toMatchObject({ message: "no pod named x", output: "checking\nno pod named x\n" });
    expect(await ask("false", { verifyAs: "learner", language: "ja" })).toMatchObject({ message: "まだできていません。手順をもう一度確かめてください。" });
  });

  test("are not disturbed: own functions, traps and first lines stay as they are, not_yet works for those who use it", async () => {
    expect(await ask('#!/bin/sh\ntrap "echo bye" EXIT\ncommand_not_found_handle() { echo mine; }\nnothing-here', { verifyAs: "learner" })).toEqual({ result: "passed", output: "mine\nbye\n" });
    expect(await ask('type not_yet_ >/dev/null 2>&1; not_yet en "a" ja "b"', { verifyAs: "learner", language: "ja" })).toMatchObject({ message: "b" });
    expect(await ask("type not_ye''t 2>&1", { verifyAs: "learner" })).toMatchObject({ result: "not-yet" });
  });
});

describe("around a check", () => {
  test("output is heard while it runs, and the signal ends it", async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const onOutput = (text: string) => {
      heard.push(text);
      stop.abort(new Error("enough"));
    };
    const answer = checkStep({ lesson: lessonWith("echo begun; sleep 60", "checker"), step: 0, language: "en", holder: host.holder, signal: stop.signal, onOutput });
    await expect(answer).rejects.toThrow("enough");
    expect(heard.join("")).toContain("begun");
  });

  test("a step without a check is passed; a step that is not there is the caller's mistake", async () => {
    const { verify: _, ...step } = lessonWith("", "checker").steps[0]!;
    const lesson = { ...lessonWith("", "checker"), steps: [step] };
    const asked = { lesson, language: "en", holder: host.holder, signal: AbortSignal.timeout(5_000) } as const;
    expect(await checkStep({ ...asked, step: 0 })).toEqual({ result: "passed", output: "" });
    await expect(checkStep({ ...asked, step: 1 })).rejects.toThrow(RangeError);
  });
});
