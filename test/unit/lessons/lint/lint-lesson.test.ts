import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lintLesson } from "../../../../lessons/lint/lint-lesson.ts";
import { hasShellcheck } from "../../../../lessons/lint/shellcheck.ts";
import { loadLesson } from "../../../../lessons/load.ts";
import { printMistake } from "../../../../lessons/mistakes.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

const fine = {
  "look/text.md": "Say it:\n\n```\necho hello\n```{{exec}}\n",
  "look/verify.sh": '[ -e /home/learner/hello ] || not_yet "There is no file hello. Look with: ls"\n',
  "look/solve.sh": "touch /home/learner/hello\n",
  "look/hint.md": "Read again.\n",
};
const step = { title: "Look", text: "look/text.md", verify: "look/verify.sh", solve: "look/solve.sh", hint: "look/hint.md" };
const index = { title: "A lesson", description: "Of one step", verifyAs: "checker", details: { steps: [step] }, backend: { imageid: "ubuntu" } };

async function mistakesOf(files: Record<string, unknown>): Promise<string[]> {
  await using folder = await lessonFolder({ "index.json": index, ...fine, ...files });
  // Where shellcheck is installed, it has its own words about these scripts.
  return (await lintLesson(folder.path)).map(printMistake).filter((line) => !/: shellcheck SC\d+: /.test(line));
}

const withCheck = (source: string) => mistakesOf({ "look/verify.sh": source });
const withText = (markdown: string) => mistakesOf({ "look/text.md": markdown });

test("a good lesson has no mistake", async () => {
  expect(await mistakesOf({})).toEqual([]);
});

