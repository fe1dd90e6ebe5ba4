import { z } from "zod";
import { frontMatter } from "../front-matter.ts";
import { ImportProblem } from "../import-problem.ts";
import type { ImportedFile, ImportedLesson, ImportedStep } from "../imported-lesson.ts";
import { lessonName } from "../lesson-name.ts";
import type { SourceFolder } from "../source-folder.ts";
import { wantsCluster } from "../venue-losses.ts";
import { oneScript } from "../bash-script.ts";
import { examinerCheck } from "./examiner-check.ts";
import { pageText } from "./page-text.ts";

const content = "workshop/content";
const mostPages = 200;
const text = z.union([z.string(), z.number().transform(String)]).nullish();
const definition = z.looseObject({
  metadata: z.looseObject({ name: text }).nullish(),
  spec: z.looseObject({ title: text, description: text, difficulty: text, duration: text }).nullish(),
});
const pageHead = z.looseObject({ title: text });
/** Kept out of the list of what is not carried: they are, or they are nothing of the learner's. */
const known = ["README.md", "LICENSE"];

/** True for a folder that is an Educates workshop. */
export async function isWorkshop(source: SourceFolder): Promise<boolean> {
  return (await source.list("workshop")).folders.includes("content");
}

/** Reads a workshop: its definition, the pages of workshop/content in the order of their names, the tests, and exercises/. Throws {@link ImportProblem}. */
export async function readWorkshop(source: SourceFolder): Promise<ImportedLesson> {
  const pages = (await source.filesBelow(content)).filter((file) => file.endsWith(".md") && !file.endsWith("/_index.md"));
  if (pages.length === 0) throw new ImportProblem(`${source.path}/${content} holds no page: a page is a file that ends with .md`);
  if (pages.length > mostPages) throw new ImportProblem(`${source.path} has more than ${mostPages} pages: a lesson has at most as many steps`);
  const steps: ImportedStep[] = [];
  for (const page of pages) steps.push(await readPage(source, page));
  for (const file of ["workshop/config.yaml", "workshop/workshop.yaml", "workshop/modules.yaml"]) {
    if ((await source.text(file)) !== undefined) source.lost(file, 1, "is not read: pages stand in the order of their files' names, and variables and pathways are left out");
  }
  for (const name of (await source.list("")).files) if (!known.includes(name)) source.lost(name, 1, "is not carried over");
  const { metadata, spec } = (await source.yaml("resources/workshop.yaml", definition))?.data ?? {};
  const setup = await setupScript(source);
  const commands = [...steps.flatMap((step) => [step.text, step.verify]), setup];
  return {
    from: "Educates",
    name: lessonName(metadata?.name, source.path),
    title: spec?.title || metadata?.name || "Workshop",
    cluster: commands.some((one) => one !== undefined && wantsCluster(one)),
    steps,
    files: await files(source),
    ...(setup !== undefined && { setup }),
    ...(spec?.description && { description: spec.description.trim() }),
    ...(spec?.difficulty && { difficulty: spec.difficulty }),
    ...(spec?.duration && { time: spec.duration }),
  };
}

async function readPage(source: SourceFolder, file: string): Promise<ImportedStep> {
  const whole = (await source.text(file)) ?? "";
  const parts = frontMatter(whole);
  const head = parts && source.parse(parts.yaml, pageHead, { file, line: 2 }).data;
  const body = parts?.body ?? whole;
  const { markdown, tests } = pageText(body, source, { file, line: parts?.bodyLine ?? 1 });
  const path = file.slice(content.length + 1, -".md".length);
  return {
    folder: path.replaceAll("/", "-"),
    title: head?.title || /^# +(.*)$/m.exec(body)?.[1] || path,
    text: `${markdown.replace(/\n{3,}/g, "\n\n").trim()}\n`,
    ...(await examinerCheck(source, file, tests)),
  };
}

/** `workshop/setup.d/*.sh` run, in their order, before the learner comes. */
async function setupScript(source: SourceFolder): Promise<string | undefined> {
  const scripts = [];
  for (const name of (await source.list("workshop/setup.d")).files) {
    const file = `workshop/setup.d/${name}`;
    if (name.endsWith(".sh")) scripts.push({ host: file, source: (await source.text(file)) ?? "" });
    else source.lost(file, 1, "is no shell script and is not run");
  }
  return scripts.length === 0 ? undefined : oneScript(scripts);
}

/** `exercises/` lies in the learner's home, and pictures lie beside the pages. */
async function files(source: SourceFolder): Promise<ImportedFile[]> {
  const own = (await source.filesBelow("exercises")).map((path) => ({ path, asset: path, forLearner: true }));
  for (const file of await source.filesBelow(content)) if (!/\.md$/.test(file)) source.lost(file, 1, "a picture beside a page: put it into assets/ and name it there");
  return own;
}
