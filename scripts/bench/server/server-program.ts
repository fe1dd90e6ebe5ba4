/** `npm start`'s server in a process of a bench's: same arguments; ends with its standard input too, so that it never outlives the bench. */
import { start } from "../../start.ts";

process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume();
await start(process.argv.slice(2));
process.exit(0);