describe("what breaks", () => {
  test("missing files, broken scripts, misspelt keys and rules that are broken are told together", async () => {
    const own = { ...index, details: { stesp: [], steps: [{ ...step, hint: "gone.md" }, { title: "Next", text: "gone/text.md", verfy: "x.sh" }] } };
    expect(await mistakesOf({ "index.json": own, "look/verify.sh": "set -e\nif true; then\n" })).toEqual([
      'index.json:6: "stesp" is not known here; is "steps" meant?',
      "index.json:13: there is no file gone.md",
      "index.json:15: step 2 has no verify: nobody learns whether it is done",
      "index.json:15: step 2 has no hint for the usual mistake",
      "index.json:15: step 2 has no text",
      "index.json:17: there is no file gone/text.md",
      'index.json:18: "verfy" is not known here; is "verify" meant?',
      expect.stringMatching(/^look\/verify\.sh:1: set -e ends a check/),
      expect.stringMatching(/^look\/verify\.sh:1: never says what is missing/),
      expect.stringMatching(/^look\/verify\.sh:3: bash cannot read it: .*end of file/),
    ]);
  });

  test("JSON that cannot be read, with its line", async () => {
    expect(await mistakesOf({ "index.json": '{\n  "title": "x",\n}\n' })).toEqual(["index.json:2: broken JSON: one comma too many: nothing follows it before }"]);
  });

  test("an empty index.json, and what nobody can guess", async () => {
    expect(await mistakesOf({ "index.json": "{}" })).toEqual([expect.stringMatching(/^index\.json:1: has no backend\.imageid: learners get a shell alone/)]);
    expect(await mistakesOf({ "index.json": { verifyAs: "checker", details: {} } })).toEqual([
      expect.stringMatching(/^index\.json:1: has no backend\.imageid/),
      "index.json:1: has no title: learners see the name of its folder",
      "index.json:3: has no steps",
    ]);
    expect(await mistakesOf({ "index.json": { ...index, backend: { imageid: "kubernets-kubeadm-1node" } } })).toEqual(['index.json:17: the image "kubernets-kubeadm-1node" gives no cluster; is "kubernetes" meant?']);
  });

  test("keys that are misspelt or stand twice, in every object that somebody reads", async () => {
    const own = {
      ...index,
      details: { steps: [step], assets: { client: [{ file: "a", target: "~/", chmodd: "+x" }] } },
      environment: { uilayot: "ide", terminals: [{ nmae: "x" }], dashboards: [{ naem: "x", port: 80 }] },
      interface: { layuot: "ide" },
      backend: { imageId: "kubernetes" },
    };
    const slips = { chmodd: "chmod", imageId: "imageid", uilayot: "uilayout", nmae: "name", naem: "name", layuot: "layout" };
    for (const verifyAs of ["checker", undefined]) {
      const found = await mistakesOf({ "index.json": { ...own, verifyAs }, "assets/a": "x" });
      for (const [slip, meant] of Object.entries(slips)) expect(found).toContainEqual(expect.stringMatching(new RegExp(`^index\\.json:\\d+: "${slip}" is not known here; is "${meant}" meant\\?$`)));
    }
    expect(await mistakesOf({ "index.json": JSON.stringify(index, null, 1).replace('"title"', '"title": "Old",\n"title"') })).toEqual(['index.json:3: "title" stands twice in the same { }: what line 2 says is not used']);
  });

  test("what Katacoda and Killercoda know, and keys of somebody else's, are no mistakes in scenarios from elsewhere", async () => {
    const environment = { uilayout: "terminal", uisettings: "bash", uieditorpath: "/root", uimessage1: "x", hideintro: true, showide: true, exclusionPatterns: [], icon: "x", theirs: 1, showdashboards: true, dashboards: [{ name: "x", port: 80, theirs: 1 }], terminals: [{ name: "x", target: "host01", theirs: 1 }] };
    const foreign = { ...index, verifyAs: undefined, environment, interface: { layout: "ide", theirs: 1 }, backend: { imageid: "ubuntu", port: 80, theirs: 1 }, noindex: true, icon: "x", private: true, pathwayTitle: "x" };
    expect(await mistakesOf({ "index.json": foreign })).toEqual([]);
  });

  test("a step without a check, and one without a solution", async () => {
    const steps = [{ ...step, solve: undefined }, { title: "Next", text: "look/text.md", hint: "look/hint.md" }];
    expect(await mistakesOf({ "index.json": { ...index, details: { steps } } })).toEqual([
      expect.stringMatching(/^index\.json:7: step 1 has no solve/),
      expect.stringMatching(/^index\.json:13: step 2 has no verify/),
    ]);
  });

  test.each([
    ["`ls`{{exec T9}}", "there is no terminal T9: there are T1 to T8"],
    ["`ls`{{execute T0}}", "there is no terminal T0: there are T1 to T8"],
    ["`ls`{{exec HOST2}}", "there is no machine HOST2: an environment has one, HOST1, and this runs in T2 of it"],
    ["`ls`{{exce}}", '{{exce}} is no action; is "exec" meant?'],
    ["`Open`{{preview 99999}}", "{{preview 99999}} opens nothing: write a port from 1 to 65535, as in {{preview 30080 /path}}"],
  ])("%s", async (markdown, message) => {
    expect(await withText(`# Look\n\nFirst\n${markdown}\n`)).toEqual([`look/text.md:4: ${message}`]);
  });

  test("what is no action is left alone", async () => {
    expect(await withText("`ls`{{exec T8 interrupt}} `ls`{{ copy }} `helm`{{ .Values.name }} `a`{{}} `b`{{exec test-ls}} `c` {{ .Values.name }} `d`{{end}} `e`{{ item }} `{{ item }}` {{run}} `f`{{TRAFFIC_HOST1_80}}\n\n```\n`ls`{{run}} `ls` {{exec}}\n{{ .Name }}\n```\n\n{{ .Name }}\n")).toEqual([]);
  });

  test.each([
    ["a space before it", "Do `ls` {{exec}} now", 1, "{{exec}} is only text here: write it directly behind the code, without a space"],
    ["on the next line of a paragraph", "Do `ls`\n{{copy}}", 2, "{{copy}} is only text here: write it directly behind the code, without a space"],
    ["on the line below a fence, which takes it for its own", "```\nls\n```\n{{exec T9}}\n", 4, "there is no terminal T9: there are T1 to T8"],
    ["below a fence, with an empty line", "```\nls\n```\n\n{{exec}}\n", 5, "{{exec}} is only text here: write it directly behind the fence that ends the code, in the same line"],
    ["below a fence, with an empty line, in a list", "1. Do\n\n   ```\n   ls\n   ```\n\n   {{execute T2}}\n", 7, "{{execute T2}} is only text here: write it directly behind the fence that ends the code, in the same line"],
    ["in a table", "| a | b |\n| --- | --- |\n| x | `ls` {{exec}} |\n", 3, "{{exec}} is only text here: write it directly behind the code, without a space"],
    ["behind a backtick that ends no code", "# Do\n\n- ``x\n- ls`{{execute T2}}\n", 4, "{{execute T2}} is only text here: the backtick before it ends no code, none is open"],
    ["behind a command of several lines, as it is counted in the author's text", "~~~\n`a`\n~~~\n\nDo `a\n\n- b`{{exec}} and `c\n# d`{{exec T9}}\n", 8, "there is no terminal T9: there are T1 to T8"],
    ["another word", "First `{{run}}`.\n\nDo `ls`{{run}}", 3, "{{run}} is no action: {{exec}} runs code, {{copy}} copies it, {{open}} opens a file, {{preview 30080}} a port"],
    ["another word behind a fence", "```\nls\n```{{click me}}\n", 3, "{{click me}} is no action: {{exec}} runs code, {{copy}} copies it, {{open}} opens a file, {{preview 30080}} a port"],
    ["a misspelt one in a list", "* Do `ls`{{exce}}\n", 1, '{{exce}} is no action; is "exec" meant?'],
  ])("an action with a slip: %s", async (_, markdown, line, message) => {
    expect(await withText(markdown)).toEqual([`look/text.md:${line}: ${message}`]);
  });

  test.each([
    ["a fence that never ends", "Do:\n\n```\nls\n```\n\nAnd:\n\n```\nls\n\nMore text.\n", 9, "the block of code that begins here never ends: write ``` on a line of its own below it"],
    ["tildes that never end, in a list", "1. Do\n\n   ~~~bash\n   ls\n", 3, "the block of code that begins here never ends: write ~~~ on a line of its own below it"],
    ["a question without answers", "Text\n\n>>Q1: Which?<<\n- a\n- b\n", 3, 'the question "Q1: Which?" has no answers below it: begin each with ( ), (*), [ ], [*], === or =~='],
  ])("%s is a mistake, and in a scenario from elsewhere a notice where it is missed", async (_, markdown, line, message) => {
    expect(await withText(markdown)).toEqual([`look/text.md:${line}: ${message}`]);
    await using folder = await lessonFolder({ "index.json": { ...index, verifyAs: undefined }, ...fine, "look/text.md": markdown });
    expect((await loadLesson(folder.path)).notices).toEqual([{ file: "look/text.md", line, part: 0, key: "text", message }]);
  });

  test("blocks that end, however they do, are none that never end", async () => {
    await using folder = await lessonFolder({ "index.json": { ...index, verifyAs: undefined }, ...fine, "look/text.md": "```\na\n```{{exec}}\n\n````\n```\n````\n\n```\nglued```{{exec}}\n\n~~~\nb\n~~~~\n\n    ```\n    c\n    ```\n\n> ```\n> d\n> ```\n\n```\nglued```\n" });
    expect((await loadLesson(folder.path)).notices).toEqual([]);
  });

  test("images that are not shown, and links that lead nowhere", async () => {
    const text = ["![a](a.png) ![b](../assets/b.png) <img src='gone.png'> ![c](https://example.com/c.png) ![d](text.md)", "", "<p><img src=\"/assets/gone.svg\"></p>", "", "[x](https://example.com) [y](mailto:a@example.com) [z]({{TRAFFIC_HOST1_80}}/z) [next](../step2.md) [top](#top) [end](#end) <a href=\"/x\">x</a>", "", "`![in code](no.png)`", "", "![e](data:image/png;base64,AA)"].join("\n");
    expect(await mistakesOf({ "look/text.md": text, "look/a.png": "x", "assets/b.png": "x" })).toEqual([
      "look/text.md:1: there is no image gone.png",
      "look/text.md:1: the image https://example.com/c.png is not loaded: put the file into the lesson's folder, nothing comes from elsewhere",
      "look/text.md:1: text.md is no image that can be shown: .png, .jpg, .gif, .webp, .avif or .svg, of 8 MiB at most",
      "look/text.md:3: there is no image /assets/gone.svg",
      'look/text.md:5: the link to "../step2.md" leads nowhere: a text can only link to http(s) addresses',
      "look/text.md:5: links to headings (#...) lead nowhere",
      'look/text.md:5: the link to "/x" leads nowhere: a text can only link to http(s) addresses',
      "look/text.md:9: an image that is written into the text (data:...) is not shown: put it into a file of the lesson",
    ]);
  });

  test("an image that several lessons share, outside of the lesson's folder", async () => {
    await using root = await lessonFolder({ "assets/a.png": "x", "course/one/index.json": index, ...Object.fromEntries(Object.entries(fine).map(([name, content]) => [`course/one/${name}`, content])), "course/one/look/text.md": "![a](../../../assets/a.png) ![b](../../../assets/b.png)\n" });
    expect((await lintLesson(join(root.path, "course", "one"))).map(({ message }) => message)).toEqual(["there is no image ../../../assets/b.png"]);
  });

  test("near misses that cannot be used", async () => {
    expect(await mistakesOf({ "look/near-misses/empty.sh": "# says: (\ntrue\n" })).toEqual([expect.stringMatching(/^look\/near-misses\/empty\.sh:1: "# says: \(" is no regular expression/)]);
    expect(await mistakesOf({ "look/near-misses/empty.undo.sh": "true\n" })).toEqual(["look/near-misses/empty.undo.sh:1: takes back a near miss that is not there: empty.sh"]);
    expect(await mistakesOf({ "look/near-misses/empty.sh": "echo 'a\n" })).toEqual([expect.stringMatching(/^look\/near-misses\/empty\.sh:\d: bash cannot read it/)]);
  });

  test("near misses that nobody runs", async () => {
    const nobody = (folder: string) => `${folder}:1: belongs to no step and is not run: near misses lie beside the verify of their step, in a folder of its own (step/verify.sh, step/near-misses/)`;
    const files = { "look/near-misses/empty.sh": "true\n", "look/near-misses/small.bash": "true\n", "near-misses/a.sh": "true\n", "_ja/look/near-misses/a.sh": "true\n", "lok/near-misses/a.sh": "true\n" };
    expect(await mistakesOf({ ...files, "other/index.json": index, "other/x/near-misses/a.sh": "true\n" })).toEqual([nobody("_ja/look/near-misses"), nobody("lok/near-misses"), "look/near-misses/small.bash:1: is not run: the name of a near miss ends with .sh", nobody("near-misses")]);
    const inRoot = { ...index, details: { steps: [{ ...step, verify: "verify.sh" }] } };
    expect(await mistakesOf({ "index.json": inRoot, "verify.sh": fine["look/verify.sh"], "near-misses/a.sh": "true\n" })).toEqual([nobody("near-misses")]);
  });
});

