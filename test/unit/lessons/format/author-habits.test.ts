import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../../lessons/markdown.ts";
import { commandBlocks } from "../../../../lessons/markdown/command-blocks.ts";

/** What authors write that no reader of markdown understands as they meant it. */

const fence = "```";
const render = (markdown: string) => renderMarkdown(markdown, { file: "step1/text.md", lessonId: "scenario", language: "en", assetPrefix: "/a/", flavor: "shell" });

/** The buttons of a text, without those that copy what another one runs: action and code. */
function buttons(markdown: string): string[] {
  const found = [...render(markdown).matchAll(/<button([^>]*)>/g)].map(([, attributes = ""]) => {
    const facts = new Map([...attributes.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#60;", "<").replaceAll("&#62;", ">")]));
    return { action: facts.get("action"), code: facts.get("command") };
  });
  return found.filter(({ action, code }, n) => action !== "copy" || found[n - 1]?.code !== code).map(({ action, code }) => `${action} | ${code}`);
}

describe("a command of several lines between backticks", () => {
  const begun = ["- name: a", "", "# comment", "---", "===", "<html>", "1. x", "~~~", "> x", "* x"];
  test.each(begun)("with the line %j", (line) => {
    for (const ticks of ["`", "``"]) expect(buttons(`Do ${ticks}cat <<EOF\n${line}\n  a: 1\nEOF${ticks}{{execute}}, then \`ls\`{{execute}}.`)).toEqual([`run | cat <<EOF\n${line}\n  a: 1\nEOF`, "run | ls"]);
  });

  test.each([
    ["further in", "`a:\n  b:\n  - c`{{copy}}", ["copy | a:\n  b:\n  - c"]],
    ["behind an item's words", "1. Do `a:\n   - b\n\n   # c`{{execute}}\n2. x", ["run | a:\n- b\n\n# c"]],
    ["at an item's beginning", "1. `a:\n   - b`{{execute}}\n2. x", ["run | a:\n- b"]],
    ["from the first column below an item", "1. Do `a:\n  - b\n- c`{{execute}}\n2. x", ["run | a:\n  - b\n- c"]],
    ["several, one behind the other", "`a\n\nb`{{execute}} and `c\n\nd`{{execute}}.\n`e`{{execute}}", ["run | a\n\nb", "run | c\n\nd", "run | e"]],
    ["only lines that begin nothing: it stays in its line", "`a\n  b`{{execute}}", ["run | a\n  b"]],
  ])("%s", (_, markdown, expected) => {
    expect(buttons(markdown)).toEqual(expected);
  });

  test("an item's text goes on behind it", () => {
    expect(render("1. Do `a\n\n   b`{{execute}} and on\n2. x").match(/<li>/g)).toHaveLength(2);
    expect(render("Do `a\n\nb`{{execute}} and on")).toContain("<p>and on</p>");
  });

  test.each([
    ["two codes in two blocks", "`a` text\n\n- b `c`{{execute}}", ["run | c"]],
    ["a backtick that nothing closes", "stray ` here\n\n- b `c`{{execute}}", ["run | c"]],
    ["code and a backtick", "`a`\n\n- b `c` `{{execute}}", []],
    ["other backticks at its end", "`a\n\nb``{{execute}}", []],
    ["an escaped backtick", "\\`a\n\nb`{{execute}}", []],
    ["a word that is no action", "`a\n\nb`{{ .Values.x }}", []],
    ["a quotation", "> `a\n> - b`{{execute}}", []],
    ["in <pre>", "<pre>\n`a\n\nb`{{execute}}\n</pre>", []],
    ["in a block of code", `${fence}\n\`a\n\nb\`{{execute}}\n${fence}`, ["copy | `a\n\nb`{{execute}}"]],
    ["in HTML, where it was a button already", "<p>`a\n- b`{{execute}}</p>", ["run | a\n- b"]],
  ])("%s is none", (_, markdown, expected) => {
    expect(buttons(markdown)).toEqual(expected);
  });

  test("made to take for ever takes no time", () => {
    const begin = performance.now();
    for (const text of ["`a\n\n", "`a\n\nb`{{exec}} ", "`a\n- ", "<pre>`\n", "\\\\`\n\n"]) commandBlocks(`${text.repeat(10_000)}\`{{exec}}`);
    expect(performance.now() - begin).toBeLessThan(3_000);
  });
});
