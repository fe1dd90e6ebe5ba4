import { describe, expect, test } from "vitest";
import type { LessonLanguage } from "../../../lessons/lesson.ts";
import { renderMarkdown } from "../../../lessons/markdown.ts";

const tick = "`";
const fence = "```";

function render(markdown: string, language: LessonLanguage = "en", file = "step1/text.md"): string {
  return renderMarkdown(markdown, { file, lessonId: "lesson", language, assetPrefix: "/assets/lesson/" });
}

/** Every button of a page as its attributes, without labels. */
function buttons(html: string): Record<string, string>[] {
  return [...html.matchAll(/<button([^>]*)>/g)].map(([, attributes = ""]) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)]
        .map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&")])
        .filter(([name]) => name !== "aria-label" && name !== "title"),
    ),
  );
}

const run = (command: string, more: Record<string, string> = {}) => ({ type: "button", "data-action": "run", "data-command": command, ...more });
const copy = (command: string) => ({ type: "button", "data-action": "copy", "data-command": command });

describe("inline actions", () => {
  test.each([
    ["`ls -la`{{execute}}", [run("ls -la")]],
    ["`ls`{{exec}} and `pwd`{{ EXECUTE }}", [run("ls"), run("pwd")]],
    ["`ls`{{execute T2}}", [run("ls", { "data-terminal": "T2" })]],
    ["`ls`{{execute  interrupt   t1 }}", [run("ls", { "data-terminal": "T1", "data-interrupt": "" })]],
    ["`ls`{{exec T1 HOST2 test-uname}}", [run("ls", { "data-terminal": "T2", "data-machine": "" })]],
    ["`ls`{{execute no-newline}}", [run("ls", { "data-newline": "no" })]],
    ["`^C`{{execute ctrl-seq T2}}", [run("\u0003", { "data-terminal": "T2", "data-newline": "no" })]],
    ['`c`{{execute "T3"}}', [run("c", { "data-terminal": "T3" })]],
    ["`^ESC`{{execute ctrl-seq}}", [run("\u001b", { "data-newline": "no" })]],
    ["`^X^e`{{execute ctrl-seq}}", [run("\u0018\u0005", { "data-newline": "no" })]],
    ["`x`{{copy}}", [copy("x")]],
    ["`a.yaml`{{open}}", [{ type: "button", "data-action": "open", "data-file": "a.yaml" }]],
    ["``echo `date` ``{{execute}}", [run("echo `date`")]],
    ["`kubectl get pods\n  -A`{{execute}}", [run("kubectl get pods\n  -A")]],
    ["`kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{end}}'`{{execute}}", [run("kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{end}}'")]],
    ["`echo \"<b>&'\"`{{execute}}", [run("echo \"<b>&'\"")]],
    ["`Open it`{{preview 30080 /a?b=c}}", [{ type: "button", "data-action": "preview", "data-port": "30080", "data-path": "/a?b=c" }]],
  ])("%j", (markdown, expected) => {
    expect(buttons(render(markdown))).toEqual(expected);
  });

  test.each([
    ["a list", "<ul>\n  <li>`ls a`{{execute}}</li>\n\n<li>`b`{{copy}}</li>\n</ul>", [run("ls a"), copy("b")]],
    ["a paragraph that folds", "<details>\n  <summary>Command</summary>\n  <p>`ls`{{execute T2}}</p>\n</details>", [run("ls", { "data-terminal": "T2" })]],
    ["code as HTML", "<p>See <code>a &amp;&amp; b</code>{{execute}}</p>\n\nand <code class=x>c</code>{{execute}}, not <code>d</code>", [run("a && b"), run("c")]],
    ["a box", '<div class="x"> **Open** ``a.js``{{open}}</div>', [{ type: "button", "data-action": "open", "data-file": "a.js" }]],
    ["placeholders", "<p>`curl [[HOST_IP]]`{{execute}}</p>", [run("curl [[HOST_IP]]")]],
    ["nothing to press", '<div title="`a`{{execute}}">\n<pre>`b`{{execute}}</pre><!-- `c`{{execute}} --><a href="https://x.example/">`d`{{execute}}</a> `e`{{ .Values }} `f`</div>', []],
  ])("in HTML: %s", (_, markdown, expected) => {
    expect(buttons(render(markdown))).toEqual(expected);
  });

  test.each(["`x`", "`x` {{execute}}", "`x`{{ .Release.Name }}", "{{execute}}", "a {{ x }} b", "`x`{{preview 99999}}", "`x`{{}}", "`x{{execute}}"])("%j is text and code", (markdown) => {
    expect(buttons(render(markdown))).toEqual([]);
  });

  test("braces that are no action stay where they are", () => {
    expect(render("`x`{{ .Values.y }} and {{z}}")).toBe("<p><code>x</code>{{ .Values.y }} and {{z}}</p>\n");
  });

  test("the code is the button, with a label for screen readers in the page's language", () => {
    expect(render("`ls`{{execute T2}}", "en")).toContain('aria-label="Run T2: ls"><code>ls</code>');
    expect(render("`ls`{{execute T2}}", "ja")).toContain('aria-label="実行 T2: ls"');
  });
});

