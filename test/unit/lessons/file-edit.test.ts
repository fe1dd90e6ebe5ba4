import { describe, expect, test } from "vitest";
import { editedText, type EditWay } from "../../../lessons/editing/file-edit.ts";
import { renderMarkdown } from "../../../lessons/markdown.ts";

describe("a file edit", () => {
  const edit = (before: string, how: EditWay, text: string, marker?: string) => editedText(before, { path: "x", how, text, ...(marker && { marker }) });

  test.each([
    ["a\n", "replace", "b\n", undefined, "b\n"],
    ["a", "append", "b\n", undefined, "a\nb\n"],
    ["", "append", "b\n", undefined, "b\n"],
    ["a\n", "prepend", "b", undefined, "b\na\n"],
    ["", "prepend", "b", undefined, "b"],
    ["1\n#here\n2\n", "insert", "x\ny\n", "#here", "1\nx\ny\n2\n"],
    ["1 #here 2\n", "insert", "x", "#here", "1 x 2\n"],
    ["#here\n#here\n", "insert", "$& $1\n", "#here", "$& $1\n#here\n"],
    ["1\n", "insert", "x\n", undefined, "1\nx\n"],
    ["1\n", "insert", "x\n", "#gone", undefined],
  ] as const)("of %j: %s %j at %j is %j", (before, how, text, marker, after) => {
    expect(edit(before, how, text, marker)).toBe(after);
  });
});

