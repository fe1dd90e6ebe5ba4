import { Command } from "commander";
import { untilInterrupted } from "../until-interrupted.ts";
import type { GoOptions } from "./go.ts";
import type { ImportOptions } from "./import.ts";
import type { PreviewOptions } from "./preview.ts";
import type { TestOptions } from "./test.ts";

/** `tatami lesson ...`: what authors of lessons and their CI type. */
export function lessonCommand(): Command {
  const command = new Command("lesson").description("write lessons and prove them");
  command
    .command("new")
    .argument("<name>", "its folder, e.g. my-lessons/first-light")
    .description("make a lesson of one step, in English and Japanese, that passes its own test")
    .action(async (name: string) => {
      const { newLesson } = await import("./new-lesson.ts");
      const folder = await newLesson(name);
      console.log(`${folder} is ready. Prove it: npx tatami lesson test ${name}`);
    });
  command
    .command("import")
    .argument("<dir>", "an Instruqt track (track.yml), or an Educates workshop (workshop/content)")
    .description("make a lesson of a track or a workshop from elsewhere, and say what could not be carried over, as file:line: message")
    .option("--out <dir>", "the new folder (imported/NAME)")
    .action(async (folder: string, options: ImportOptions) => {
      const { importLesson } = await import("./import.ts");
      await importLesson(folder, options, (line) => console.log(line));
    });
  command
    .command("lint")
    .argument("<dir...>", "lessons, courses, or folders of them")
    .description("every mistake as file:line: message: what breaks and what teaches badly; exit code 1 when there is one")
    .action(async (folders: string[]) => {
      const { lint } = await import("./lint.ts");
      process.exitCode = await lint(folders, (line) => console.log(line));
    });
  command
    .command("test")
    .argument("<dir...>", "lessons, courses, or folders of them")
    .description("prove lessons on real environments: solutions, near misses, and every clickable command in each language; exit code 0 all proved, 1 a lesson was not, 2 the venue failed")
    .option("--answers <file>", "JSON: step number to the commands that a learner would type, for steps that only tell what to do")
    .option("--step <number>", "prove this step only, on the solutions of those before it")
    .option("--json <file>", "write every stage and what came of it")
    .option("--junit <file>", "write the same as JUnit XML")
    .option("--keep", "leave an environment in which something failed as it is")
    .option("--internet <dns>", "environments reach the internet and ask this DNS server, as in a workshop that was started so")
    .option("--state <dir>", "state folder of the test (~/.local/state/tatami-lesson-test)")
    .action(async (folders: string[], options: TestOptions) => {
      const { test } = await import("./test.ts");
      process.exitCode = await test(folders, options, untilInterrupted());
    });
  command
    .command("preview")
    .argument("<dir>", "a lesson, or a folder of them")
    .description("serve lessons for their author: the page shows each save at once, and mistakes where they are about")
    .option("--port <number>", "port of the page (8080)")
    .option("--state <dir>", "state folder of the preview (~/.local/state/tatami-lesson-preview)")
    .action(async (folder: string, options: PreviewOptions) => {
      const { preview } = await import("./preview.ts");
      await preview(folder, options);
    });
  command
    .command("go")
    .argument("<step>", "the step's number")
    .argument("<dir>", "the lesson's folder")
    .description("bring an environment to where a step begins, by the solutions of those before it: a learner's, or a fresh one that lives until Ctrl-C")
    .option("--environment <id>", "the learner's environment, by the six letters in their page's session menu")
    .option("--state <dir>", "state folder of the server (~/.local/state/tatami), or of the fresh environment")
    .action(async (step: string, folder: string, options: GoOptions) => {
      const { go } = await import("./go.ts");
      await go(step, folder, options, { say: (line) => console.log(line), signal: untilInterrupted() });
    });
  return command;
}
