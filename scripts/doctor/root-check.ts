import { asRoot } from "../venue/root.ts";
import { VenueProblem } from "../venue/venue-problem.ts";
import { type DoctorCheck, ok } from "./finding.ts";

export const root: DoctorCheck = {
  async look() {
    const name = "Root";
    if (process.getuid?.() === 0) return ok(name, process.env["SUDO_USER"] ? `by sudo, for ${process.env["SUDO_USER"]}` : "yes");
    try {
      await asRoot("true", []);
      return ok(name, "by sudo");
    } catch (error) {
      if (!(error instanceof VenueProblem)) throw error;
      return { name, state: "missing", found: "this user is not root, and there is no sudo that lets them without a password", fix: "Run `sudo -v` first, or run as root: disks, packet filter and Docker need it." };
    }
  },
};