describe("emphasis", () => {
  test.each([
    ["**終わり。**次", "<strong>終わり。</strong>次"],
    ["これは**「名前」**です", "これは<strong>「名前」</strong>です"],
    ["**無事（intact）**と出る", "<strong>無事（intact）</strong>と出る"],
    ["**`x`（例）**は**太字**", "<strong><code>x</code>（例）</strong>は<strong>太字</strong>"],
    ["**a** and **b.** c", "<strong>a</strong> and <strong>b.</strong> c"],
    ["***both***", "<em><strong>both</strong></em>"],
    ["2 ** 3 ** 4", "2 ** 3 ** 4"],
    ["`**終わり。**`次", "<code>**終わり。**</code>次"],
  ])("%j", (markdown, html) => {
    expect(render(markdown, "ja")).toBe(`<p>${html}</p>\n`);
  });
});

describe("blocks", () => {
  test.each([
    ["an action", `${fence}\nls\n${fence}{{execute}}`, [run("ls"), copy("ls")]],
    ["no action: copy all the same", `${fence}\nls\n${fence}`, [copy("ls")]],
    ["a copy action", `${fence}bash\nls\n${fence}{{copy}}`, [copy("ls")]],
    ["an action for nothing", `${fence}\nls\n${fence}{{}}`, []],
    ["a language and highlighted lines", `${fence}yaml{1,2}\na: 1\nb: 2\n${fence}{{copy}}`, [copy("a: 1\nb: 2")]],
    ["several lines and modifiers", `~~~sh\na\n\nb\n~~~{{exec T3 interrupt}}`, [run("a\n\nb", { "data-terminal": "T3", "data-interrupt": "" }), copy("a\n\nb")]],
    ["a fence glued to the last line", `${fence}\na\nb${fence}{{execute}}\n\nafter`, [run("a\nb"), copy("a\nb")]],
    ["an action below it", `${fence}\nls\n${fence} \n{{execute T2}}\n\n${fence}\na${fence}\n{{copy}}.\n\n- x\n  ${fence}\n  b\n  ${fence}\n  {{exec}}\n`, [run("ls", { "data-terminal": "T2" }), copy("ls"), copy("a"), run("b"), copy("b")]],
    ["no action below it", `${fence}\nls\n${fence}\n{{ .Values.x }}\n\n${fence}\nb\n${fence}\n{{execute}} is what to write\n\n${fence}\nc\n${fence}\n\n{{execute}}`, [copy("ls"), copy("b"), copy("c")]],
    ["three backticks around a command that begins behind them", `${fence}a create "x |\ny"${fence}{{execute}}\n\n${fence}yaml\na: 1${fence}{{copy}}`, [run('a create "x |\ny"'), copy("a: 1")]],
    ["a list", `1. first\n\n   ${fence}\n   ls\n   ${fence}{{execute}}\n\n2. second`, [run("ls"), copy("ls")]],
    ["a list with tabs and text after", `- x\n\t${fence}\n\tls\n\t${fence}{{execute}}\n- y`, [run("ls"), copy("ls")]],
    ["details without empty lines", `<details>\n<summary>Solution</summary>\n${fence}\nls\n${fence}{{execute}}\n</details>`, [run("ls"), copy("ls")]],
    ["HTML in it that looks like details", `${fence}html\n<details>\n<summary>a</summary>\nb\n</details>\n${fence}`, [copy("<details>\n<summary>a</summary>\nb\n</details>")]],
    ["a quotation", `> ${fence}\n> ls\n> ${fence}{{exec}}`, [run("ls"), copy("ls")]],
    ["a paragraph directly in front", `text:\n${fence}\nls\n${fence}{{execute}}\nmore`, [run("ls"), copy("ls")]],
    ["templates in the code", `${fence}\nhelm template {{ .Chart }}\n${fence}{{execute}}`, [run("helm template {{ .Chart }}"), copy("helm template {{ .Chart }}")]],
    ["two blocks one after the other", `${fence}\na\n${fence}{{execute}}\n${fence}\nb\n${fence}{{copy}}`, [run("a"), copy("a"), copy("b")]],
    ["an unclosed fence", `${fence}\nls`, [copy("ls")]],
    ["an empty block", `${fence}\n${fence}{{execute}}`, [run(""), copy("")]],
    ["no line end at the end of a longer fence", `${fence}${tick}\n${fence}\nx\n${fence}\n${fence}${tick}{{copy}}`, [copy(`${fence}\nx\n${fence}`)]],
  ])("with %s", (_, markdown, expected) => {
    expect(buttons(render(markdown))).toEqual(expected);
  });

  test("text after a block is not swallowed", () => {
    expect(render(`${fence}\na\n${fence}{{execute}}\nnext *line*`)).toContain("<p>next <em>line</em></p>");
    expect(render(`1. a\n\n   ${fence}\n   x\n   ${fence}{{execute}}\n\n   still a\n2. b`)).toMatch(/still a[\s\S]*<\/li>\s*<li>[\s\S]*b/);
  });

  test("code is highlighted by classes only; a run block without a language is bash", () => {
    expect(render(`${fence}yaml\na: true # x\n${fence}`)).toContain('<span class="hljs-attr">a:</span>');
    expect(render(`${fence}\nif true; then echo "a"; fi\n${fence}{{execute}}`)).toContain('<span class="hljs-keyword">if</span>');
    expect(render(`${fence}no-such-language\n<b>\n${fence}`)).toContain("&lt;b&gt;");
  });
});

