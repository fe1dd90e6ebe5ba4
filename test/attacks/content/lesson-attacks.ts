import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./canary.ts";

/** What reads lessons and runs their checks. */
export interface LessonTarget {
  /** Reads a lesson that somebody brought. */
  load(folder: string): Promise<Outcome>;
  /** Runs the check of a step. */
  check(script: string): Promise<Outcome>;
}

/** What an attacker's lesson consists of; links are named by where they are and lead to the secret beside the lessons. */
interface HostileLesson {
  index: unknown;
  files?: Record<string, string>;
  links?: string[];
}

const asset = (file: string, target = "~/") => ({ details: { assets: { host01: [{ file, target }] } } });
const step = (text: string) => ({ title: "x", details: { steps: [{ title: "x", text }] } });

/** What a lesson from the internet tries against whoever installs it, before anybody has opened it. */
export const lessonAttacks: readonly Attack<LessonTarget>[] = [
  byLesson("content-path-text", "A step's text is a file outside the lesson's folder", { index: step("../../secret.md") }, /"\.\.\/\.\.\/secret\.md" is not a path inside the lesson's folder/),
  byLesson("content-path-absolute", "A step's text is a file of the host's, by its whole path", ({ secret }) => ({ index: step(secret) }), /there is no file …\/secret\.md/),
  byLesson("content-path-symlink", "A step's text is a symbolic link out of the lesson", { index: step("text.md"), links: ["text.md"] }, /text\.md leads out of the lesson's folder by a symbolic link/),
  byLesson("content-path-asset", "An asset is named that is outside the lesson's folder", { index: asset("../../../secret.md"), files: { "assets/x": "x" } }, /"\.\.\/\.\.\/\.\.\/secret\.md" leads out of assets\//),
  byLesson("content-path-asset-symlink", "An asset is a symbolic link out of the lesson", { index: asset("*.md"), links: ["assets/a.md"] }, /leads out of the lesson's folder by a symbolic link/),
  byLesson("content-path-target", "An asset goes to a place outside the learner's home", { index: asset("x", "~/../../etc/cron.d/canary"), files: { "assets/x": "x" } }, /"~\/\.\.\/\.\.\/etc\/cron\.d\/canary" is not in the learner's home/, /files go to \/etc\/cron\.d\/canary/),
  byLesson("content-index-100mb", "An index.json of 100 MB", { index: `{"title":"${" ".repeat(100_000_000)}"}` }, /index\.json has 100000012 bytes, more than the 262144 that are allowed/, /^100000012 characters/),
  byLesson("content-json-deep", "An index.json of 100,000 lists inside each other", { index: `{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}` }, /broken JSON: more than 64 levels/, /fell over: RangeError: Maximum call stack/),
  byLesson("content-json-prototype", "An index.json sets properties on the prototype of every object", { index: `{"title": 1, "__proto__": {"polluted": "${canary}"}, "details": {"steps": [{"text": "../no"}]}}` , files: { "../no": "x" } }, /"\.\.\/no" is not a path/, new RegExp(`polluted: ${canary}`)),
  byLesson("content-glob-files", "A pattern of an asset names thousands of files", { index: asset("**/*"), files: Object.fromEntries(Array.from({ length: 1_500 }, (_, n) => [`assets/${n % 30}/${n}`, ""])) }, /"\*\*\/\*" names more than 500 files/, /15\d\d files go to/),
  byLesson("content-glob-braces", "A pattern of an asset stands for 65,536 patterns", { index: asset("{a,b}".repeat(16)), files: { "assets/x": "" } }, /"(?:\{a,b\})+" is too intricate for a pattern/, /still busy/),
  byLesson("content-markdown-regex", "A text that the markdown reader's own expressions need minutes for", { index: step("text.md"), files: { "text.md": "_a".repeat(120_000) } }, /text\.md:1: this text cannot be used: it takes longer than 5 s to be read/, /still busy/),
  {
    id: "content-verify-endless",
    what: "A check that never ends, and takes no notice of being asked to",
    attempt: (target) => target.check("trap '' TERM INT HUP\nwhile :; do sleep 1; done"),
    canary: /still running after/,
    refusal: /did not end within 2 s/,
  },
  {
    id: "content-verify-flood",
    what: "A check that prints 50 MB",
    attempt: (target) => target.check("head -c 50000000 /dev/zero | tr '\\0' x; exit 1"),
    canary: /kept 50000000 bytes/,
    refusal: /^kept 65536 bytes of what it printed$/,
  },
];

function byLesson(id: string, what: string, lesson: HostileLesson | ((place: { secret: string }) => HostileLesson), refusal: RegExp, prize: RegExp = new RegExp(canary)): Attack<LessonTarget> {
  const attempt = async (target: LessonTarget): Promise<Outcome> => {
    const root = await mkdtemp(join(tmpdir(), "tatami-hostile-"));
    try {
      const secret = join(root, "secret.md");
      const folder = join(root, "lessons", "evil");
      const { index, files = {}, links = [] } = typeof lesson === "function" ? lesson({ secret }) : lesson;
      const written = { ...files, "index.json": typeof index === "string" ? index : JSON.stringify(index), "../../secret.md": canary };
      for (const [name, content] of Object.entries(written)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), content);
      }
      for (const link of links) {
        await mkdir(dirname(join(folder, link)), { recursive: true });
        await symlink(secret, join(folder, link));
      }
      const outcome = await target.load(folder);
      // Another name each time, which nobody wants to read.
      return "refused" in outcome ? { refused: outcome.refused.replaceAll(root.slice(1), "…") } : outcome;
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  };
  return { id, what, attempt, canary: prize, refusal };
}
