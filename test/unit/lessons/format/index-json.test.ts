import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lessonAsset } from "../../../../lessons/asset.ts";
import { layoutOf } from "../../../../lessons/layout.ts";
import { firstPart } from "../../../../lessons/lesson-parts.ts";
import type { Lesson } from "../../../../lessons/lesson.ts";
import { lintFolders } from "../../../../lessons/lint/lint-folders.ts";
import { lintLesson } from "../../../../lessons/lint/lint-lesson.ts";
import { loadLessons } from "../../../../lessons/load-all.ts";
import { loadLesson } from "../../../../lessons/load.ts";
import { printMistake } from "../../../../lessons/mistakes.ts";
import { renderLesson, type RenderedLesson } from "../../../../lessons/page.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

/** Every key of Katacoda's and Killercoda's index.json: a small scenario that has it, and what must come of it. */

const files = {
  "a.md": "A.", "b.md": "B.", "deep/c.md": "C.", "s.sh": "echo s [[HOST_IP]]", "t.sh": "echo t", "h.sh": "echo h",
  "assets/x.sh": "x", "assets/y.txt": "y", "assets/a/1/b": "b", "assets/a/.hidden": "h", "assets/noext": "n",
};
const step = { text: "a.md" };
const ubuntu = { backend: { imageid: "ubuntu" } };
const steps = (...all: object[]) => ({ details: { steps: all } });

interface Loaded {
  lesson: Lesson;
  page: RenderedLesson;
  notices: string[];
}

async function loaded(index: object, more: Record<string, unknown> = {}): Promise<Loaded> {
  await using folder = await lessonFolder({ "index.json": index, ...files, ...more });
  const lesson = await loadLesson(folder.path, "name");
  return { lesson, page: renderLesson(lesson, "en"), notices: lesson.notices.map(printMistake) };
}

async function linted(index: object, more: Record<string, unknown> = {}): Promise<string[]> {
  await using folder = await lessonFolder({ "index.json": index, ...files, ...more });
  return (await lintLesson(folder.path)).map(printMistake);
}

type Row = [construct: string, index: object, seen: (loaded: Loaded) => unknown, expected: unknown];

const rows = (table: Row[]): void => {
  test.each(table)("%s", async (_, index, seen, expected) => {
    const found = await loaded(index);
    expect(seen(found)).toEqual(expected);
    expect(found.notices).toEqual([]);
  });
};

const assets = (...rules: object[]) => ({ details: { steps: [step], assets: { host01: rules } } });
const copied = ({ lesson }: Loaded) => lesson.assets.map(({ host, files, target, mode }) => [host, files.join(" "), target, mode?.toString(8)].filter((part) => part !== undefined).join(" | "));
const asked = ({ lesson }: Loaded) => lesson.steps.map(({ verify, background, foreground }) => [verify, background, foreground].map((script) => script?.file));

