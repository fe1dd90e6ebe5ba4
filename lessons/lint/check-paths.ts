import { withoutStrings } from "./shell-statements.ts";

/** What reads files, and what files are called that learners make. */
const readers = /^(?:cat|head|tail|wc|grep|diff|cmp|jq|yq|awk|sed|sort)$/;
const relativeFile = /^(?:\.{1,2}\/)?[\w-][\w.-]*(?:\/[\w.-]+)*\.(?:txt|log|ya?ml|json|conf|cfg|ini|env|csv|md|sh|py|html)$/;

/** Names of files in a check's command that mean another place than its author thinks: the check's user has no home, and begins in /. `source` is the whole script. */
export function* strayPaths(statement: string, source: string): Generator<string> {
  const code = withoutMessages(statement);
  if (!/^\s*(?:export\s+)?HOME=/m.test(source)) {
    const home = /\$\{?HOME\b\}?/.exec(code)?.[0] ?? (/(?:^|[\s"=(<>:])~(?:\/|(?=\s*(?:$|[;&|)])))/.test(code) ? "~" : undefined);
    if (home) yield `${home} is not the learner's home: checks run as another user, who has none. Write /home/learner`;
  }
  if (/(?:^|[;&|(]|\bdo\b|\bthen\b)\s*(?:cd|pushd)\s/m.test(source)) return;
  const [, tested] = /(?:\[|\btest)\s+(?:!\s+)?-[efdsrwxLh]\s+"?([A-Za-z0-9_.][^\s"\]$]*)"?(?=[\s\]]|$)/.exec(code) ?? [];
  const read = withoutStrings(code)
    .split(/[;&|(){}]+/)
    .map((command) => command.trim().replace(/^(?:!|if|then|while|until|do)\s+/, "").split(/\s+/))
    .flatMap(([program = "", ...words]) => (readers.test(program) ? words.filter((word) => relativeFile.test(word.replace(/^<(?!<)/, ""))) : []));
  for (const file of new Set([...(tested ? [tested] : []), ...read])) yield `${file} is looked for in /, where checks begin: write the whole path, as in /home/learner/${file.replace(/^(?:<|\.\/)/, "")}`;
}

/** The command without what it prints, in which anything may be named, and without what is in single quotes, where nothing is replaced. */
function withoutMessages(statement: string): string {
  return statement
    .replace(/\b(?:not_yet|echo|printf)(?:\s+(?:-\w+|[a-z]{2}|"(?:[^"\\]|\\.)*"|'[^']*'))+/g, ":")
    .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => (quoted.startsWith("'") ? "''" : quoted));
}
