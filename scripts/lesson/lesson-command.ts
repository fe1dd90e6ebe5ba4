import { Command } from "commander";

/** `tatami lesson ...`: what authors of lessons and their CI type. */
export function lessonCommand(): Command {
  const command = new Command("lesson").description("write lessons and prove them");
  command
    .command("lint")
    .argument("<dir...>", "lessons, courses, or folders of them")
    .description("every mistake as file:line: message: what breaks and what teaches badly; exit code 1 when there is one")
    .action(async (folders: string[]) => {
      const { lint } = await import("./lint.ts");
      process.exitCode = await lint(folders, (line) => console.log(line));
    });
  return command;
}