describe("the whole", () => {
  rows([
    ["title, description, difficulty, time", { title: "T", description: "D", difficulty: "hard", time: "5 minutes", ...steps(step) }, ({ lesson }) => [lesson.title, lesson.description, lesson.difficulty, lesson.time], [{ en: "T" }, { en: "D" }, { en: "hard" }, { en: "5 minutes" }]],
    ["none of them: only backend.imageid", { backend: { imageid: "ubuntu" } }, ({ page, lesson }) => [page.title, page.steps, page.intro, lesson.flavor], ["name", [], undefined, "shell"]],
    ["details.intro and .finish", { details: { intro: { title: "I", text: "a.md", credits: "c" }, steps: [step], finish: { text: "deep/c.md" } } }, ({ page }) => [page.intro?.title, page.intro?.html, page.finish?.html], ["I", "<p>A.</p>\n<p>Credits: c</p>\n", "<p>C.</p>\n"]],
    ["an intro's courseData and code (Katacoda)", { details: { intro: { text: "a.md", courseData: "s.sh", code: "t.sh" }, steps: [step] } }, ({ lesson: { intro } }) => [intro?.background?.source, intro?.foreground?.source], ["echo s localhost", "echo t"]],
    ["an intro's background and foreground (Killercoda)", { details: { intro: { text: "a.md", background: "s.sh", foreground: "t.sh" }, steps: [step] } }, ({ lesson: { intro } }) => [intro?.background?.file, intro?.foreground?.file], ["s.sh", "t.sh"]],
    ["a finish's background", { details: { steps: [step], finish: { text: "a.md", background: "s.sh" } } }, ({ lesson: { finish } }) => finish?.background?.file, "s.sh"],
    ["no details: a playground", { title: "P", backend: { imageid: "bash" } }, ({ page, lesson }) => [page.steps, firstPart(lesson)], [[], 0]],
    ["backend.imageid with a cluster", { backend: { imageid: "kubernetes-cluster-running" } }, ({ lesson }) => lesson.flavor, "cluster"],
    ["backend.imageid of minikube", { backend: { imageid: "minikube-running" } }, ({ lesson }) => lesson.flavor, "cluster"],
    ["backend.imageid of Killercoda's cluster", { backend: { imageid: "kubernetes-kubeadm-2nodes" } }, ({ lesson }) => lesson.flavor, "cluster"],
    ["backend.imageid without one", { backend: { imageid: "bash" } }, ({ lesson }) => lesson.flavor, "shell"],
    ["backend.dockerimage", { backend: { dockerimage: "ubuntu" } }, ({ lesson }) => lesson.flavor, "shell"],
    ["no type: a scenario", steps({ ...step, verify: "s.sh" }), ({ lesson }) => lesson.steps[0]?.recheck, 0],
    ["type challenge@0.8", { type: "challenge@0.8", ...steps({ ...step, verify: "s.sh" }) }, ({ lesson }) => lesson.steps[0]?.recheck, 5],
    ["type challenge@1.0", { type: "challenge@1.0", ...steps({ ...step, verify: "s.sh" }) }, ({ lesson }) => lesson.steps[0]?.recheck, 5],
  ]);

  test("type jupyter@0.1 is told where the lesson begins", async () => {
    expect((await loaded({ type: "jupyter@0.1", ...steps(step) })).page.steps[0]?.notices).toEqual(['index.json:2: a notebook ("jupyter@0.1") cannot be shown here: its steps stand beside a terminal']);
  });
});

describe("details.steps[]", () => {
  rows([
    ["title, text", steps({ title: "S", text: "./deep/c.md" }), ({ page }) => [page.steps[0]?.title, page.steps[0]?.html], ["S", "<p>C.</p>\n"]],
    ["no title", steps({ text: "/a.md" }), ({ page }) => page.steps[0]?.title, "Step 1"],
    ["no text", steps({ title: "S" }), ({ page }) => page.steps[0]?.html, ""],
    ["verify", steps({ ...step, verify: "s.sh" }), ({ page, lesson }) => [page.steps[0]?.hasCheck, lesson.steps[0]?.verify?.source, lesson.steps[0]?.verifyTimeout], [true, "echo s localhost", 300]],
    ["courseData, code", steps({ ...step, courseData: "s.sh", code: "t.sh" }), asked, [[undefined, "s.sh", "t.sh"]]],
    ["background, foreground", steps({ ...step, background: "s.sh", foreground: "t.sh" }), asked, [[undefined, "s.sh", "t.sh"]]],
    ["both vocabularies at once", steps({ ...step, background: "s.sh", code: "t.sh" }, { ...step, courseData: "t.sh", foreground: "s.sh" }), asked, [[undefined, "s.sh", "t.sh"], [undefined, "t.sh", "s.sh"]]],
    ["answer", steps({ ...step, answer: "b.md" }), ({ page }) => page.steps[0]?.html, '<p>A.</p>\n<details class="answer"><summary>Answer</summary><p>B.</p>\n</details>'],
    ["hint, a text of its own", steps({ ...step, hint: "b.md" }), ({ page }) => page.steps[0]?.hint, "<p>B.</p>\n"],
    ["hint, a challenge's script", { type: "challenge@1.0", ...steps({ ...step, verify: "s.sh", hint: "h.sh" }) }, ({ page, lesson }) => [page.steps[0]?.hint, lesson.steps[0]?.hintScript?.source], [undefined, "echo h"]],
    ["hint, written out", steps({ ...step, hint: "Look *there*." }), ({ page }) => page.steps[0]?.hint, "<p>Look <em>there</em>.</p>\n"],
  ]);
});

