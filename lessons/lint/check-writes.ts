import { withoutStrings } from "./shell-statements.ts";

/** Programs that change files, and which of their words name what is changed. */
const changers: Record<string, "all" | "last"> = { touch: "all", rm: "all", rmdir: "all", mkdir: "all", truncate: "all", tee: "all", chmod: "last", chown: "last", mv: "last", cp: "last", ln: "last", install: "last" };

/** What a command of a check changes, while it should only read; what it writes to /tmp, to a device or to a file that a variable names is its own. */
export function* writesOf(statement: string): Generator<string> {
  const code = withoutStrings(statement);
  if (/\b(?:kubectl|oc)\s(?:[^|;&]*\s)?(?:create|apply|delete|patch|replace|scale|edit|run|label|annotate|set|expose|autoscale|drain|cordon|rollout\s+(?:restart|undo))\s/.test(code) && !/--dry-run/.test(code)) {
    yield "changes the cluster: a check only reads";
  }
  for (const [program = "", ...words] of commandsOf(code)) {
    if (program === "helm" && words.some((word) => /^(?:install|upgrade|uninstall|delete|rollback)$/.test(word)) && !words.some((word) => word.startsWith("--dry-run"))) yield "changes the cluster: a check only reads";
    for (const file of changedBy(program, words.filter((word) => !word.startsWith("-")), words)) if (!isOwn(file)) yield `${program} changes ${file}: a check only reads (what it needs for itself belongs in /tmp)`;
  }
  // In [[ ]] and (( )) the sign compares.
  const redirected = code.replace(/\[\[.*?\]\]|\$?\(\(.*?\)\)/g, "");
  for (const [, file = ""] of redirected.matchAll(/(?<![<>&=$-])>{1,2}\|?\s*([^\s;&|()<>]+)/g)) if (!isOwn(file)) yield `> changes ${file}: a check only reads (what it needs for itself belongs in /tmp)`;
}

function changedBy(program: string, files: readonly string[], words: readonly string[]): readonly string[] {
  const which = Object.hasOwn(changers, program) ? changers[program] : undefined;
  if (which === "all") return files;
  if (which === "last" || (program === "sed" && words.some((word) => /^(?:-[a-zA-Z]*i|--in-place)/.test(word)))) return files.slice(-1);
  return [];
}

/** Strings have been emptied: mostly a variable was in them. */
function isOwn(file: string): boolean {
  return /^(?:\/tmp(?:\/|$)|\/dev\/|\$|""|'')/.test(file);
}

/** The commands of a line as words, without what stands before a program: assignments, keywords, `timeout 5`. */
function commandsOf(code: string): string[][] {
  return code.split(/[;&|(){}]+/).map((command) => {
    const words = command.replace(/\d*>.*$/, "").trim().split(/\s+/);
    return words.slice(words.findIndex((word, n) => !/^(?:!|if|then|elif|else|while|until|do|time|command|sudo|timeout|\w+=\S*)$/.test(word) && !(words[n - 1] === "timeout")));
  });
}
