/** `tatami lesson preview` in a process of a bench's: `preview-program.ts FOLDER STATE`, on a free port; ends with its standard input too, so that it never outlives the bench. */
import { preview } from "../../lesson/preview.ts";

const [folder = ".", state = "."] = process.argv.slice(2);
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume();
await preview(folder, { port: "0", state });
process.exit(0);