describe("details.assets", () => {
  rows([
    ["file, target, chmod", assets({ file: "x.sh", target: "/usr/local/bin/", chmod: "+x" }), copied, ["host01 | x.sh | /usr/local/bin | 755"]],
    ["~/ in target", assets({ file: "x.sh", target: "~/deep/er" }), copied, ["host01 | x.sh | deep/er"]],
    ["/root in target", assets({ file: "x.sh", target: "/root/" }), copied, ["host01 | x.sh | "]],
    ["*", assets({ file: "*", target: "~/" }), copied, ["host01 | noext x.sh y.txt | "]],
    ["*.sh", assets({ file: "*.sh", target: "~/" }), copied, ["host01 | x.sh | "]],
    ["**", assets({ file: "**", target: "~/" }), copied, ["host01 | a/1/b noext x.sh y.txt | "]],
    ["**/*.*", assets({ file: "**/*.*", target: "~/" }), copied, ["host01 | x.sh y.txt | "]],
    ["a/*/b", assets({ file: "a/*/b", target: "~/" }), copied, ["host01 | a/1/b | "]],
    ["a host of another name", { details: { steps: [step], assets: { client: [{ file: "x.sh", target: "~/" }], host02: [{ file: "y.txt", target: "~/" }] } } }, copied, ["client | x.sh | ", "host02 | y.txt | "]],
  ]);
});

const layout = ({ page }: Loaded) => page.layout;
const screen = (environment: object) => ({ environment, ...steps(step) });

test("a hint in a file of text is read; one that only names a file is a text", async () => {
  const hint = async (named: string, more = {}) => (await loaded(steps({ ...step, hint: named }), more)).page.steps[0]?.hint;
  expect(await hint("step1/hint.txt", { "step1/hint.txt": "Look *there*." })).toBe("<p>Look <em>there</em>.</p>\n");
  expect(await hint("hint.txt", { "hint.txt": "Here." })).toBe("<p>Here.</p>\n");
  expect(await hint("count.txt")).toBe("<p>count.txt</p>\n");
  expect(await hint("Look into step1/hint.txt")).toBe("<p>Look into step1/hint.txt</p>\n");
  expect((await loaded(steps({ ...step, hint: "step1/hint.txt" }))).notices).toEqual([expect.stringContaining("there is no file step1/hint.txt")]);
});

test("credits stand below the text, as a link where they are an address; nothing stands there for none", async () => {
  const { page } = await loaded({ details: { intro: { text: "a.md", credits: "" }, steps: [{ text: "a.md", credits: "<b>Them</b>, https://example.com/x" }], finish: { credits: "[Us](https://example.com)" } } });
  const link = (href: string, text: string) => `<a href="${href}" rel="noopener noreferrer" target="_blank">${text}</a>`;
  expect([page.intro?.html, page.steps[0]?.html, page.finish?.html]).toEqual(["<p>A.</p>\n", `<p>A.</p>\n<p>Credits: <b>Them</b>, ${link("https://example.com/x", "https://example.com/x")}</p>\n`, `<p>Credits: ${link("https://example.com", "Us")}</p>\n`]);
});

