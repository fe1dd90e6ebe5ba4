import { type DoctorCheck, ok } from "./finding.ts";

export const nodeVersion: DoctorCheck = {
  async look() {
    // The bootstrap brings Node 24 along; another version means that somebody went around it.
    if (process.versions.node.startsWith("24.")) return ok("Node.js", `${process.version} (npm package \`node\`)`);
    return { name: "Node.js", state: "missing", found: process.version, fix: "Start by `npm start` or `npx tatami`, which bring Node 24 along." };
  },
};
