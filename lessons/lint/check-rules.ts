import type { Lesson, LessonScript } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { strayPaths } from "./check-paths.ts";
import { writesOf } from "./check-writes.ts";
import { isOurs } from "./rule.ts";
import { type ShellStatement, shellStatements, withoutStrings } from "./shell-statements.ts";

/** What is wrong with the way a check is written: it would die before its message, pass by accident, hang, change what it looks at, or look in another place. */
export function* checkRules(lesson: Lesson): Generator<Mistake> {
  if (!isOurs(lesson)) return;
  for (const { verify } of lesson.steps) if (verify) yield* checkMistakes(verify);
}

function* checkMistakes({ file, source }: LessonScript): Generator<Mistake> {
  const statements = shellStatements(source);
  const own = new Set([...source.matchAll(/^\s*(?:function\s+)?(\w+)\s*\(\)/gm)].map(([, name]) => name));
  for (const { line, text } of statements) {
    const code = withoutStrings(text);
    for (const message of [...habits(code), ...writesOf(text), ...strayPaths(text, source)]) yield { file, line, message };
    for (const program of withoutLimit(code)) if (!own.has(program)) yield { file, line, message: `${program} has no time limit here: ${limits[program]?.advice}` };
  }
  const last = statements.at(-1);
  if (last && /^exit 0$/.test(last.text) && !/\bif\b|\bcase\b/.test(before(statements))) yield { file, line: last.line, message: "ends with a bare exit 0: let the last condition decide, or a mistake above it passes for done" };
  if (!/\bnot_yet\b|\becho\b|\bprintf\b/.test(source)) yield { file, line: 1, message: 'never says what is missing: use not_yet en "..." ja "..."' };
}

function before(statements: readonly ShellStatement[]): string {
  return statements.at(-2)?.text ?? "";
}

function* habits(code: string): Generator<string> {
  if (/(?:^|[;&|]\s*)set\s+(?:-\w*e\w*\b|-o\s+errexit)/.test(code)) yield "set -e ends a check before it has said what is missing; handle each failure with || not_yet";
  if (/^(?:!\s*)?(?:\[|\[\[|test|grep|diff|cmp|jq\s+-\w*e|kubectl\s.*\b(?:wait|rollout\s+status))\s.*\|\|\s*(?:true|:)\s*$/.test(code)) yield "|| true takes the condition's answer away";
  if (/\.bash_history\b|^history\b|[|;]\s*history\b/.test(code)) yield "looks at which commands were typed: look at what came of them, there is more than one way";
}

/** Programs that wait for a network, what limits them, and what to write. */
const limits: Record<string, { by: RegExp; advice: string }> = {
  curl: { by: /--max-time|(?:^|\s)-\w*m\s*\d/, advice: "add --max-time 5" },
  wget: { by: /--timeout|(?:^|\s)-T/, advice: "add --timeout=5 --tries=1" },
  kubectl: { by: /--request-timeout|--timeout/, advice: "add --request-timeout=10s" },
  nc: { by: /(?:^|\s)-\w*w/, advice: "add -w 5" },
  ssh: { by: /ConnectTimeout/, advice: "add -o ConnectTimeout=5 -o BatchMode=yes" },
  scp: { by: /ConnectTimeout/, advice: "add -o ConnectTimeout=5 -o BatchMode=yes" },
  dig: { by: /\+time(?:out)?=/, advice: "add +time=3 +tries=1" },
  nslookup: { by: /-timeout=/, advice: "add -timeout=3" },
  ping: { by: /(?:^|\s)-\w*[cw]/, advice: "add -c 1 -W 3" },
  helm: { by: /--timeout/, advice: "put timeout 20 in front" },
  kcat: { by: /(?:^|\s)-m/, advice: "put timeout 20 in front" },
  "redis-cli": { by: /(?:^|\s)-t\s/, advice: "put timeout 10 in front" },
};

const asksNobody = /^\W*(?:kubectl\s+(?:config|version\s+--client|explain\b.*--local)|helm\s+(?:version|template|lint)\b)/;

function* withoutLimit(code: string): Generator<string> {
  for (const [program, { by }] of Object.entries(limits)) {
    const call = new RegExp(`(?:^|[;&|({!]\\s*|\\b(?:if|then|do|while|until|else|elif|time)\\s+)(?:\\w+=\\S*\\s+)*${program}\\s[^|;&]*`, "g");
    if ([...code.matchAll(call)].some(([words]) => !by.test(words) && !asksNobody.test(words))) yield program;
  }
}