describe("translations", () => {
  const mirror = { title: "レッスン", description: "一つのステップ", details: { steps: [{ title: "見る" }] } };
  const japanese = { "_ja/index.json": mirror, "_ja/look/text.md": "```\necho hello\n```{{exec}}\n", "_ja/look/hint.md": "もう一度。\n" };
  const both = { ...japanese, "look/verify.sh": '[ -e /home/learner/hello ] || not_yet en "No file hello: ls" ja "hello がありません"\n' };

  test("a whole one has no mistake", async () => {
    expect(await mistakesOf(both)).toEqual([]);
  });

  test("what is missing of one that has begun", async () => {
    const { "_ja/look/hint.md": _, ...rest } = both;
    expect(await mistakesOf({ ...rest, "_ja/index.json": { ...mirror, description: undefined, details: { steps: [{}] } } })).toEqual([
      "_ja/index.json:1: has no description",
      "_ja/index.json:1: step 1 has no title",
      "look/hint.md:1: has no translation: _ja/look/hint.md is missing",
    ]);
    expect(await mistakesOf(japanese)).toEqual(["look/verify.sh:1: not_yet says nothing in en and ja"]);
    expect(await mistakesOf({ ...both, "look/verify.sh": '[ -e /home/learner/hello ] || not_yet en "No file hello: ls"\n' })).toEqual(["look/verify.sh:1: not_yet says nothing in ja"]);
  });

  test.each([
    ["```\necho hallo\n```{{exec}}\n", 2, 'clicks "echo hallo" where the original clicks "echo hello"'],
    ["Text\n\n```\necho hello\n```{{exec T2}}\n", 4, 'clicks "echo hello" in T2 where the original clicks "echo hello"'],
    ["```\necho hello\n```\n", 1, 'clicks nothing more where the original clicks "echo hello"'],
  ])("other commands than the original: %j", async (markdown, line, message) => {
    expect(await mistakesOf({ ...both, "_ja/look/text.md": markdown })).toEqual([`_ja/look/text.md:${line}: ${message}`]);
  });
});

