import { describe, expect, test } from "vitest";
import { judgeQuiz, type QuizGiven } from "../../../../lessons/quiz/judge.ts";
import { readText, renderMarkdown } from "../../../../lessons/markdown.ts";
import type { MarkdownOptions } from "../../../../lessons/markdown/options.ts";
import { fillPlaceholders } from "../../../../lessons/placeholders.ts";

/** What stands in the texts of the format besides actions: files, questions, placeholders, images, parts that fold. */

const options: MarkdownOptions = { file: "step1/text.md", lessonId: "course/scenario", language: "en", assetPrefix: "/a/", copyInline: true, flavor: "shell", editorFolder: "app" };
const render = (markdown: string) => renderMarkdown(markdown, options);

/** What a button has for the page, without what is only read out. */
function button(html: string): Record<string, string> | undefined {
  const [, attributes] = /<button([^>]*data-action="(?:edit|copy|preview|open)"[^>]*)>/.exec(html) ?? [];
  return attributes === undefined ? undefined : Object.fromEntries([...attributes.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
}

describe("file edits", () => {
  const code = "a: 1\n";
  test.each<[string, string, Record<string, string> | undefined]>([
    ["replace", `<pre class="file" data-filename="x.yml" data-target="replace">${code}</pre>`, { action: "edit", file: "app/x.yml", how: "replace", command: code }],
    ["append", `<pre class="file" data-filename="x.yml" data-target="append">\n${code}</pre>`, { action: "edit", file: "app/x.yml", how: "append", command: code }],
    ["prepend", `<pre class="file" data-filename="x.yml" data-target="prepend">${code}</pre>`, { action: "edit", file: "app/x.yml", how: "prepend", command: code }],
    ["insert with a marker", `<pre class="file" data-filename="x.yml" data-target="insert" data-marker="# here">${code}</pre>`, { action: "edit", file: "app/x.yml", how: "insert", marker: "# here", command: code }],
    ["insert without one", `<pre class="file" data-filename="x.yml" data-target="insert">${code}</pre>`, { action: "edit", file: "app/x.yml", how: "insert", command: code }],
    ["clipboard", `<pre class="file" data-target="clipboard">${code}</pre>`, { action: "copy", command: code }],
    ["no target", `<pre class="file" data-filename="/etc/x">${code}</pre>`, { action: "edit", file: "/etc/x", how: "append", command: code }],
    ["single quotes, another order", `<pre data-target='replace' class='file' data-filename='x.yml'>${code}</pre>`, { action: "edit", file: "app/x.yml", how: "replace", command: code }],
    ["empty lines and placeholders in it", `<pre class="file" data-filename="x">a\n\n[[HOST_IP]]</pre>`, { action: "edit", file: "app/x", how: "append", command: "a\n\nlocalhost" }],
    ["in a list", `1. x\n   <pre class="file" data-filename="x">b</pre>\n2. y`, { action: "edit", file: "app/x", how: "append", command: "b" }],
    ["a plain <pre>: an example of syntax", "<pre>\n`ls`{{execute}}\n\n[[HOST_IP]]\n</pre>", undefined],
  ])("%s", (_, markdown, expected) => {
    expect(button(render(markdown))).toEqual(expected);
  });

  test("a plain <pre> has its placeholders filled", () => {
    expect(render("<pre>\n`ls`{{execute}} [[HOST_IP]]\n\n{{TRAFFIC_HOST1_80}}\n</pre>")).toBe("<pre>\n`ls`{{execute}} localhost\n\nhttp://localhost:80\n</pre>");
  });
});

describe("questions", () => {
  const text = (given: string): QuizGiven => ({ text: given });
  const chosen = (...indexes: number[]): QuizGiven => ({ chosen: indexes });
  test.each<[string, string, QuizGiven[], QuizGiven[]]>([
    ["=== exactly", ">>Q1: How?<<\n=== ls -l", [text("ls -l"), text(" ls  -l ")], [text("LS -l"), text("ls -la")]],
    ["=~= contains", ">>Q2: What?<<\n=~= pod", [text("a Pod of mine")], [text("po")]],
    ["several ways to be right", ">>Q1: How?<<\n=== ls\n=== dir", [text("ls"), text("dir")], [text("ls dir")]],
    ["(*) one of them", ">>Q3: Which?<<\n( ) a\n(*) b", [chosen(1)], [chosen(0), chosen()]],
    ["[*] several of them", ">>Q4: Which?<<\n[*] a\n[ ] b\n[*] c", [chosen(0, 2)], [chosen(0), chosen(0, 1, 2)]],
    ["answers that are signs", ">>Q1: Errors?<<\n(*) 2>\n( ) >>\n( ) <\n( ) |", [chosen(0)], [chosen(1), chosen(2), chosen(3)]],
    ["texts that are signs", ">>Q1: Appends?<<\n=== >>", [text(">>")], [text(">")]],
    ["no number", ">>Which?<<\n(*) a\n( ) b", [chosen(0)], [chosen(1)]],
    ["spaces and an empty line", ">> Q1: How? <<\n\n=== ls", [text("ls")], [text("l")]],
    ["no space behind the brackets", ">>Q1: Which?<<\n(*)a\n()b", [chosen(0)], [chosen(1)]],
  ])("%s", (_, markdown, right, wrong) => {
    const [quiz, ...more] = readText(`Text.\n\n${markdown}\n\nText.`).quizzes;
    expect(more).toEqual([]);
    expect(right.map((given) => judgeQuiz(quiz!, given).right)).toEqual(right.map(() => true));
    expect(wrong.map((given) => judgeQuiz(quiz!, given).right)).toEqual(wrong.map(() => false));
    expect(render(`Text.\n\n${markdown}\n\nText.`)).toMatch(/^<p>Text\.<\/p>\s*<div class="quiz" data-quiz="0"><\/div>\s*<p>Text\.<\/p>\s*$/);
  });
});

describe("ports", () => {
  const preview = (port: string, path = "/") => ({ action: "preview", port, path });
  const katacoda = "https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com";
  test.each([
    ["Katacoda's link", `[x](${katacoda}/a)`, preview("8080", "/a")],
    ["Katacoda's address in the text", `See ${katacoda}/a now`, preview("8080", "/a")],
    ["Katacoda's address in angles", `<${katacoda}/>`, preview("8080")],
    ["Katacoda's link by reference", `[x][1]\n\n[1]: ${katacoda}/b`, preview("8080", "/b")],
    ["Katacoda's link in HTML", `<a href="${katacoda}/a">x</a>`, preview("8080", "/a")],
    ["the client's address", "https://[[CLIENT_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/", preview("80")],
    ["a second host's", "https://[[HOST2_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/", preview("80")],
    ["with Katacoda's domain", "https://[[HOST_SUBDOMAIN]]-81-[[KATACODA_HOST]].[[KATACODA_DOMAIN]]/", preview("81")],
    ["an application's host", "[x](http://web-app.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x)", preview("80", "/x")],
    ["a route's host in the text", "See http://web-app-[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x now", preview("80", "/x")],
    ["a route's host in angles", "<https://web-app-[[HOST_SUBDOMAIN]]-443-[[KATACODA_HOST]].[[KATACODA_DOMAIN]]>", preview("443")],
    ["a host's address", "[x](http://[[HOST_IP]]:8080/a)", preview("8080", "/a")],
    ["Killercoda's link", "[x]({{TRAFFIC_HOST1_80}}/a)", preview("80", "/a")],
    ["Killercoda's address in the text", "See {{TRAFFIC_HOST1_80}}/a", preview("80", "/a")],
    ["Killercoda's link in HTML", "<a href='{{TRAFFIC_HOST1_80}}'>x</a>", preview("80")],
    ["Killercoda's second host", "[x]({{TRAFFIC_HOST2_8080}})", preview("8080")],
    ["Katacoda's link to a question", `[x](${katacoda}?x=1)`, preview("8080", "/?x=1")],
    ["Katacoda's link to a fragment", `[x](${katacoda}#/a)`, preview("8080", "/#/a")],
    ["Killercoda's link to a fragment", "[x]({{TRAFFIC_HOST1_8080}}#/login)", preview("8080", "/#/login")],
    ["Killercoda's link with spaces in it", "[x](<{{ TRAFFIC_HOST1_80 }}/a%20b>)", preview("80", "/a%20b")],
    ["a host's fragment", "http://[[HOST_IP]]#/a", preview("80", "/#/a")],
    ["Katacoda's link without https:", `[x](${katacoda.slice("https:".length)}/a)`, preview("8080", "/a")],
    ["Katacoda's link without a scheme", `[x](${katacoda.slice("https://".length)}/a)`, preview("8080", "/a")],
    ["Katacoda's address without https:", `See ${katacoda.slice("https:".length)}/a`, preview("8080", "/a")],
    ["Katacoda's address without a scheme", `See ${katacoda.slice("https://".length)}/a`, preview("8080", "/a")],
    ["Katacoda's link with a port behind", "[x](https://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com:8500/ui)", preview("8500", "/ui")],
    ["Katacoda's address with a port behind", "https://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com:8500/ui", preview("8500", "/ui")],
    ["Killercoda's list of ports", "[x]({{TRAFFIC_SELECTOR}})", preview("ask")],
  ])("%s is a button", (_, markdown, expected) => {
    expect(button(render(markdown))).toEqual(expected);
  });

  const addresses = [katacoda, "{{TRAFFIC_HOST1_8080}}", "http://[[HOST_IP]]:8080"];
  test.each([
    ["/a:b,c!d+e~f@g;h$i*j=%20-(l(m)n)", "/a:b,c!d+e~f@g;h$i*j=%20-(l(m)n)"],
    ["#/login", "/#/login"],
    ["?a=1&amp;b=2", "/?a=1&amp;b=2"],
  ])("an address goes on with %j", (rest, path) => {
    for (const address of addresses) expect(button(render(`See (${address}${rest}) on`))).toEqual(preview("8080", path));
  });

  test.each([".", ",", ": on", "?", "!", "...", ")", ").", "';", "&gt;x", "。", "を開く", "|", "\\"])("an address ends before %j", (end) => {
    for (const address of addresses.flatMap((one) => [one, `${one}/a`])) expect(render(address + end).replace(/<button.*<\/button>/, "B")).toBe(`<p>B${end}</p>\n`);
  });

  test.each([
    "[x](https://example.com/web-app.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com)",
    "https://a@b.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com",
    "http://web-app.[[HOST_SUBDOMAIN]] and http://a.[[OTHER]]",
    `ws${katacoda.slice("https".length)}`,
    `me@${katacoda.slice("https://".length)}`,
    "http://[[HOST_IP]].nip.io/",
    "http://[[HOST_IP]]:808080",
    `${katacoda}.example.com`,
    "[[PAGE]]-2-[[PAGE]] and //example.com/",
  ])("%s is no button", (markdown) => {
    expect(button(render(markdown))).toBeUndefined();
  });

  test.each([
    ["curl https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com/x", "curl http://localhost:8080/x"],
    ["curl http://web-app-[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x", "curl http://localhost:80/x"],
    ["curl https://[[HOST_SUBDOMAIN]]-${PORT}-[[KATACODA_HOST]].environments.katacoda.com/x", "curl http://localhost:${PORT}/x"],
    ["curl [[HOST_SUBDOMAIN]]-$PORT-[[KATACODA_HOST]].environments.katacoda.com/x", "curl localhost:$PORT/x"],
    ["curl {{TRAFFIC_HOST1_80}}/x", "curl http://localhost:80/x"],
    ["ping [[HOST_IP]] [[HOST2_IP]] [[CLIENT_SUBDOMAIN]] [[KATACODA_DOMAIN]]", "ping localhost localhost localhost localhost"],
    ["sed 's/PORT/80/g' /etc/killercoda/host", "sed 's/PORT/80/g' /etc/killercoda/host"],
    ["helm template {{ .Values.x }} [[ -f x ]]", "helm template {{ .Values.x }} [[ -f x ]]"],
  ])("in a command: %s", (command, filled) => {
    expect(fillPlaceholders(command, "shell")).toBe(filled);
    expect(render(`\`${command}\`{{exec}}`)).toContain(`data-command="${filled}"`);
  });
});

describe("placeholders in HTML", () => {
  const katacoda = "https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com";
  test.each([
    ["a block", `<div>\nsee {{TRAFFIC_HOST1_80}} or ${katacoda}\n</div>`, "<div>\nsee http://localhost:80 or http://localhost:80\n</div>"],
    ["text with signs of its own", `<div>a < b, 1 <2 & c > d: ${katacoda}/x</div>`, "<div>a &lt; b, 1 &lt;2 &amp; c &gt; d: http://localhost:80/x</div>"],
    ["words like a tag", "<div>&lt;b title='{{TRAFFIC_HOST1_80}}'&gt;</div>", "<div>&lt;b title='http://localhost:80'&gt;</div>"],
    ["attributes stay", `<table><td align="{{TRAFFIC_HOST1_80}}"><abbr title="a > ${katacoda}">{{TRAFFIC_HOST1_80}}</abbr></td></table>`, `<table><td align="{{TRAFFIC_HOST1_80}}"><abbr title="a &gt; ${katacoda}">http://localhost:80</abbr></td></table>`],
    ["what is no address", "<div>{{ .Values.x }} [[ -f x ]] {{TRAFFIC_HOST1_x}}</div>", "<div>{{ .Values.x }} [[ -f x ]] {{TRAFFIC_HOST1_x}}</div>"],
    ["what would be markup around it", `<div><//a-[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]]img src=x onerror=alert(1)>x</div>`, "<div>x</div>"],
  ])("%s", (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test.each([
    ["a link", `<div><a href="${katacoda}/a">{{TRAFFIC_HOST1_80}}</a></div>`],
    ["a link beside a <pre>", `<div><pre>{{TRAFFIC_HOST1_80}}</pre><a title="a > b" href='${katacoda}/a'>x</a></div>`],
    ["a frame", `<div>{{TRAFFIC_HOST1_81}} <iframe src="${katacoda}/a"></iframe></div>`],
  ])("%s is still the button that opens the port", (_, markdown) => {
    expect(button(render(markdown))).toEqual({ action: "preview", port: "80", path: "/a" });
    expect(render(markdown)).not.toContain("TRAFFIC_");
  });

  test("a command is filled once, and its tags are not the text's", () => {
    expect(render("<div>`curl {{TRAFFIC_HOST1_80}}/<b>`{{execute}}</div>")).toContain('data-command="curl http://localhost:80/&lt;b&gt;"');
  });
});

describe("images", () => {
  test.each([
    ["beside the file", "![x](i.png)", "/a/step1/i.png"],
    ["./assets/", "![x](./assets/i.png)", "/a/step1/assets/i.png"],
    ["../assets/", "![x](../assets/i.png)", "/a/assets/i.png"],
    ["../../assets/, outside of the scenario", "![x](../../assets/i.png)", "/a/course/assets/i.png"],
    ["../../../assets/, of the repository", "![x](../../../assets/i.png)", "/a/assets/i.png"],
    ["/name/assets/, from the root", "![x](/scenario/assets/i.png)", "/a/assets/i.png"],
    ["/course/name/assets/", "![x](/course/scenario/assets/i.png)", "/a/assets/i.png"],
    ["with a title", '![x](../assets/i.png "T")', "/a/assets/i.png"],
    ["<img>", '<img src="../assets/i.png" alt="x">', "/a/assets/i.png"],
    ["<img> in a paragraph of HTML", '<p align="center"><img src="../assets/i.png"></p>', "/a/assets/i.png"],
  ])("%s", (_, markdown, src) => {
    expect(/src="([^"]*)"/.exec(render(markdown))?.[1]).toBe(src);
  });

  test("<img style> keeps its size and nothing else", () => {
    expect(render('<img src="i.png" style="width: 50%; position: fixed">')).toContain('style="width:50%"');
  });
});

describe("parts that fold", () => {
  test.each([
    ["with empty lines", "<details>\n<summary>S</summary>\n\n*a*\n\n</details>\n\nb"],
    ["without", "<details>\n<summary>S</summary>\n*a*\n</details>\nb"],
    ["in one line", "<details><summary>S</summary>*a*</details>\n\nb"],
    ["with a paragraph of HTML", "<details>\n<summary>S</summary>\n<p>\n\n*a*\n\n</p>\n</details>\n\nb"],
  ])("%s", (_, markdown) => {
    expect(render(markdown).replace(/\s*<p><\/p>\s*|\n/g, "")).toBe("<details><summary>S</summary><p><em>a</em></p></details><p>b</p>");
  });
});

test.each([["yaml{10,11}", 2], ["yaml {10,11}", 2], ["yaml{9-11}", 3], ["{10}", 1]])("%s marks lines", (lang, count) => {
  const lines = Array.from({ length: 12 }, (_, n) => `k${n}: ${n}`).join("\n");
  expect(render(`\`\`\`${lang}\n${lines}\n\`\`\``).match(/class="marked-line"/g)).toHaveLength(count);
});