describe("<pre class=\"file\">", () => {
  const render = (markdown: string, more: object = {}) => renderMarkdown(markdown, { file: "a.md", lessonId: "l", language: "en", assetPrefix: "/a/", ...more });
  const edits = (html: string) => [...html.matchAll(/<button [^>]*data-action="(?:edit|copy|open)"[^>]*>/g)].map(([tag]) => Object.fromEntries([...tag.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#39;", "'")])));

  test("becomes a button that puts its text, as a browser shows it, into the file", () => {
    const html = render(`Before:\n<pre class="file" data-filename="src/pom.xml"\n  data-target='insert' data-marker="<!-- TODO: here -->">\n  &lt;a b="1"&gt; *x* {{y}}\n\n# no heading\n</pre>\n\nAfter.`);
    expect(edits(html)[0]).toEqual({ action: "edit", file: "src/pom.xml", how: "insert", marker: "<!-- TODO: here -->", command: '  <a b="1"> *x* {{y}}\n\n# no heading\n' });
    expect(edits(html)[1]).toMatchObject({ action: "copy" });
    expect(html).toContain('aria-label="To the editor pom.xml (src/pom.xml): in its marked place"');
    expect(html).toContain("<p>After.</p>");
    expect(html).not.toContain("<h1");
  });

  test("keeps how far in its lines stand, and not how far in its closing tag does", () => {
    const html = render(`1. In a list:\n\n    <pre class="file" data-filename="a.yml" data-target="append">\n  - a: 1\n      - b\n    </pre> \n\n1. Next`);
    expect(edits(html)[0]).toEqual({ action: "edit", file: "a.yml", how: "append", command: "  - a: 1\n      - b\n" });
    expect(edits(render('<pre class="file" data-filename="a">  x  </pre>'))[0]).toMatchObject({ command: "  x  " });
  });

  test.each([
    ["its own column, further in than its item", '1. In a list:\n    PRE\n    a:\n      b: 1\n\n    c: 2\n    </pre>\n2. x', "a:\n  b: 1\n\nc: 2\n"],
    ["its own column, in its line", "1. x\n    PREa:\n      b: 1</pre>", "a:\n  b: 1"],
    ["its own column, in no list", "  PRE\n  a:\n    b: 1\n  </pre>", "a:\n  b: 1\n"],
    ["nothing where lines stand out of it", "  PRE\n  a:\n b: 1\n  </pre>", "  a:\n b: 1\n"],
    ["<code>", "PRE<code>a &lt;b&gt;\n  c\n</code></pre>", "a <b>\n  c\n"],
    ["<blockquote> on lines of its own", "PRE\n<blockquote>\na\n</blockquote>\n</pre>", "a\n"],
    ["both, in a list", '- x\n\n   PRE\n   <blockquote class="y"><code>a\n   b</code></blockquote>\n   </pre>', "a\nb\n"],
    ["no tag that is not around all of it", "PRE<code>a</code> b</pre>", "<code>a</code> b"],
  ])("takes away %s", (_, markdown, command) => {
    expect(edits(render(markdown.replace("PRE", '<pre class="file" data-filename="a">')))[0]).toMatchObject({ action: "edit", command });
  });

  test("appends where its author does not say how, and copies without a file or for the clipboard", () => {
    expect(edits(render('<pre class="file" data-filename="a">x</pre>'))[0]).toMatchObject({ action: "edit", how: "append", command: "x" });
    expect(edits(render('<pre class="file" data-filename="a" data-target="REPLACE">x</pre>'))[0]).toMatchObject({ how: "replace" });
    expect(edits(render('<pre class="file" data-target="clipboard">x</pre>'))).toEqual([{ action: "copy", command: "x" }]);
    expect(edits(render('<pre class="file" data-filename="a" data-target="clipboard">x</pre>'))).toEqual([{ action: "copy", command: "x" }]);
  });

  test("stays inert where it is only shown: in code, escaped inside a plain pre, and without an end", () => {
    expect(edits(render('```\n<pre class="file" data-filename="a">x</pre>\n```')).filter(({ action }) => action !== "copy")).toEqual([]);
    expect(edits(render('<pre>\n&lt;pre class="file" data-filename="a"&gt;x&lt;/pre&gt;\n</pre>'))).toEqual([]);
    expect(edits(render('<pre class="file" data-filename="a">x'))).toEqual([]);
    expect(edits(render('<pre class="profile" data-filename="a">x</pre>'))).toEqual([]);
  });

  test.each(["`", "``"])("is talked about between %s within a line, at its beginning too, and takes nothing of the rest away", (ticks) => {
    const mention = `${ticks}<pre class="file" data-filename="a">${ticks}`;
    for (const line of [`Example ${mention} inline.`, `${mention} is one.`, `One\n${mention} two`, `* ${mention} in a list`]) {
      const html = render(`${line}\n\nMore \`ls\`{{execute}}\n\n<pre class="file" data-filename="b">y</pre>\n\nEnd.`);
      expect(html, line).toContain("<code>&lt;pre class=&quot;file&quot; data-filename=&quot;a&quot;&gt;</code>".replaceAll("&quot;", '"'));
      expect(html, line).toContain('data-command="ls"');
      expect(edits(html), line).toContainEqual({ action: "edit", file: "b", how: "append", command: "y" });
      expect(html, line).toContain("<p>End.</p>");
    }
  });

  test("names files from the editor's folder, fills placeholders, and works in lists and details", () => {
    const more = { editorFolder: "projects/app", flavor: "shell" };
    expect(edits(render('<pre class="file" data-filename="a.sh">curl http://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com</pre>', more))[0]).toMatchObject({ file: "projects/app/a.sh", command: "curl http://localhost:80" });
    expect(edits(render("`./a.sh`{{open}} `/etc/hosts`{{open}} `~/b`{{open}}", more)).map(({ file }) => file)).toEqual(["projects/app/a.sh", "/etc/hosts", "~/b"]);
    expect(edits(render('1. One\n   <pre class="file" data-filename="a">x\n   y</pre>\n'))[0]).toMatchObject({ command: "x\ny" });
    expect(edits(render('<details><summary>S</summary>\n<pre class="file" data-filename="a">x</pre>\n</details>'))[0]).toMatchObject({ file: "a" });
    expect(edits(render("```\na.yaml\n```{{open}}"))).toEqual([{ action: "open", file: "a.yaml" }]);
  });

  test("in a list it may begin behind the item's words, and its lines in the first column: they are the file's, as they stand there", () => {
    const code = "import x\n\n  export y\n";
    const pre = '<pre class="file" data-filename="a">';
    for (const text of [`1. Do it: ${pre}\n${code}</pre>\n2. Then`, `1. Do it:\n   ${pre}\n${code}</pre>\n2. Then`, `1. Do it:\n\n   ${pre}\n   import x\n\n     export y\n   </pre>\n2. Then`]) {
      const html = render(text);
      expect(edits(html)[0], text).toMatchObject({ action: "edit", command: code });
      expect(html.match(/<li>/g), text).toHaveLength(2);
    }
    const between = render(`Before ${pre}x</pre> and after`);
    expect(edits(between)[0]).toMatchObject({ command: "x" });
    expect(between).toMatch(/<p>Before<\/p>[^]*<p>and after<\/p>/);
    expect(edits(render(`Write \`${pre}x</pre>\` there`)).filter(({ action }) => action === "edit")).toEqual([]);
  });

  test("made to take for ever takes no time", () => {
    const begin = performance.now();
    for (const text of [`<pre class="file" ${"a ".repeat(20_000)}`, '<pre class="file">'.repeat(3_000), `<pre ${'a="b" '.repeat(20_000)}`, `<pre class="file">${"<code>".repeat(20_000)}${"</code>".repeat(20_000)}</pre>`]) render(text);
    expect(performance.now() - begin).toBeLessThan(3_000);
  });
});