describe("layout", () => {
  const seen = ({ page: { layout } }: Loaded) => [layout.editor && "editor", `${layout.terminals} terminals`].filter(Boolean).join(", ");
  rows([
    ["files, asyncFiles", { files: ["a.js"], asyncFiles: ["b.js"], ...steps(step) }, (found) => layout(found).files, ["a.js", "b.js"]],
    ["environment.uieditorpath", { files: ["a.js"], ...screen({ uieditorpath: "/root/app" }) }, (found) => layout(found).files, ["app/a.js"]],
    ["uilayout terminal", screen({ uilayout: "terminal" }), seen, "1 terminals"],
    ["uilayout terminal-terminal", screen({ uilayout: "terminal-terminal" }), seen, "2 terminals"],
    ["uilayout terminal-terminal opens both", screen({ uilayout: "terminal-terminal", terminals: [{ name: "One", command: "ls" }] }), ({ lesson }) => lesson.terminals, [{}, { name: "One", command: "ls" }]],
    ["uilayout terminal-terminal alone", screen({ uilayout: "terminal-terminal" }), ({ lesson }) => lesson.terminals, [{}, {}]],
    ["uilayout multiple-terminals-split", screen({ uilayout: "multiple-terminals-split" }), seen, "2 terminals"],
    ["uilayout terminal-terminal-terminal", screen({ uilayout: "terminal-terminal-terminal" }), seen, "4 terminals"],
    ["uilayout editor-terminal", screen({ uilayout: "editor-terminal" }), seen, "editor, 1 terminals"],
    ["uilayout editor-terminal-v1", screen({ uilayout: "editor-terminal-v1" }), seen, "editor, 1 terminals"],
    ["uilayout editor-terminal-split", screen({ uilayout: "editor-terminal-split" }), seen, "editor, 1 terminals"],
    ["uilayout vscode-terminal-split", screen({ uilayout: "vscode-terminal-split" }), seen, "editor, 1 terminals"],
    ["uilayout terminal-iframe", screen({ uilayout: "terminal-iframe" }), seen, "1 terminals"],
    ["uilayout iframe", screen({ uilayout: "iframe" }), seen, "1 terminals"],
    ["interface.layout ide", { interface: { layout: "ide" }, ...steps(step) }, seen, "editor, 1 terminals"],
    ["interface.layout terminal", { interface: { layout: "terminal" }, ...steps(step) }, seen, "1 terminals"],
    ["dashboards by port", { dashboards: [{ name: "App", port: 8080 }], ...steps(step) }, (found) => layout(found).ports, [{ name: "App", port: 8080, path: "/" }]],
    ["dashboards by href, in environment", screen({ showdashboard: true, dashboards: [{ name: "UI", href: "https://[[HOST_SUBDOMAIN]]-30000-[[KATACODA_HOST]].environments.katacoda.com/ui" }, { name: "Web", href: "{{TRAFFIC_HOST1_80}}" }] }), (found) => layout(found).ports, [{ name: "UI", port: 30000, path: "/ui" }, { name: "Web", port: 80, path: "/" }]],
    ["dashboards of the outer web", { dashboards: [{ name: "Docs", href: "https://example.com/a" }, { href: "http://example.com" }, { name: "x", href: "javascript:alert(1)" }], ...steps(step) }, (found) => [layout(found).ports, layout(found).links], [[], [{ name: "Docs", href: "https://example.com/a" }, { name: "example.com", href: "http://example.com" }]]],
    ["dashboard of the environment's port", { ...screen({ showdashboard: true, dashboard: "Console" }), backend: { imageid: "openshift", port: 8443 } }, (found) => layout(found).ports, [{ name: "Console", port: 8443, path: "/" }]],
    ["a page beside the terminal, of the environment's port", { ...screen({ uilayout: "terminal-iframe" }), backend: { port: "8080" } }, (found) => layout(found).ports, [{ name: ":8080", port: 8080, path: "/" }]],
    ["the environment's port where nothing shows it", { ...screen({ uilayout: "terminal" }), backend: { port: 30000 } }, (found) => layout(found).ports, []],
    ["the environment's port where something else is shown", { ...screen({ showdashboard: true, dashboards: [{ port: 81 }] }), backend: { port: 80 } }, (found) => layout(found).ports.map(({ port }) => port), [81]],
    ["showdashboard false", screen({ showdashboard: false, dashboards: [{ name: "App", port: 80 }] }), (found) => layout(found).ports, []],
    ["showdashboards false", screen({ showdashboards: "false", dashboards: [{ name: "App", port: 80 }] }), (found) => layout(found).ports, []],
    ["terminals: added to the first one", screen({ terminals: [{ name: "Master", target: "host01" }, { name: "Node", target: "host02", command: "ping [[HOST2_IP]]" }] }), ({ lesson, page }) => [lesson.terminals, page.layout.terminalNames], [[{}, { name: "Master" }, { name: "Node", command: "ping localhost" }], ["", "Master", "Node"]]],
    ["hideintro", { environment: { hideintro: true }, details: { intro: { text: "a.md", background: "s.sh" }, steps: [step] } }, ({ page, lesson }) => [page.intro, firstPart(lesson), lesson.intro?.background?.file], [undefined, 0, "s.sh"]],
    ["hidefinish", { environment: { hidefinish: true }, details: { steps: [step], finish: { text: "a.md" } } }, ({ page }) => page.finish, undefined],
    ["neither hidden", { environment: { hideintro: false, hidefinish: false }, details: { intro: { text: "a.md" }, steps: [step], finish: { text: "a.md" } } }, ({ page }) => [page.intro?.html, page.finish?.html], ["<p>A.</p>\n", "<p>A.</p>\n"]],
    ["hidesidebar: there is none to hide", screen({ hidesidebar: true }), ({ page }) => page.steps.length, 1],
    ["uimessage1", screen({ uimessage1: "Your <b>Bash</b> terminal." }), (found) => layout(found).message, "Your Bash terminal."],
    ["uimessage1 in colour", screen({ uimessage1: "\u001b[32mYour terminal.\u001b[m\r\n\u001b[1;31mType\u0007 `help`\u001b[0m" }), (found) => layout(found).message, "Your terminal. Type `help`"],
  ]);

  test.each([
    ["a layout that nobody knows", { environment: { uilayout: "hologram-terminal" } }, 'index.json:3: the layout "hologram-terminal" is not known here (hologram): it is shown with a terminal'],
    ["a web page inside the page", { environment: { uilayout: "terminal-iframe" } }, 'index.json:3: the layout "terminal-iframe" has a web page beside the text: here a button opens it, for each dashboard with a port'],
    ["Killercoda's", { interface: { layout: "hologram" } }, 'index.json:3: the layout "hologram" is not known here (hologram): it is shown with a terminal'],
    ["a dashboard that leads nowhere", { dashboards: [{ name: "Away", href: "javascript:alert(1)" }] }, 'index.json:2: the dashboard "Away" is not shown: "javascript:alert(1)" is no port of the learner\'s environment, and no address'],
    ["a dashboard at no port of this machine", { dashboards: [{ name: "Off", href: "http://localhost:0/" }] }, 'index.json:2: the dashboard "Off" is not shown: "http://localhost:0/" is no port of the learner\'s environment, and no address'],
    ["a file too many", { files: Array.from({ length: 5 }, (_, n) => `${n}.js`), asyncFiles: ["a.js", "b.js"] }, "index.json:2: only the first 6 of 7 files are opened in the editor"],
    ["a dashboard too many", { environment: { dashboards: Array.from({ length: 5 }, (_, n) => ({ name: "x", port: n + 1 })) } }, "index.json:3: only the first 4 of 5 dashboards with a port are shown"],
    ["a dashboard elsewhere too many", { dashboards: Array.from({ length: 5 }, (_, n) => ({ name: "x", href: `https://example.com/${n}` })) }, "index.json:2: only the first 4 of 5 dashboards with an address are shown"],
    ["a terminal too many", { environment: { terminals: Array.from({ length: 8 }, () => ({ name: "x" })) } }, "index.json:3: only the first 8 of 9 terminals are opened"],
    ["a type that nobody knows", { type: "movie@1" }, 'index.json:2: the type "movie@1" is not known: it is shown as a scenario'],
  ])("%s is told by lint", async (_, index, message) => {
    expect(await linted({ ...index, ...steps(step), ...ubuntu })).toEqual([message]);
  });

  test("what there is no room for is told in the page, too; in a lesson of ours by lint alone", async () => {
    const files = Array.from({ length: 7 }, (_, n) => `${n}.js`);
    const { page, notices } = await loaded({ files, ...steps(step) });
    expect([page.layout.files.length, page.steps[0]?.notices, notices]).toEqual([6, notices, ["index.json:2: only the first 6 of 7 files are opened in the editor"]]);
    expect((await loaded({ files, verifyAs: "checker", ...steps({ text: "a.md" }) })).notices).toEqual([]);
  });

  test("without any of it, and with nonsense, there is nothing", () => {
    const nothing = { files: [], ports: [], links: [], editor: false, terminals: 1, terminalNames: [], message: "" };
    for (const foreign of [{}, { files: "x", dashboards: {}, environment: 7, interface: "x" }, { environment: { uilayout: 7, uimessage1: {}, hideintro: "x" } }]) expect(layoutOf({ foreign, terminals: [] })).toEqual(nothing);
  });

  test("what a hidden intro misses is told where the lesson begins", async () => {
    expect((await loaded({ environment: { hideintro: true }, details: { intro: { text: "gone.md" }, steps: [step] } })).page.steps[0]?.notices).toEqual(["index.json:7: there is no file gone.md"]);
  });
});

