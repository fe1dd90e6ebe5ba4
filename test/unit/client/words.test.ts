import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { en } from "../../../client/words/en.ts";
import { ja } from "../../../client/words/ja.ts";
import { sourceFiles } from "../../support/source-files.ts";

const baseOf = (key: string) => key.replace(/_(one|other)$/, "");
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe("words", () => {
  test("both languages have every word, and none is empty", () => {
    expect([...new Set(Object.keys(ja).map(baseOf))].sort()).toEqual([...new Set(Object.keys(en).map(baseOf))].sort());
    expect(Object.entries({ ...en, ...ja }).filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("what is filled in is the same in both", () => {
    const different = Object.entries(ja).filter(([key, text]) => String(placeholders(text)) !== String(placeholders(en[key as keyof typeof en])));
    expect(different).toEqual([]);
  });

  test("Japanese words are Japanese", () => {
    const latin = Object.entries(ja).filter(([, text]) => !/[ぁ-んァ-ヶ一-龠]/.test(text));
    expect(latin).toEqual([]);
  });

  test("every word is used somewhere", () => {
    const code = sourceFiles(["client"])
      .filter((file) => !file.startsWith("client/words/"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    // Keys such as `stage.${state}` are put together in the code; their beginning is what can be found.
    const starts = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start!);
    const unused = Object.keys(en)
      .map(baseOf)
      .filter((key) => !code.includes(`"${key}"`) && !starts.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});
