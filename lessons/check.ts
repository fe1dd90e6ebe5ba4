import type { Holder, ScriptResult } from "../clusters/holder/holder.ts";
import type { Lesson, LessonLanguage, LessonScript } from "./lesson.ts";
import { plainText } from "./plain-text.ts";
import { withPrelude } from "./prelude.ts";
import { stepOf } from "./scripts.ts";
import { type WindowLimits, windowLimits } from "./window/limits.ts";
import type { WindowRecord } from "./window/record.ts";
import { checkWindow } from "./window/window-check.ts";

/** The three answers of a check. */
export type StepAnswer =
  | { result: "passed"; output: string }
  /** What is missing, in the learner's language. */
  | { result: "not-yet"; message: string; output: string }
  /** The check itself is broken: for the author, never the learner's fault. */
  | { result: "broken"; message: string };

/** What {@link checkStep} needs. */
export interface CheckOptions {
  lesson: Lesson;
  /** Index of the step. */
  step: number;
  language: LessonLanguage;
  holder: Holder;
  signal: AbortSignal;
  /** Called with the script's output as it appears. */
  onOutput?: (text: string) => void;
  /** How the step's window goes, if it has one; see {@link WindowFollowing}. */
  window?: WindowFollowing;
}

/** Follows a step's window while it is open. */
export interface WindowFollowing {
  /** Told the whole record once a second, and at the end. */
  onRecord: (record: WindowRecord) => void;
  /** The killing is ended, in whatever way the window was. */
  onHealed?: () => void;
  /** Ends the sending; the verdict follows, about what has been seen. */
  stopSending?: AbortSignal;
  /** Shorter ones than {@link windowLimits}, for those who test. */
  limits?: Partial<WindowLimits>;
}

/**
 * Runs a step's `verify` from the server's copy and reads its answer. Rejects only by `signal` or when the holder fails.
 * When it passes and the step has a window, that follows, and its verdict is the answer.
 *
 * As `checker` (lessons of ours): exit code 0 = passed; 1 with something printed = not yet, and the last line is the message; everything
 * else is a mistake of the author (other exit codes, silence, bash's own complaints, the time limit): broken.
 * As `learner` (Katacoda, Killercoda): 0 = passed; any other exit code = not yet, silent or not, because such scripts end by the exit code of
 * whatever command came last, 127 included ("install helm" is checked by calling helm); only what bash cannot parse and the time limit are broken.
 * A script that the environment kept from its end, without memory or processes for it, is nobody's mistake: not yet, with words for that.
 */
export async function checkStep({ lesson, step, language, holder, signal, onOutput, window: following }: CheckOptions): Promise<StepAnswer> {
  const { verify, verifyTimeout, window } = stepOf(lesson, step);
  if (!verify) return { result: "passed", output: "" };
  signal.throwIfAborted();
  const run = await holder.runScript({
    user: lesson.verifyAs,
    script: withPrelude(verify.source, lesson.verifyAs),
    env: { TATAMI_LANGUAGE: language, ...(lesson.verifyAs === "checker" && { LC_ALL: "C.UTF-8" }) },
    timeoutMs: verifyTimeout * 1000,
    signal,
    ...(onOutput && { onOutput }),
  });
  signal.throwIfAborted();
  const answer = answerOf(run, { lesson, verify, verifyTimeout, language });
  if (!window || answer.result !== "passed") return answer;
  return checkWindow({ lesson: lesson.id, step, window, language, holder, signal, onRecord: () => undefined, ...following, limits: { ...windowLimits, ...following?.limits } });
}

interface Asked {
  lesson: Lesson;
  verify: LessonScript;
  verifyTimeout: number;
  language: LessonLanguage;
}

function answerOf(run: ScriptResult, asked: Asked): StepAnswer {
  if (run.exitCode === 0) return { result: "passed", output: run.output };
  const missing = outOfRoom(run, asked.lesson);
  if (missing) return { result: "not-yet", message: noRoom[missing][asked.language], output: run.output };
  const reason = brokenBecause(run, asked);
  if (reason) return { result: "broken", message: `${asked.lesson.id}/${asked.verify.file}: ${reason}${quoted(run.output)}` };
  return { result: "not-yet", message: lastLine(run.output) || silent[asked.language], output: run.output };
}

