import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importsOf, type Import } from "../support/imports.ts";
import { findCycles } from "../support/cycles.ts";
import { sourceFiles } from "../support/source-files.ts";

/** What each folder may import from, beside itself: everything to its left. */
const order = ["clusters", "lessons", "server", "client"];
const protocol = "server/protocol.ts";
const files = sourceFiles([...order, "scripts", "test"]);
const imports = files.flatMap((file) => importsOf(file));

describe("import direction", () => {
  test("there is something to look at in every folder", () => {
    for (const folder of order) expect(files.filter((file) => topOf(file) === folder), folder).not.toEqual([]);
    expect(imports.length).toBeGreaterThan(files.length / 2);
  });

  test("a file imports only from its own folder or one to the left; the client only types, from the protocol", () => {
    expect(imports.filter((one) => order.includes(topOf(one.file)) && one.target && !allowed(one)).map(describeImport)).toEqual([]);
  });

  test("the holder, which is copied into the toolbox by itself, imports only its own folder, node: and node-pty", () => {
    const program = reachableFrom("clusters/holder/main.ts");
    const foreign = imports.filter(
      (one) => program.has(one.file) && !(one.target ? one.target.startsWith("clusters/holder/") : /^(node:|node-pty$)/.test(one.specifier)),
    );
    expect(program.size).toBeGreaterThan(1);
    expect(foreign.filter(({ typeOnly }) => !typeOnly).map(describeImport)).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    // A type that two files share is no cycle: it is gone when the program runs.
    expect(findCycles(graphOf(imports.filter(({ typeOnly }) => !typeOnly).map(({ file, target }) => [file, target])))).toEqual([]);
  });

  test("no folder imports itself by way of its neighbours", () => {
    expect(findCycles(graphOf(imports.map(({ file, target }) => (target ? neighbours(file, target) : []))))).toEqual([]);
  });
});

test("no file is longer than 400 lines", () => {
  const long = files.map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 })).filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});

function allowed({ file, target, typeOnly }: Import): boolean {
  const [from, to] = [topOf(file), topOf(target as string)];
  if (from === "client") return to === "client" || (target === protocol && typeOnly);
  return order.includes(to) && order.indexOf(to) <= order.indexOf(from);
}

function reachableFrom(start: string): Set<string> {
  const reached = new Set([start]);
  for (const file of reached) for (const one of imports) if (one.file === file && one.target && !one.typeOnly) reached.add(one.target);
  return reached;
}

function graphOf(edges: (readonly [string?, string?])[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) if (from && to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return graph;
}

/** The two folders of one parent between which an import goes. A folder and what is inside it are no neighbours. */
function neighbours(file: string, target: string): [string?, string?] {
  const [from, to] = [file.split("/").slice(0, -1), target.split("/").slice(0, -1)];
  const depth = from.findIndex((name, n) => name !== to[n]);
  if (depth < 0 || to[depth] === undefined) return [];
  return [from.slice(0, depth + 1).join("/"), to.slice(0, depth + 1).join("/")];
}

function topOf(path: string): string {
  return path.split("/")[0] as string;
}

function describeImport({ file, line, specifier }: Import): string {
  return `${file}:${line} imports ${specifier}`;
}
