import { join } from "node:path";
import { parseConfig } from "../server/config.ts";
import { createLog } from "../server/log.ts";
import type { LessonShelf } from "../lessons/load-all.ts";
import { type RunningServer, startServer } from "../server/main.ts";
import { loadShelf } from "../server/workshop/shelf.ts";
import { cacheFolder } from "../clusters/cache-folder.ts";
import { HostWallWatch } from "../clusters/host-wall-watch.ts";
import type { Images } from "../clusters/images/prepare-images.ts";
import { environmentsStage } from "./preparation/environments-stage.ts";
import { imagesStage } from "./preparation/images-stage.ts";
import { openPool } from "./preparation/open-pool.ts";
import { Preparation } from "./preparation/preparation.ts";
import { dockerStage, hostStage } from "./preparation/stages.ts";
import { StateLock } from "./venue/state-lock.ts";
import { TerminalProgress } from "./preparation/terminal-progress.ts";
import { TroubleLines } from "./preparation/trouble-lines.ts";
import { endAtUnexpectedError } from "./unexpected-error.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** For those who serve something else than the lessons of the configuration. */
export interface StartOptions {
  shelf?: LessonShelf;
  /** Told of the server once it listens; `stop` is aborted when it is to end. */
  onServing?: (server: RunningServer, stop: AbortSignal, say: (line: string) => void) => void;
}

/** Serves the page at once and brings the venue up behind it, until a signal ends it. Throws what keeps it from serving at all. */
export async function start(argv: readonly string[], { shelf, onServing }: StartOptions = {}): Promise<void> {
  const config = parseConfig(argv, process.env);
  using lock = new StateLock(config.stateDir);
  const logFile = join(config.stateDir, "server.log");
  const log = createLog({ file: logFile, auditFile: join(config.stateDir, "audit.log") });
  const screen = new TerminalProgress(process.stdout);
  const say = (line: string): void => {
    screen.line(`  ${line}`);
    log.info({ event: "set-up", line });
  };
  const offered = shelf ?? (await loadShelf(config.lessonDirs, { log, say: (line) => screen.line(line) }));
  const images = Promise.withResolvers<Images>();
  const environments = environmentsStage(async (signal) => await openPool(config, await images.promise, signal));
  const preparation = new Preparation([dockerStage, hostStage(say), imagesStage(say, images.resolve), environments.stage], join(cacheFolder(), "stage-times.json"));
  preparation.onChange((stages) => screen.show(stages));

  const ending = new AbortController();
  endAtUnexpectedError({ log, say: (line) => screen.line(line), stop: ending });
  // At the second Ctrl-C nothing that was confirmed is lost either.
  const stop = untilInterrupted({ interrupted: ending, signals: ["SIGINT", "SIGTERM", "SIGHUP"] });
  const server = await startServer({ config, log, pool: environments.pool, preparation, shelf: offered, tellOperator: (sentence) => screen.line(sentence) });
  const troubles = new TroubleLines((line) => screen.line(line));
  server.venue.onChange(() => troubles.show(server.venue.status()));
  using _wall = new HostWallWatch({
    isNeeded: () => {
      const venue = server.venue.status();
      return venue.status !== "preparing" && venue.pool.leased > 0;
    },
    say: (sentence) => {
      screen.line(sentence);
      log.warn({ event: "host-wall", line: sentence });
    },
  });
  if (config.internet) say(`Learners reach the internet, and ask ${config.internet.dns} for its names. What they do there comes from this machine's address.`);
  onServing?.(server, stop, (line) => screen.line(line));
  lock.announce({ pid: process.pid, url: server.url });
  screen.line(`Tatami: ${server.url}\n  state ${config.stateDir}, log ${logFile}`);

  const prepared = preparation.run(stop).then(
    () => screen.line(`Ready: ${server.url}`),
    (error: unknown) => {
      if (!stop.aborted) throw error;
    },
  );
  await Promise.all([prepared, new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }))]);
  screen.line("Stopping: running checks get a moment to end.");
  await server.close();
  await environments.drain();
  screen.line("Stopped. Learners' environments stay for the next start.");
}