describe("languages", () => {
  test("_ja/ mirrors texts and titles", async () => {
    const { lesson } = await loaded({ title: "T", ...steps({ title: "S", text: "deep/c.md" }) }, { "_ja/index.json": { title: "題", ...steps({ title: "歩" }) }, "_ja/deep/c.md": "日本語。" });
    expect(renderLesson(lesson, "ja")).toMatchObject({ language: "ja", title: "題", steps: [{ title: "歩", html: "<p>日本語。</p>\n" }] });
  });

  test("_ja/ in a folder around the scenario mirrors the folders: texts, titles, and images that are nowhere but in the original", async () => {
    const scenario = { title: "T", description: "D", ...steps({ title: "S", text: "deep/c.md" }, { title: "Two", text: "a.md" }), backend: { imageid: "ubuntu" } };
    await using root = await lessonFolder({
      "repo/one/index.json": scenario, "repo/one/deep/c.md": "C.", "repo/one/a.md": "A.", "repo/one/assets/x.png": "png", "repo/assets/all.png": "png",
      "repo/_ja/one/index.json": { title: "題", description: "説明", ...steps({ title: "歩" }, { title: "二" }) }, "repo/_ja/one/deep/c.md": "日本語。![絵](../assets/x.png) ![皆](../../assets/all.png) ![訳](./own.png)", "repo/_ja/one/deep/own.png": "png",
      "repo/_es/one/a.md": "Uno.",
      "_ja/repo/one/a.md": "遠く。",
    });
    const { lessons } = await loadLessons(root.path);
    expect(lessons.map(({ id }) => id)).toEqual(["repo/one"]);
    const page = renderLesson(lessons[0]!, "ja", { assetPrefix: "/a/" });
    expect(page).toMatchObject({ language: "ja", title: "題", steps: [{ title: "歩", html: expect.stringContaining("日本語。") }, { title: "二", html: "<p>遠く。</p>\n" }] });
    const images = [...page.steps[0]!.html.matchAll(/src="\/a\/([^"]*)"/g)].map(([, path]) => path!);
    expect(images).toEqual(["repo/_ja/one/assets/x.png", "repo/_ja/assets/all.png", "repo/_ja/one/deep/own.png"]);
    expect(await Promise.all(images.map(async (path) => (await lessonAsset(lessons[0]!, path))?.type))).toEqual(["image/png", "image/png", "image/png"]);
    expect(lessons[0]!.lint.map(printMistake)).toEqual(['../_es/one:1: the translation "es" is not shown: pages are in en and ja']);
    // Whoever is given the scenario alone reads nothing around it.
    expect(renderLesson(await loadLesson(join(root.path, "repo", "one")), "ja")).toMatchObject({ language: "en", title: "T" });
    const beside = await lintFolders([root.path]);
    expect(beside.mistakes.map(printMistake)).toEqual([`${root.path}/repo/_es/one:1: the translation "es" is not shown: pages are in en and ja`]);
  });

  test("a translation that leads out of the folder of all lessons is not read", async () => {
    await using outside = await lessonFolder({ "one/a.md": "秘密。", "one/index.json": { title: "秘密" } });
    await using root = await lessonFolder({ "one/index.json": { title: "T", ...steps(step) }, "one/a.md": "A." });
    await symlink(outside.path, join(root.path, "_ja"));
    const { lessons } = await loadLessons(root.path);
    expect(JSON.stringify(renderLesson(lessons[0]!, "ja"))).not.toContain("秘密");
  });

  test("other languages and strings.yaml are told by lint, and the original is shown", async () => {
    const more = { "_fr/a.md": "Bonjour.", "_pt-BR/a.md": "Olá.", "_fr/strings.yaml": "continue: Continuer", "_ja/strings.yaml": "continue: つづける" };
    const lint = await linted({ ...steps(step), ...ubuntu }, more);
    expect(lint).toEqual(expect.arrayContaining(["_fr:1: the translation \"fr\" is not shown: pages are in en and ja", "_ja/strings.yaml:1: is not read: the page has its own words", "_pt-BR:1: the translation \"pt-BR\" is not shown: pages are in en and ja"]));
    expect(lint).toHaveLength(3);
    expect(renderLesson((await loaded(steps(step), more)).lesson, "ja").steps[0]?.html).toBe("<p>A.</p>\n");
  });
});
