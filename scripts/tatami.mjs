#!/usr/bin/env node
import { bootstrap } from "./bootstrap.mjs";

const args = process.argv.slice(2);
await bootstrap("tatami", args, { page: args[0] === "start" || (args[0] === "lesson" && args[1] === "preview") });
