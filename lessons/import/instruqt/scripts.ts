import { type HostScript, isShellScript, oneScript } from "../bash-script.ts";
import type { SourceFolder } from "../source-folder.ts";
import { venueLosses } from "../venue-losses.ts";

/** The kinds of scripts beside an assignment. */
const kinds = ["setup", "check", "solve", "cleanup"] as const;

/** One script of each kind, for the one machine that there is here. */
export type ChallengeScripts = Partial<Record<(typeof kinds)[number], string>>;

/**
 * Instruqt's own commands. The first message ends a check: in Instruqt, too, it fails by it whatever comes after. It is the last line, and so what
 * the learner is told, only where nothing is traced behind it: many tracks begin their scripts with `set -x`.
 */
const ownCommands: readonly { words: RegExp; shell: string }[] = [
  { words: /\bfail-message\b/, shell: `fail-message() { { set +x; } 2>/dev/null; printf '%s\\n' "$*"; exit 1; }\n` },
  { words: /\bset-status\b/, shell: `set-status() { printf '%s\\n' "$*"; }\n` },
  { words: /\bset-workdir\b/, shell: "set-workdir() { :; }\n" },
  {
    words: /\bagent\s+variable\b/,
    shell: `agent() { local folder=/opt/instruqt/variables; case "\${1-} \${2-}" in "variable set") mkdir -p "$folder" && printf '%s\\n' "\${4-}" > "$folder/\${3-}";; "variable get") cat "$folder/\${3-}";; *) return 1;; esac; }\n`,
  },
];

const unknown: readonly { words: RegExp; message: string }[] = [
  { words: /(?:^|[\s;&|(])agent\s+(?!variable\s+[sg]et\b)\w/, message: "of Instruqt's agent only its variables are here" },
  { words: /(?:^|[\s;&|(])set-workdir\s/, message: "set-workdir changes nothing here: terminals begin in the home" },
  { words: /\$\{?(?:_SANDBOX_ID|INSTRUQT_\w+)/, message: "a variable of Instruqt's stands for nothing here" },
];

/** Reads the scripts of a folder (`setup-HOST`, `check-HOST`, `solve-HOST`, `cleanup-HOST`) and says what of them is lost. */
export async function readScripts(source: SourceFolder, folder: string, ignored: readonly string[] = []): Promise<ChallengeScripts> {
  const found = new Map<string, HostScript[]>();
  for (const name of (await source.list(folder)).files) {
    const file = `${folder}/${name}`;
    const [, kind, host] = /^(setup|check|solve|cleanup)-([\w.-]{1,80})$/.exec(name) ?? [];
    if (kind === undefined || host === undefined) {
      if (!ignored.includes(name)) source.lost(file, 1, "is neither the assignment nor one of its scripts");
      continue;
    }
    const script = (await source.text(file)) ?? "";
    if (!isShellScript(script)) {
      source.lost(file, 1, `is no shell script (${script.split("\n")[0]?.slice(0, 80)}): write it anew for bash`);
      continue;
    }
    lose(source, script, file);
    found.set(kind, [...(found.get(kind) ?? []), { host, source: script }]);
  }
  return Object.fromEntries(kinds.flatMap((kind) => {
    const scripts = found.get(kind);
    const prelude = ownCommands.filter(({ words }) => scripts?.some(({ source: text }) => words.test(text))).map(({ shell }) => shell);
    return scripts ? [[kind, oneScript(scripts, prelude.join(""))]] : [];
  }));
}

function lose(source: SourceFolder, script: string, file: string): void {
  venueLosses(source, script, { file, line: 1 });
  for (const [n, text] of script.split("\n").entries()) {
    for (const { words, message } of unknown) if (words.test(text.slice(0, 2_000).replace(/^\s*#.*$/, ""))) source.lost(file, n + 1, message);
  }
}
