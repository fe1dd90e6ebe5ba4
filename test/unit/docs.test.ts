import type { Command } from "commander";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { indexFile } from "../../lessons/index-file.ts";
import { tatamiProgram } from "../../scripts/tatami-program.ts";
import { anchorOf, type MarkdownDocument, readDocument } from "../support/markdown-document.ts";

const pairs = ["authoring", "ci"].map((name) => ({ name, english: readDocument(`docs/${name}.md`), japanese: readDocument(`docs/${name}.ja.md`) }));
const documents = [...pairs.flatMap(({ english, japanese }) => [english, japanese]), ...["README.md", "README.ja.md", "lessons/README.md"].map(readDocument)];
const program = tatamiProgram();

describe.each(documents)("$file", (document) => {
  test("names only commands and options that there are", () => {
    expect(commandLines(document).flatMap(({ before, words }) => (before === "npx tatami" ? wrongWith(words) : wrongWithScript(words)))).toEqual([]);
    const options = document.codes.flatMap((code) => /^(--[a-z][\w-]*)/.exec(code)?.[1] ?? []);
    expect(options.filter((option) => !everyOption(program).includes(option))).toEqual([]);
  });

  test("its relative links lead to files and headings that are there", () => {
    const relative = document.links.filter((link) => !/^[a-z]+:/.test(link));
    expect(relative).not.toEqual([]);
    expect(relative.filter((link) => !leadsSomewhere(document.file, link))).toEqual([]);
  });

  test("its tables name only keys of index.json that the loader knows", () => {
    const keys = document.tables.filter(([head]) => /^(?:key|キー)$/.test(head?.[0] ?? "")).flatMap(([, ...rows]) => rows.flatMap(([cell]) => keysOf(cell ?? "")));
    if (/authoring|lessons/.test(document.file)) expect(keys).not.toEqual([]);
    expect(keys.filter((key) => !isKey(indexFile, key.split(".")))).toEqual([]);
  });

  test("what it shows as JSON or YAML is some", () => {
    for (const { language, code } of document.blocks) {
      // A part of a file, such as a step's `"window": {...}`, begins with its key.
      if (language === "json") expect(() => JSON.parse(/^"/.test(code) ? `{${code}}` : code), code).not.toThrow();
      if (language === "yaml") expect(() => parse(code) as unknown, code).not.toThrow();
    }
  });
});

test.each(pairs)("$name has the same headings, tables and code in both languages", ({ english, japanese }) => {
  const levels = ({ headings }: MarkdownDocument) => headings.map((heading) => heading.split(" ")[0]);
  expect(levels(japanese)).toEqual(levels(english));
  expect(japanese.blocks).toEqual(english.blocks);
  expect(english.blocks).not.toEqual([]);
  const sizes = ({ tables }: MarkdownDocument) => tables.map((table) => table.map((row) => row.length));
  expect(sizes(japanese)).toEqual(sizes(english));
});

test("what is wrong is found", () => {
  expect(wrongWith(["lesson", "lnit", "x"])).toEqual(["there is no tatami lesson lnit"]);
  expect(wrongWith(["lesson", "test", "x", "--jnit", "y"])).toEqual(["tatami lesson test has no option --jnit"]);
  expect(wrongWith(["doctor", "--json"])).toEqual([]);
  expect(wrongWithScript(["run", "prov"])).toEqual(["package.json has no script prov"]);
  expect(wrongWithScript(["start", "--", "--prot", "1"])).toEqual(["tatami start has no option --prot"]);
  expect(isKey(indexFile, "details.steps[].window.send.port".split("."))).toBe(true);
  expect(isKey(indexFile, "details.steps[].verfy".split("."))).toBe(false);
  expect(leadsSomewhere("docs/ci.md", "../README.md#words")).toBe(true);
  expect(leadsSomewhere("docs/ci.md", "../README.md#no-such-heading")).toBe(false);
  expect(leadsSomewhere("docs/ci.md", "gone.md")).toBe(false);
});

interface CommandLine {
  before: "npx tatami" | "npm";
  words: string[];
}

/** What is typed, in blocks and in prose; what stands for something (`...`, `NAME`) is left to the eye. */
function commandLines({ blocks, codes }: MarkdownDocument): CommandLine[] {
  const lines = [...codes, ...blocks.filter(({ language }) => !/json|markdown|mermaid/.test(language)).flatMap(({ code }) => code.split("\n"))];
  return lines.flatMap((line) =>
    [...line.matchAll(/\b(npx tatami|npm(?= (?:start|test|run)\b))((?: +[^\s#|;&]+)*)/g)].map(([, before, words = ""]) => ({
      before: before as CommandLine["before"],
      words: words.trim().split(/ +/).filter((word) => word !== "" && !/^\.\.\.$/.test(word)),
    })),
  );
}

function wrongWith(words: readonly string[], command: Command = program, name = "tatami"): string[] {
  const [first, ...rest] = words;
  const inner = command.commands.find((one) => one.name() === first);
  if (inner) return wrongWith(rest, inner, `${name} ${first}`);
  if (first !== undefined && !first.startsWith("-") && command.commands.length > 0) return [`there is no ${name} ${first}`];
  const known = [...optionsOf(command), "--help"];
  return words.filter((word) => word.startsWith("--") && !known.includes(word.split("=")[0] ?? "")).map((word) => `${name} has no option ${word}`);
}

function wrongWithScript(words: readonly string[]): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const name = words[0] === "run" ? words[1] : words[0];
  if (name !== undefined && !(name in scripts)) return [`package.json has no script ${name}`];
  return name === "start" ? wrongWith(["start", ...words.slice(words.indexOf("--") + 1)].filter((word, n) => n === 0 || word.startsWith("--"))) : [];
}

function optionsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => long ?? []);
}

function everyOption(command: Command): string[] {
  return [...optionsOf(command), ...command.commands.flatMap(everyOption)];
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? from : join(dirname(from), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || readDocument(file).headings.some((heading) => anchorOf(heading) === decodeURIComponent(anchor));
}

/** `a.setup`, `cleanup` in one cell are a.setup and a.cleanup. */
function keysOf(cell: string): string[] {
  const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  const place = names[0]?.replace(/[^.]*$/, "") ?? "";
  return names.map((name) => (name.includes(".") ? name : place + name));
}

function isKey(schema: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  if (schema instanceof z.ZodOptional) return isKey(schema.unwrap(), [first, ...rest]);
  if (schema instanceof z.ZodRecord) return isKey(first.endsWith("[]") ? elementOf(schema.valueType) : schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return false;
  const inner: unknown = schema.shape[first.replace("[]", "")];
  return inner !== undefined && isKey(first.endsWith("[]") ? elementOf(inner) : inner, rest);
}

function elementOf(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return elementOf(schema.unwrap());
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
