/** One command line of a shell script, its continuation lines joined; comments and here-documents are left out. */
export interface ShellStatement {
  /** Where it begins, from 1. */
  line: number;
  text: string;
}

/** A shell script as the rules read it: good enough to find a habit, no parser. */
export function shellStatements(source: string): ShellStatement[] {
  const statements: ShellStatement[] = [];
  let open: ShellStatement | undefined;
  let end: string | undefined;
  for (const [index, line] of source.split("\n").entries()) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      continue;
    }
    const text = open ? line.trim() : line.replace(/^\s*#.*$/, "").trim();
    const statement: ShellStatement = open ? { line: open.line, text: `${open.text} ${text}` } : { line: index + 1, text };
    end = /<<-?\s*(["']?)(\w+)\1/.exec(text.replace(/<<</g, ""))?.[2];
    open = undefined;
    if (/\\$/.test(text)) open = { line: statement.line, text: statement.text.slice(0, -1).trimEnd() };
    else if (/(?:\|\||&&|\|)$/.test(text) || quoteIsOpen(statement.text)) open = statement;
    else if (statement.text !== "") statements.push(statement);
  }
  if (open) statements.push(open);
  return statements;
}

/** What a script does, without the words that it prints: text in quotes is emptied. */
export function withoutStrings(text: string): string {
  // First what would pair the wrong quotes: a here-string's inside those around "$(jq x <<<"$y")", then those themselves.
  const paired = text.replace(/\\./g, "").replace(/<<<\s*"[^"]*"/g, "<<<''").replace(/"(\$\([^"]*\))"/g, "$1");
  return paired.replace(/'[^']*'/g, "''").replace(/"(?:[^"$]|\$(?!\())*"/g, '""');
}

function quoteIsOpen(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === "\\" && quote !== "'") at++;
    else if (quote === "" && sign === "#" && /\s/.test(text[at - 1] ?? " ")) return false;
    else if (quote === "" && (sign === "'" || sign === '"')) quote = sign;
    else if (quote === sign) quote = "";
  }
  return quote !== "";
}