describe("previews", () => {
  const preview = (port: string, path = "/") => [{ type: "button", "data-action": "preview", "data-port": port, "data-path": path }];
  test.each([
    ["[the app]({{TRAFFIC_HOST1_80}}/x)", preview("80", "/x")],
    ["[admin]({{TRAFFIC_HOST1_8000}}admin/)", preview("8000", "/admin/")],
    ["see {{TRAFFIC_HOST1_30080}} now", preview("30080")],
    ["[dashboard](https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com/ui/)", preview("8080", "/ui/")],
    ['<a href="https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com/ui/" target="_blank">dashboard</a>', preview("8080", "/ui/")],
    ["https://[[HOST_SUBDOMAIN]]-30000-[[KATACODA_HOST]].environments.katacoda.com/", preview("30000")],
    ["[x](https://example.com/)", []],
    ["{{TRAFFIC_HOST1_0}} {{TRAFFIC_OTHER}}", []],
    ["http://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com/ [any](https://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].[[KATACODA_DOMAIN]])", [...preview("ask"), ...preview("ask")]],
    ["{{TRAFFIC_SELECTOR}}/x [any](https://{{TRAFFIC_SELECTOR}})", [...preview("ask", "/x"), ...preview("ask")]],
  ])("%s", (markdown, expected) => {
    expect(buttons(render(markdown))).toEqual(expected);
  });
});

