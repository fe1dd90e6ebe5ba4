import { Command } from "commander";
import { configOptions, parseConfig, previewListeners } from "../server/config.ts";
import { examine } from "./doctor/doctor.ts";
import { canWork, reportOf } from "./doctor/report.ts";
import { lessonCommand } from "./lesson/lesson-command.ts";
import type { LearnersOptions } from "./learners/learners.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** Everything that `npx tatami ...` understands. */
export function tatamiProgram(): Command {
  const program = new Command("tatami").description("A workshop server: every learner gets their own kind cluster in the browser.").showHelpAfterError("(`npx tatami --help` shows what there is)");

  const startCommand = program.command("start").description("prepare this machine and serve (the same as `npm start --`); safe to repeat").allowUnknownOption();
  for (const [name, value, meaning] of configOptions) startCommand.option(`--${name}${value ? ` <${value.toLowerCase()}>` : ""}`, meaning);
  // The server reads its options itself and reports all mistakes at once; here they are only listed for --help.
  startCommand.allowExcessArguments().action(async () => {
    const { start } = await import("./start.ts");
    await start(process.argv.slice(process.argv.indexOf("start") + 1));
  });

  program
    .command("doctor")
    .description("look at this machine and say what is missing or weak, and how to put it right; exit code 1 when the venue cannot work")
    .option("--json", "print the findings as JSON")
    .option("--port <number>", "port that the page will have", process.env["PORT"] || "8080")
    .option("--host <address>", "address that the page will listen on", process.env["HOST"] || "127.0.0.1")
    .option("--state <dir>", "state folder")
    .action(async (options: { json?: boolean; port: string; host: string; state?: string }) => {
      const argv = ["--port", options.port, "--host", options.host, "--open-to-anyone", ...(options.state ? ["--state", options.state] : [])];
      const { host, port, previewPort, stateDir } = parseConfig(argv, {});
      const ports = [port, ...Array.from({ length: previewListeners }, (_, n) => previewPort + n)];
      const findings = await examine({ host, ports, stateFolder: stateDir }, AbortSignal.timeout(120_000));
      console.log(options.json ? JSON.stringify({ works: canWork(findings), findings }, null, 2) : reportOf(findings));
      process.exitCode = canWork(findings) ? 0 : 1;
    });

  program
    .command("stop")
    .description("end the server of a state folder, as Ctrl-C there would, and take down the learners' environments")
    .option("--state <dir>", "state folder (~/.local/state/tatami)")
    .option("--keep-environments", "leave them for the next start, with what runs in them")
    .action(async ({ state, keepEnvironments }: { state?: string; keepEnvironments?: boolean }) => {
      const { stateDir } = parseConfig(state ? ["--state", state] : [], {});
      const { stop } = await import("./stop.ts");
      await stop(stateDir, { keepEnvironments: keepEnvironments ?? false, say: (line) => console.log(line) });
    });

  program
    .command("learners")
    .description("who is in the workshop, where, and what their environments use, the busiest first; run it as the user who started Tatami")
    .option("--state <dir>", "state folder of the server (~/.local/state/tatami)")
    .option("--watch", "show it anew every 5 s until Ctrl-C")
    .option("--json", "print it as JSON, a line each time")
    .option("--end <environment>", "end a learner's environment instead, by its six letters")
    .action(async ({ state, ...options }: { state?: string } & LearnersOptions) => {
      const { stateDir } = parseConfig(state ? ["--state", state] : [], {});
      const { learners } = await import("./learners/learners.ts");
      await learners(stateDir, options, { out: process.stdout, signal: untilInterrupted() });
    });

  program.addCommand(lessonCommand());

  const imagesCommand = program.command("images").description("the container images of the venue");
  imagesCommand
    .command("list", { isDefault: true })
    .description("every image, where upstream has it, and what is not here yet")
    .action(async () => await (await import("./images/list.ts")).listImages(untilInterrupted()));
  for (const source of ["build", "pull"]) {
    imagesCommand
      .command(source)
      .description(source === "build" ? "make all images from package registries (Debian, Go modules, Maven, npm); goes on where an interrupted build ended" : "get the images from upstream's registries")
      .action(async () => await (await import("./images/prepare.ts")).prepareByHand(source, untilInterrupted()));
  }
  imagesCommand
    .command("clean")
    .description("remove all that preparing images left on this machine")
    .action(async () => await (await import("./images/clean.ts")).cleanImages(untilInterrupted()));
  return program;
}