describe("checks that teach badly", () => {
  const good = '[ -e /home/learner/hello ] || not_yet "No file hello. Look with: ls"\n';

  test.each([
    ["set -e", `set -e\n${good}`, 1, /^set -e ends a check/],
    ["set -euo pipefail", `#!/bin/bash\nset -euo pipefail\n${good}`, 2, /^set -e ends a check/],
    ["|| true on a condition", `${good}grep -q x /home/learner/hello || true\n`, 2, /^\|\| true takes/],
    ["a bare exit 0", `${good}\nexit 0\n`, 3, /^ends with a bare exit 0/],
    ["curl without a limit", `a=$(curl -s http://node:30080/) || not_yet "no answer: ls"\n`, 1, /^curl has no time limit here: add --max-time 5/],
    ["kubectl without a limit", `if ! kubectl get pods; then not_yet "no: ls"; fi\n`, 1, /^kubectl has no time limit here/],
    ["a call on a continued line", `[ -n "$a" ] &&\n  curl -s http://x/ ||\n  not_yet "no: ls"\n`, 1, /^curl has no time limit/],
    ["a change", `${good}kubectl --request-timeout=5s delete pod web\n`, 2, /^changes the cluster/],
    ["the history", `grep kubectl /home/learner/.bash_history || not_yet "type it: ls"\n`, 1, /^looks at which commands were typed/],
    ["the home of a user who has none", `[ -e ~/hello ] || not_yet "no: ls"\n`, 1, /^~ is not the learner's home: checks run as another user, who has none. Write \/home\/learner/],
    ["the same in a variable", `${good}n=$(wc -l < "$HOME/count")\n`, 2, /^\$HOME is not the learner's home/],
    ["the same in braces, in a list", "for file in \${HOME}/a; do [ -e $file ] || not_yet 'no: ls'; done\n", 1, /^\$\{HOME\} is not the learner's home/],
    ["a test of a file beside nothing", `[ -s count.txt ] || not_yet "no: ls"\n`, 1, /^count\.txt is looked for in \/, where checks begin: write the whole path, as in \/home\/learner\/count\.txt/],
    ["a file read beside nothing", `count=$(head -c 20 count.txt)\n${good}`, 1, /^count\.txt is looked for in \//],
    ["grep in a file beside nothing", `grep -q "x y" ./conf/app.yaml || not_yet "no: ls"\n`, 1, /^\.\/conf\/app\.yaml is looked for in \//],
    ["touch", `${good}touch /home/learner/seen\n`, 2, /^touch changes \/home\/learner\/seen: a check only reads/],
    ["mkdir behind a condition", `${good}[ -d /srv/x ] || mkdir -p /srv/x\n`, 2, /^mkdir changes \/srv\/x/],
    ["rm in a substitution", `${good}x=$(rm -f /home/learner/a)\n`, 2, /^rm changes \/home\/learner\/a/],
    ["sed in the place of a file", `${good}sed -i 's/a/b/' /home/learner/a\n`, 2, /^sed changes \/home\/learner\/a/],
    ["a copy", `${good}cp /home/learner/a /home/learner/b\n`, 2, /^cp changes \/home\/learner\/b/],
    ["writing", `${good}date > /home/learner/when\n`, 2, /^> changes \/home\/learner\/when/],
    ["writing on", `${good}date >>/srv/when 2>/dev/null\n`, 2, /^> changes \/srv\/when/],
    ["helm install", `${good}timeout 20 helm install web chart\n`, 2, /^changes the cluster: a check only reads/],
    ["ssh without a limit", `ssh host01 true || not_yet "no: ls"\n`, 1, /^ssh has no time limit here: add -o ConnectTimeout=5/],
    ["dig without a limit", `a=$(dig +short web) || not_yet "no: ls"\n`, 1, /^dig has no time limit here: add \+time=3/],
    ["helm without a limit", `helm list | grep -q web || not_yet "no: ls"\n`, 1, /^helm has no time limit here: put timeout 20 in front/],
    ["nc without a limit", `nc -z node 30080 || not_yet "no: ls"\n`, 1, /^nc has no time limit here: add -w 5/],
    ["a message without a way to look", `[ -e /home/learner/hello ] || not_yet "That is wrong"\n`, 1, /^the message "That is wrong" does not say how to look/],
    ["no message", `[ -e /home/learner/hello ]\n`, 1, /^never says what is missing/],
    ["a long message", `[ -e /home/learner/hello ] || not_yet en "${"long ".repeat(40)}: ls"\n`, 1, /^the message in en has 204 characters/],
  ])("%s", async (_, source, line, message) => {
    expect(await withCheck(source)).toEqual([expect.stringMatching(new RegExp(`^look/verify\\.sh:${line}: ${message.source.replace(/^\^/, "")}`))]);
  });

  test.each([
    ["a comment and a message about it", `# set -e would be wrong\n[ -e /home/learner/x ] || not_yet "Use: kubectl get pods; curl http://node:30080/"\n`],
    ["limits", `a=$(curl -sS --max-time 2 http://x/) || not_yet "no: ls"\nb=$(kubectl --request-timeout=10s get pods) || not_yet "no: ls"\n[ -n "$a$b" ] || not_yet "no: ls"\n`],
    ["|| true inside an assignment", `n=$(grep -c x /home/learner/hello || true)\n[ "$n" -gt 1 ] || not_yet "no: ls"\n`],
    ["a here-document", `read -r -d "" text <<END\ncurl http://x/\nset -e\nEND\n[ -n "$text" ] || not_yet "no: ls"\n`],
    ["a wrapper of one's own", `kubectl() { timeout 10 /usr/local/bin/kubectl "$@"; }\nkubectl get pods || not_yet "no: ls"\n`],
    ["what a check writes for itself", `tmp=$(mktemp)\ndate > "$tmp" 2>&1\nexec 3>&1\necho x >&2\ncp /home/learner/a /tmp/a; touch /tmp/b; rm -f "$tmp"; date &>/dev/null\n[ -s "$tmp" ] || not_yet "no: ls"\n`],
    ["comparing", `[[ a > b ]] || (( 2 > 1 )) || [ "$((3 > 2))" = 1 ] || not_yet "no: ls"\njq -e '.a > 1' /home/learner/a.json >/dev/null || not_yet "no: ls"\nawk '$1 ~ /x/ && $2 > 3' /home/learner/a.txt || not_yet "no: ls"\n`],
    ["a home of its own", `HOME=/home/learner\n[ -e ~/hello ] || not_yet "no: ls"\n`],
    ["relative names in a folder that it goes to", `cd /home/learner || exit 3\n[ -e hello ] && grep -q x count.txt || not_yet "no: ls"\n`],
    ["~ in what it says, and =~", `[[ $(cat /home/learner/a.txt) =~ x ]] || not_yet "There is no ~/hello.txt in $HOME. Look with: ls ~"\n`],
    ["what is piped", `head -c 20 /home/learner/a | tail -n 1 | grep -qx "count.txt" || not_yet "no: ls"\n`],
    ["limits of other programs", `ssh -o ConnectTimeout=5 host01 true; dig +time=3 web; timeout 20 helm list; nc -z -w 5 node 80; helm version; ping -c 1 -W 2 node || not_yet "no: ls"\n`],
    ["a message that is put together elsewhere", `why=$(cat /tmp/why)\n[ -z "$why" ] || not_yet "$why"\n`],
    ["a dry run", `kubectl --request-timeout=5s create -f x.yaml --dry-run=client || not_yet "no: ls"\n`],
  ])("%s is fine", async (_, source) => {
    expect(await withCheck(source)).toEqual([]);
  });

  test("what shellcheck warns about, where it is installed", async () => {
    await using folder = await lessonFolder({ "index.json": index, ...fine, "look/verify.sh": `${good}unused=1\n` });
    const found = (await lintLesson(folder.path)).map(printMistake);
    expect(found).toEqual((await hasShellcheck()) ? [expect.stringMatching(/^look\/verify\.sh:2: shellcheck SC2034: /)] : []);
  });

  test("foreign scenarios are not held to our rules", async () => {
    const foreign = { ...index, verifyAs: undefined, details: { steps: [{ title: "Look", text: "look/text.md", verify: "look/verify.sh" }] } };
    expect(await mistakesOf({ "index.json": foreign, "look/verify.sh": "set -e\ncurl http://x/ | grep -q y || true\nexit 0\n" })).toEqual([]);
  });
});
