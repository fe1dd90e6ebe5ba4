import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../../lessons/markdown.ts";
import { straightened } from "../../../../lessons/markdown/straightened.ts";

/** What authors write that no reader of markdown understands as they meant it. */

const fence = "```";
const render = (markdown: string) => renderMarkdown(markdown, { file: "step1/text.md", lessonId: "scenario", language: "en", assetPrefix: "/a/", flavor: "shell" });

/** The buttons of a text, without those that copy what another one runs: action and code. */
function buttons(markdown: string): string[] {
  const found = [...render(markdown).matchAll(/<button([^>]*)>/g)].map(([, attributes = ""]) => {
    const facts = new Map([...attributes.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#60;", "<").replaceAll("&#62;", ">")]));
    return { action: facts.get("action"), code: facts.get("command") ?? "" };
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
    ["at two items' beginnings", "1. `a\n   - b`{{execute}}\n\n   Text\n\n2. `c\n\n   - d`{{execute}}", ["run | a\n- b", "run | c\n\n- d"]],
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
});

describe("HTML directly above a block", () => {
  const above = ['<img src="a.png">', "<h3>x</h3>", "<center>x</center>", "<table>\n<tr><td>x</td></tr>\n</table>", '<div class="x">text', "<p>\ntext", "<p> ", "<details> <summary>S</summary>\n<p> ", "1. a\n\n<br>"];
  test.each(above)("%j leaves it a block", (html) => {
    expect(buttons(`${html}\n${fence}bash\nls\n${fence}{{execute}}`)).toEqual(["run | ls"]);
    expect(render(`${html}\n${fence}\n*a*\n${fence}`)).toContain(">*a*</code>");
    expect(buttons(`${html}\n<pre class="file" data-filename="a">x\n\ny</pre>\n\nEnd`)).toEqual(["edit | x\n\ny"]);
  });

  test("in a list, and further in than HTML's own", () => {
    expect(buttons(`10. <img src="a.png">\n    ${fence}bash\n    ls\n    ${fence}{{execute}}\n11. <center>x</center>\n    <pre class="file" data-filename="a">x\n\n    y</pre>`)).toEqual(["run | ls", "edit | x\n\ny"]);
    expect(buttons(`<ul>\n  <li>\n    ${fence}bash\n    ls\n    ${fence}{{execute}}\n  </li>\n</ul>`)).toEqual(["run | ls"]);
  });

  test("what is shown as it stands, or not at all, stays so", () => {
    expect(render(`<pre>\n<p>\n${fence}\n*a*\n</pre>`)).toBe(`<pre>\n<p>\n${fence}\n*a*\n</p></pre>`);
    expect(render(`<!--\n<p>\n${fence}\na\n${fence}\n-->\n*b*`)).toMatch(/^\s*<p><em>b<\/em><\/p>\s*$/);
  });

  test("a block within HTML's line is its code, without the language", () => {
    expect(buttons(`<li>${fence}bash\nls\n${fence}{{execute}}</li>`)).toEqual(["run | ls"]);
    expect(buttons(`<li>${fence}\nls\n${fence}{{execute}}</li>`)).toEqual(["run | ls"]);
    expect(buttons(`<li>${fence}\nls\n${fence}\n</li>\n\n\`a\`{{execute}}`)).toEqual(["run | a"]);
    expect(buttons(`<li>${fence}ls\npwd${fence}{{execute}}</li>`)).toEqual(["run | ls\npwd"]);
  });
});

describe("a fence in a list's item", () => {
  const code = "cat <<EOF > x\na:\n  b: 1\n\n- c\nEOF";
  test.each([
    ["code from the first column", `1. Do:\n   ${fence}bash\n${code}\n   ${fence}{{execute}}\n2. Next`, code],
    ["below a dash", `- Do:\n  ${fence}bash\n${code}\n  ${fence}{{execute}}\n- Next`, code],
    ["behind an empty line", `- Do:\n\n  ${fence}bash\n${code}\n  ${fence}{{execute}}\n- Next`, code],
    ["further in than the item", `1. Do\n2. Next\n    ${fence}bash\n${code}\n    ${fence}{{execute}}`, code],
    ["code from the second column", `1. Do:\n   ${fence}bash\n a\n  b\n   ${fence}{{execute}}\n2. Next`, "a\n b"],
    ["a here document's end in the first column", `1. Do:\n   ${fence}bash\n   cat <<EOF\n     a\nEOF\n   ${fence}{{execute}}\n2. Next`, "cat <<EOF\n  a\nEOF"],
    ["its end in the first column, with an action", `1. Do:\n   ${fence}bash\n   ls\n${fence}{{execute}}\n2. Next`, "ls"],
    ["the fence too far in", `1. Do:\n\n        ${fence}bash\n${code}\n        ${fence}{{execute}}\n2. Next`, code],
    ["its end glued to the code", `1. Do:\n   ${fence}bash\na:\n  - b${fence}{{execute}}\n2. Next`, "a:\n  - b"],
    ["at its beginning", `1. ${fence}bash\n${code}\n   ${fence}{{execute}}\n2. Next`, code],
    ["all in its place", `1. Do:\n   ${fence}bash\n   ls\n     -l\n   ${fence}{{execute}}\n2. Next`, "ls\n  -l"],
  ])("%s", (_, markdown, expected) => {
    expect(buttons(markdown)).toEqual([`run | ${expected}`]);
    expect(render(markdown).match(/<li>/g)).toHaveLength(2);
  });

  test("that never ends takes no block behind it with it", () => {
    for (const lang of ["", "bash"]) expect(buttons(`1. Do:\n   ${fence}\n   ls\n\n2. Next\n   ${fence}${lang}\n   pwd\n   ${fence}{{execute}}`)).toEqual(["copy | ls", "run | pwd"]);
    expect(buttons(`1. Do:\n   ${fence}\n   ls\n\nText\n\n${fence}\npwd\n${fence}{{execute}}`)).toEqual(["copy | ls", "run | pwd"]);
  });
});

test.each([
  ["in the line of the fence alone", `${fence} kubectl get pods\n${fence}{{execute}}`, ["run | kubectl get pods"]],
  ["without a space, as one word, and with an action below it", `${fence}kubectl get pods -o go-template={{.x}}\n${fence}{{copy}}\n\n${fence}ls\n\n${fence}\n{{execute}}`, ["copy | kubectl get pods -o go-template={{.x}}", "run | ls"]],
  ["nowhere: only a language and lines to mark", `${fence}bash\n${fence}{{execute}}\n\n${fence}yaml {1,2}\n${fence}{{copy}}`, ["run | "]],
  ["from the line of the fence on, up to one at its end", `${fence}ls\npwd${fence}{{execute}}`, ["run | ls\npwd"]],
  ["below a language", `${fence}sh\npwd${fence}{{execute}}\n\n${fence}hcl\na = 1${fence}{{copy}}\n\n${fence}unknown\nb\n${fence}{{execute}}`, ["run | pwd", "copy | a = 1", "run | b"]],
])("a command that stands %s", (_, markdown, expected) => {
  expect(buttons(markdown)).toEqual(expected);
});

test("made to take for ever takes no time", () => {
  const begin = performance.now();
  for (const text of ["`a\n\n", "`a\n\nb`{{exec}} ", "`a\n- ", "<pre>`\n", "\\\\`\n\n", "<p>```a\n", "<!--\n", "<pre>\n```\n"]) straightened(`${text.repeat(10_000)}\`{{exec}}`);
  expect(performance.now() - begin).toBeLessThan(3_000);
});
