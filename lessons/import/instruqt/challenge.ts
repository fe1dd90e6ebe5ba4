import { frontMatter } from "../front-matter.ts";
import { ImportProblem } from "../import-problem.ts";
import type { ImportedStep } from "../imported-lesson.ts";
import type { SourceFolder } from "../source-folder.ts";
import type { YamlSource } from "../yaml-source.ts";
import { challengeText } from "./challenge-text.ts";
import { quizText } from "./quiz.ts";
import { readScripts } from "./scripts.ts";
import { type AssignmentHead, assignmentHead } from "./shapes.ts";
import { type CarriedTab, carryTabs, tabLine } from "./tabs.ts";
import { unusedKeys } from "./unused-keys.ts";

/** Seconds; Instruqt ends a check then. */
const checkTimeout = 60;
const used = ["slug", "type", "title", "teaser", "notes", "tabs", "answers", "solution", "difficulty"];

/** Reads a challenge's folder. Throws {@link ImportProblem}. */
export async function readChallenge(source: SourceFolder, folder: string): Promise<ImportedStep> {
  const file = `${folder}/assignment.md`;
  const text = (await source.text(file)) ?? "";
  const parts = frontMatter(text);
  if (!parts) throw new ImportProblem(`${source.path}/${file}:1: has no front matter (YAML between two lines of ---), which says what the challenge is`);
  const { data: head, source: yaml } = source.parse(parts.yaml, assignmentHead, { file, line: 2 });
  unusedKeys(source, { data: head.timelimit === 0 ? { ...head, timelimit: null } : head, yaml, file, used });
  const tabs = head.tabs ?? [];
  const carried = carryTabs(tabs, source, { yaml, file });
  const body = challengeText(parts.body, carried, source, { file, line: parts.bodyLine }).trim();
  const quiz = head.type === "quiz" ? quizText(head, source, { yaml, file }) : "";
  const { check, setup, solve, cleanup } = await readScripts(source, folder, ["assignment.md"]);
  return {
    folder,
    title: head.title || head.slug || folder,
    text: `${[...notes(head, carried, source, { yaml, file }), tabLine(tabs, carried), body, quiz].filter(Boolean).join("\n\n")}\n`,
    ...(check !== undefined && { verify: check, verifyTimeout: checkTimeout }),
    ...(solve !== undefined && { solve }),
    ...(setup !== undefined && { setup }),
    ...(cleanup !== undefined && { cleanup }),
  };
}

/** What Instruqt shows while a challenge is prepared: here it stands above the text. */
function notes({ notes: all }: AssignmentHead, tabs: readonly CarriedTab[], source: SourceFolder, { yaml, file }: { yaml: YamlSource; file: string }): string[] {
  return (all ?? []).flatMap(({ type, contents, url }, n) => {
    const line = yaml.lineOf(["notes", n, type === "text" ? "contents" : "url"]);
    if (type === "text" && contents) return [challengeText(contents, tabs, source, { file, line: line + 1 }).trim(), "***"];
    if (type === "image" && /^(?:\.\.\/)?assets\/[^\s()]+$/.test(url ?? "")) return [`![](${url?.replace(/^assets/, "../assets")})`, "***"];
    source.lost(file, line, `a note of the type ${type ?? "(none)"} is not shown here: ${url ?? "it is empty"}`);
    return [];
  });
}