test.each([
  ["[https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com](https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x)", "<span>Open :80</span></button>"],
  ["<a href='{{TRAFFIC_HOST1_80}}/x'>{{TRAFFIC_HOST1_80}}</a>", "<span>Open :80</span></button>"],
  ["<a name='x'>[**{{TRAFFIC_HOST1_80}}/x**]({{TRAFFIC_HOST1_80}}/x)", "<strong><span>Open :80/x</span></strong></button>"],
  ["<a name='x'>{{TRAFFIC_HOST1_80}}/x", "Open :80/x</button>"],
])("a link whose words are an address is one button: %s", (markdown, end) => {
  const html = render(markdown);
  expect(buttons(html)).toEqual([{ type: "button", "data-action": "preview", "data-port": "80", "data-path": "/x" }]);
  expect(html).toContain(end);
});

describe("what must not get through", () => {
  const attacks = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="java\nscript:alert(1)">x</a>',
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x><form action=//evil.example><input name=a></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content=0><base href=//evil.example>",
    '<div style="position:fixed;inset:0" onclick="alert(1)">x</div>',
    '<p style="background:url(//evil.example)">x</p>',
    '<img src="x.png" style="position:fixed;width:10px">',
    "<math><mi//xlink:href=data:x,alert(1)>",
    `${fence}"><img src=x onerror=alert(1)>\n"><script>alert(1)</script>\n${fence}{{execute}}`,
    '`"><script>alert(1)</script>`{{execute}}',
    '`x" onclick="alert(1)`{{execute}}',
    '`x`{{preview 80 /"onclick="alert(1)}}',
    '<button type="submit" formaction="//evil.example" onclick="alert(1)" data-action="run" data-command="ls">x</button>',
    '<button onclick="alert(1)">x</button>',
    '<details ontoggle=alert(1) open><summary onclick=x>a</summary>b</details>',
    "![x](https://evil.example/track.png)",
    "![x](//evil.example/track.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<!--<img src=x onerror=alert(1)>-->",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><script>alert(1)</script></template>",
    "<a href='x' target='_self' id='root' class='fixed' name='location'>x</a>",
  ];
  test.each(attacks)("%j", (markdown) => {
    const html = render(markdown);
    // A link that is pressed by whoever wants to go there.
    const loading = html.replaceAll(/<a href="https:\/\/[^"]*" rel="noopener noreferrer" target="_blank"(?: class="shown-outside")?>/g, "<a>");
    const tags = loading.match(/<[^>]*>/g)?.join("\n").replace(/="[^"]*"/g, (value) => (/^="(?:https?:\/\/|\/assets\/)/.test(value) ? value : '=""')) ?? "";
    expect(tags).not.toMatch(/\son\w+|<(?:script|style|iframe|object|embed|form|input|link|meta|base|svg|math|template|noscript|!)|formaction|\sid\b|\sname\b|evil/i);
    expect(html).not.toMatch(/(?:href|src)="\s*(?:javascript|data|vbscript|\/\/)/i);
    expect(html).not.toMatch(/style="[^"]*(?:position|url|display)/i);
  });

  const link = (href: string, text: string, more = "") => `<a href="${href}" rel="noopener noreferrer" target="_blank"${more}>${text}</a>`;
  const player = ' class="shown-outside"';
  test.each<[string, string]>([
    ['<iframe src="https://www.youtube-nocookie.com/embed/abc_DEF-123?rel=0" allowfullscreen></iframe>', link("https://www.youtube.com/watch?v=abc_DEF-123", "Video: www.youtube-nocookie.com", player)],
    ['<iframe src="//player.vimeo.com/video/1" title="A <b>film</b>"></iframe>', link("https://player.vimeo.com/video/1", "Video: A &lt;b&gt;film&lt;/b&gt;", player)],
    ['<iframe src="https://docs.example/form?embedded=true">Loading</iframe>', link("https://docs.example/form?embedded=true", "Page: docs.example", player)],
    ['<embed src="https://docs.example/a.pdf"><object data="https://docs.example/b.pdf"></object>', `<p>${link("https://docs.example/a.pdf", "Page: docs.example", player)}${link("https://docs.example/b.pdf", "Page: docs.example", player)}</p>\n`],
    ['<video src="https://a.example/x.mp4" controls>No video here.</video>', `<p>${link("https://a.example/x.mp4", "Video: a.example", player)}</p>\n`],
    ['<audio><source src="https://a.example/x.ogg" type="audio/ogg"></audio>', `<p>${link("https://a.example/x.ogg", "Audio: a.example", player)}</p>\n`],
    ['<video src="assets/demo.mp4"></video>', '<p><span class="missing-image">(demo.mp4 cannot be played here)</span></p>\n'],
    ["![the map](https://a.example/map.png)", `<p>${link("https://a.example/map.png", "Image: the map")}</p>\n`],
    ["[![build](https://a.example/b.svg)](https://ci.example/)", `<p>${link("https://ci.example/", "<span>Image: build</span>")}</p>\n`],
    ['<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<p>x</p>"></iframe><iframe src="data:text/html,x"></iframe><iframe src="/api/secret"></iframe>', ""],
  ])("what would be loaded from elsewhere is a link: %s", (markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test("such a link is named in the page's language", () => {
    expect(render('<iframe src="https://a.example/"></iframe>\n\n![図](https://a.example/x.png) <video src="x.mp4"></video>', "ja").replaceAll(/<[^>]*>|\n/g, "")).toBe("ページ: a.example画像: 図 （x.mp4 はここでは再生できません）");
  });

  test("a frame that shows a port of the learner's is the button that opens it", () => {
    const html = render('<iframe src="https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com/ui"></iframe>');
    expect(buttons(html)).toEqual([{ type: "button", "data-action": "preview", "data-port": "8080", "data-path": "/ui" }]);
    expect(html).toContain(">Open :8080</button>");
  });

  test("links open outside, without a way back", () => {
    expect(render("[x](https://example.com/a?b=c&d)")).toBe('<p><a href="https://example.com/a?b=c&amp;d" rel="noopener noreferrer" target="_blank">x</a></p>\n');
    expect(render("[x](other.md)")).toBe("<p><a>x</a></p>\n");
  });
});