function brokenBecause(run: ScriptResult, { lesson, verifyTimeout }: Asked): string | undefined {
  if (run.timedOut) return `did not end within ${verifyTimeout} s (verifyTimeout in index.json allows up to 300)`;
  if (bashParseError.test(run.output)) return "bash cannot read it";
  if (lesson.verifyAs === "learner") return undefined;
  if (run.exitCode === 126 || run.exitCode === 127) return `calls a command that is missing or cannot be run (exit code ${run.exitCode})`;
  if (run.exitCode !== 1) return `ended with exit code ${run.exitCode}; 0 means passed and 1 means not yet`;
  if (bashError.test(run.output)) return "bash complains about it";
  return lastLine(run.output) ? undefined : "ended with exit code 1 and no message: say what is missing with not_yet";
}

/** Killed without an exit code, or not begun: nobody but the kernel does that to a check. Else a program of the script had no room, and said so or was killed. */
function outOfRoom({ exitCode, timedOut, output }: ScriptResult, { verifyAs }: Lesson): keyof typeof noRoom | undefined {
  if (timedOut) return undefined;
  if (exitCode === undefined || exitCode === killed) return "processes";
  if (verifyAs === "checker" && exitCode === 1 && !bashError.test(output)) return undefined;
  if (noProcessWords.test(output)) return "processes";
  return noFileWords.test(output) ? "files" : undefined;
}

/** Exit code of what SIGKILL ended: 128 + 9. */
const killed = 137;

/** Bash's and Go's words for a process that could not be begun. */
const noProcessWords = /^bash: (?:eval: )?(?:line \d+: )?fork: |^runtime: failed to create new OS thread/m;

/** Bash's words for a here-document that is too long for a pipe, and has no room in /tmp either. */
const noFileWords = /^bash: (?:eval: )?(?:line \d+: )?cannot create temp file for here-document: /m;

const noRoom: Record<"processes" | "files", Record<LessonLanguage, string>> = {
  processes: {
    ja: "確認できませんでした。環境のメモリーかプロセス数が足りません。不要なプログラムを終了して（そのターミナルで Ctrl+C。一覧は ps で見られます）、もう一度試してください。",
    en: "This could not be checked: your environment has no memory or no processes left. End programs that you do not need (Ctrl+C in their terminals; ps lists them), and try again.",
  },
  files: {
    ja: "確認できませんでした。環境の /tmp がいっぱいです。不要なファイルを /tmp から削除して（一覧は ls -lh /tmp で見られます）、もう一度試してください。",
    en: "This could not be checked: /tmp of your environment is full. Remove files that you do not need from it (ls -lh /tmp lists them), and try again.",
  },
};

/** Bash's words for what it cannot parse, when they are about the script itself and not about one that it starts (`bash: -c:`, `x.sh:`). */
const bashParseError = /^bash: (?:eval: )?(?:line \d+: )?(?:syntax error|unexpected EOF)/m;

/** Bash's words for a script that runs on with a mistake inside. */
const bashError =
  /^bash: (?:eval: )?(?:line \d+: )?.*(?:unbound variable|bad substitution|(?:integer|unary operator|binary operator) (?:expression )?expected|too many arguments|ambiguous redirect|readonly variable)$/m;

const silent: Record<LessonLanguage, string> = {
  ja: "まだできていません。手順をもう一度確かめてください。",
  en: "Not done yet. Go through the step once more.",
};

function lastLine(output: string): string {
  const lines = plainText(output).split(/[\r\n]+/).map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "";
}

function quoted(output: string): string {
  const text = plainText(output).trim();
  return text ? `\n${text.slice(-4_000).replace(/^/gm, "  | ")}` : " (it printed nothing)";
}
