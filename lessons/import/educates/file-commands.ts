import { shellWord } from "../bash-script.ts";

/** A file's name for bash, its `~/` or `$HOME/` left to be replaced; undefined for one that no command line can hold. */
export function shellPath(path: string | null | undefined): string | undefined {
  if (!path || /[\n`\0]/.test(path)) return undefined;
  const [, home, rest = ""] = /^(~\/|\$HOME\/|\$\{HOME\}\/)?(.*)$/.exec(path) ?? [];
  return home ? `~/${rest === "" ? "" : shellWord(rest)}` : shellWord(path);
}

/** A command that gets this text on its standard input. */
export function withInput(command: string, text: string): string {
  const body = text.replace(/\n$/, "");
  const lines = new Set(body.split("\n"));
  let end = "EOF";
  while (lines.has(end)) end += "_";
  return `${command} <<'${end}'\n${body}\n${end}`;
}

/** What sed looks for: these words, or a regular expression in its extended grammar. Undefined for what spans lines. */
export function sedPattern(text: string, isRegex: boolean): string | undefined {
  if (text === "" || text.includes("\n")) return undefined;
  return isRegex ? text.replace(/\\\/|\//g, String.raw`\/`) : text.replace(/[\\/.*[\]^$+?(){}|]/g, String.raw`\$&`);
}

/** What sed writes in the place of it. */
export function sedReplacement(text: string): string {
  return text.replace(/[\\&/]/g, String.raw`\$&`).replaceAll("\n", "\\\n");
}

/** A command line of sed that changes a file in place; the program's parts are arguments. */
export function sed(file: string, ...program: string[]): string {
  return `sed -i -E ${program.map((part) => `-e ${shellWord(part)}`).join(" ")} ${file}`;
}
