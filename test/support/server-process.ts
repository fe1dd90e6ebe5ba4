/** A server of its own for tests that kill it: `server-process.ts FOLDER [option...]` says `listening URL` when its pool is open; SIGTERM ends it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loadLessons } from "../../lessons/load-all.ts";
import { parseConfig } from "../../server/config.ts";
import { createLog } from "../../server/log.ts";
import { startServer } from "../../server/main.ts";
import { HostShellPool } from "./host-shell-pool.ts";
import { lessonFixtures } from "./server-under-test.ts";

const [folder = "", ...argv] = process.argv.slice(2);
mkdirSync(join(folder, "shells"), { recursive: true });
const config = parseConfig(["--state", join(folder, "state"), ...argv], {});
const server = await startServer({
  config,
  log: createLog({ file: join(folder, "log") }),
  pool: new HostShellPool(join(folder, "shells")),
  shelf: await loadLessons(config.lessonDirs[0] ?? lessonFixtures),
});
await server.opened;
process.stdout.write(`listening ${server.url}\n`);
process.once("SIGTERM", () => void server.close());