describe("images", () => {
  test.each([
    ["![a](pic.png)", "/assets/lesson/step1/pic.png"],
    ["![a](./assets/pic.png)", "/assets/lesson/step1/assets/pic.png"],
    ["![a](../assets/pic%20one.png)", "/assets/lesson/assets/pic%20one.png"],
    ["![a](/lesson/assets/pic.png)", "/assets/lesson/assets/pic.png"],
    ['<img src="../pic.png" width="30" style="width: 50%; color: red">', "/assets/lesson/pic.png"],
  ])("%s", (markdown, url) => {
    expect(render(markdown)).toContain(`src="${url}"`);
  });

  test.each(["![the map](../../outside.png)", "![the map](/../../etc/x.png)", "![the map](..%2f..%2fx.png)"])("%s leaves the lesson: a notice", (markdown) => {
    const html = render(markdown);
    expect(html).not.toContain("<img");
    expect(html).toContain("the map");
  });

  test("styles are kept for sizes only", () => {
    expect(render('<img src="a.png" style="width: 50%; position: fixed">')).toContain('style="width:50%"');
  });
});

describe("never crashes, never takes long", () => {
  test.each([
    `${fence}{{execute}}`,
    `${fence}${fence}{{execute}}`,
    `text\n${fence}{{execute}}\nmore`,
    "`".repeat(5_001),
    `${"`x".repeat(3_000)}{{execute}}`,
    "{{".repeat(5_000),
    "`a`{{".repeat(2_000),
    `${"> ".repeat(2_000)}x`,
    `${"- ".repeat(500)}x`,
    "<details><summary>".repeat(500),
    "[".repeat(5_000),
    "*".repeat(5_000),
    `${fence}\n`.repeat(2_001),
    `~~~\n${fence}\n`.repeat(1_000),
    "\u0000\uD800\uFFFF\u202E `\u0000`{{execute}}",
    "<pre class=file data-filename=a>\n`x`{{execute}}\n</pre>",
    ">>Q1: what?<<\n(*) a\n( ) b",
    "",
  ])("input %#", (markdown) => {
    expect(typeof render(markdown)).toBe("string");
  });
});
