import { join } from "node:path";
import { photographHandsOn } from "./screenshots/hands-on.ts";
import { photographWorkspace } from "./screenshots/workspace.ts";

// `npm run screenshots [-- URL]`: joins the Tatami that runs at URL as a learner and takes the pictures of the README, in about ten minutes.
const url = process.argv[2] ?? "http://127.0.0.1:8080";
const folder = join(import.meta.dirname, "screenshots");

for (const language of ["en", "ja"] as const) await photographWorkspace(url, language, folder);
await photographHandsOn(url, folder);
