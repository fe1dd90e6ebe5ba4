import { readFileSync } from "node:fs";
import { posix } from "node:path";

/** One import or re-export in a source file. */
export interface Import {
  file: string;
  line: number;
  specifier: string;
  /** The imported file as a path from the project's root; undefined for packages. */
  target?: string;
  /** True when nothing of it is left when the program runs. */
  typeOnly: boolean;
}

/** `import ... from "x"`, `export ... from "x"`, `import "x"`, `import("x")`: verbatimModuleSyntax makes `type` say what is erased. */
const statement = /^\s*(?:(?:import|export)\s+(?<type>type\s+)?(?<names>[^"';]*?)\s*from\s*|import\s*)(?:\(\s*)?["'](?<specifier>[^"']+)["']/gm;
const dynamic = /\bimport\(\s*["'](?<specifier>[^"']+)["']\s*\)/g;

/** Reads the imports of one TypeScript file, comments and strings of templates left aside. */
export function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(file, "utf8"));
  const found = [...text.matchAll(statement)].map((match) => ({ match, typeOnly: erased(match.groups?.["type"], match.groups?.["names"] ?? "") }));
  const late = [...text.matchAll(dynamic)].map((match) => ({ match, typeOnly: false }));
  return [...found, ...late].map(({ match, typeOnly }) => {
    const specifier = match.groups?.["specifier"] as string;
    return { file, line: text.slice(0, match.index + match[0].length).split("\n").length, specifier, target: resolveFile(file, specifier), typeOnly };
  });
}

/** `import type {...}` and `import { type A, type B }`. */
function erased(type: string | undefined, names: string): boolean {
  if (type) return true;
  const inner = /^\{(.*)\}$/s.exec(names.trim())?.[1]?.split(",").map((name) => name.trim()).filter(Boolean);
  return inner !== undefined && inner.length > 0 && inner.every((name) => name.startsWith("type "));
}

function resolveFile(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ""));
}

/** Blanks comments and keeps every line where it was. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " ")).replace(/^\s*\/\/.*$/gm, "");
}
