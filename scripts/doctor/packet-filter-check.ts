import { CommandError } from "../../clusters/command.ts";
import { programPath } from "../../clusters/program-path.ts";
import { runAsRoot } from "../venue/root.ts";
import { VenueProblem } from "../venue/venue-problem.ts";
import { type DoctorCheck, ok } from "./finding.ts";

export const packetFilter: DoctorCheck = {
  async look({ signal }) {
    if (process.platform !== "linux") return undefined;
    const name = "Packet filter";
    if (!programPath("iptables")) return { name, state: "missing", found: "no iptables, which keeps learners away from this machine", fix: "Install iptables: `npm start` does it on Debian and Ubuntu, elsewhere use your system's package manager." };
    try {
      await runAsRoot("iptables", ["--wait", "5", "-S", "INPUT"], { timeoutMs: 15_000, signal });
      return ok(name, "iptables keeps learners away from this machine");
    } catch (error) {
      if (!(error instanceof CommandError || error instanceof VenueProblem)) throw error;
      const words = error instanceof CommandError ? (error.output.split("\n")[0] ?? "") : error.message;
      return { name, state: "missing", found: `iptables cannot be used (${words}), and it keeps learners away from this machine`, fix: "Run as root or with sudo; in a container, with --privileged." };
    }
  },
};
