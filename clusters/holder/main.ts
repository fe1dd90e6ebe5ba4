/**
 * The holder: the program that owns a learner's shells inside their toolbox, whether or not a server runs. Configured by the environment
 * variable TATAMI_HOLDER (JSON, see config.ts; flags and the smaller JavaScript form: holder-program.ts); says `ready` on standard output when it listens; SIGTERM ends it with its shells.
 */
import { chmodSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { Beginnings } from "./begin.ts";
import { readConfig } from "./config.ts";
import { serveConnection } from "./connection.ts";
import type { Terminals } from "./open-terminals.ts";

const connectionLimit = 256;

const config = readConfig(process.env);
// Programs that the holder starts as somebody else must not keep root's groups.
if (process.getuid?.() === 0 && config.learner.uid !== undefined) process.setgroups?.([]);

const terminals: Terminals = new Map();
const held = { terminals, beginnings: new Beginnings(terminals, config) };
const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void serveConnection(socket, held, config));
server.maxConnections = connectionLimit;

rmSync(config.socket, { force: true });
process.umask(0o077);
server.listen(config.socket, () => {
  chmodSync(config.socket, 0o600);
  process.umask(0o022);
  process.stdout.write("ready\n");
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    for (const terminal of terminals.values()) terminal.close();
    rmSync(config.socket, { force: true });
    process.exit(0);
  });
}
