/** One script of a host that the source thinks of. */
export interface HostScript {
  host: string;
  source: string;
}

/** True for what bash can run: it has no first line that names another language. */
export function isShellScript(source: string): boolean {
  return !source.startsWith("#!") || /^#!.*\b(?:ba|da|k|z)?sh\b/.test(source);
}

/** The scripts of several hosts as one, for the one machine that there is here: each in a shell of its own, and the first that fails ends it. */
export function oneScript(scripts: readonly HostScript[], prelude = ""): string {
  const [only] = scripts;
  if (only && scripts.length === 1) return withPrelude(only.source, prelude);
  const parts = scripts.map(({ host, source }) => `# ${host}\n(\n${withoutShebang(source)}\n)\ncode=$?; [ "$code" -eq 0 ] || exit "$code"\n`);
  return `#!/bin/bash\n${prelude}${parts.join("")}`;
}

/** Words of a shell, each of which may be anything. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function withPrelude(source: string, prelude: string): string {
  if (prelude === "") return source.endsWith("\n") ? source : `${source}\n`;
  return `#!/bin/bash\n${prelude}${withoutShebang(source)}\n`;
}

function withoutShebang(source: string): string {
  return source.replace(/^#![^\n]*\n?/, "").replace(/\n+$/, "");
}
