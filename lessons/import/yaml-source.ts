import { LineCounter, isNode, parseDocument } from "yaml";
import { SourceMistake } from "../source-mistake.ts";

/** A YAML document that knows on which line each of its values stands. */
export interface YamlSource {
  readonly value: unknown;
  /** The line of the value at this path, or of the nearest value around it. */
  lineOf(path: readonly (string | number)[]): number;
}

/** References to one anchor that are followed: honest files have a few, and a bomb has thousands. */
const mostAliases = 50;
/** More brackets than this inside each other are no document; the parser would go as deep as they do. */
const deepest = 100;

/** Reads YAML that begins on this line (from 1) of its file; types other than YAML's own are text. Throws {@link SourceMistake}. */
export function parseYaml(text: string, firstLine = 1): YamlSource {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  if (nesting(text) > deepest) throw new SourceMistake(firstLine, `more than ${deepest} levels`);
  const document = withinStack(() => parseDocument(text, { lineCounter: lines, logLevel: "silent" }), firstLine);
  const [error] = document.errors;
  if (error) throw new SourceMistake(lineAt(error.pos[0]), error.message.split(/ at line \d|\n/)[0] ?? "");
  return {
    value: withinStack(() => document.toJS({ maxAliasCount: mostAliases }) as unknown, firstLine),
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineAt(node.range[0]);
      }
      return firstLine;
    },
  };
}

function withinStack<T>(read: () => T, line: number): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new SourceMistake(line, "it is nested too deeply");
    if (error instanceof ReferenceError) throw new SourceMistake(line, `its anchors (&name) are used more than ${mostAliases} times (*name), or lead nowhere`);
    throw error;
  }
}

/** How deep a document can be by its brackets, and by the dashes in one line: by indentation alone none of this size gets far. */
function nesting(text: string): number {
  let brackets = 0;
  let most = 0;
  for (const sign of text) {
    if (sign === "[" || sign === "{") most = Math.max(most, ++brackets);
    else if (sign === "]" || sign === "}") brackets = Math.max(0, brackets - 1);
  }
  for (const [start] of text.matchAll(/^(?:[-?:] +)+/gm)) most = Math.max(most, start.replaceAll(" ", "").length);
  return most;
}
