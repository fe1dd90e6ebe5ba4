import { spawnSync } from "node:child_process";

const commands = {
  test: "must",
  bench: "must",
  attack: "must",
  prove: "must",
  "tatami start": "must",
  "tatami stop": "must",
  "tatami doctor": "better",
  "tatami images": "better",
  "tatami images list": "better",
  "tatami images build": "must",
  "tatami images pull": "must",
  "tatami images clean": "must",
  "tatami lesson test": "must",
  "tatami lesson preview": "must",
  "tatami lesson go": "must",
};

/** Whether scripts/NAME.ts with these arguments has to run as root (`must`), sees more as root (`better`), or has no use for it (undefined). */
export function rootNeed(name, args) {
  if (args.includes("--help") || args.includes("-h")) return undefined;
  const words = args.filter((arg) => !arg.startsWith("-"));
  const candidates = name === "tatami" ? [words.slice(0, 2), words.slice(0, 1)] : [[]];
  return candidates.map((more) => commands[[name, ...more].join(" ")]).find((need) => need !== undefined);
}

/**
 * The words before a command line that make it root's: none for root itself, sudo for anybody else whom sudo lets. HOME and PATH stay the
 * user's, which most sudoers files would change. Throws an error that says what to do where a command must have root and cannot.
 */
export function rootWords(need, { uid = process.getuid?.(), env = process.env, canAsk = process.stdin.isTTY === true } = {}) {
  if (need === undefined || uid === 0 || process.platform !== "linux") return [];
  // A look at the machine asks nobody for a password.
  const asks = canAsk && need === "must";
  const flags = [...(asks ? [] : ["-n"]), "-E"];
  const { status, error } = spawnSync("sudo", [...flags, "--", "true"], { env, stdio: asks ? "inherit" : "ignore" });
  if (status === 0) return ["sudo", ...flags, "--", "env", `HOME=${env.HOME ?? ""}`, `PATH=${env.PATH ?? ""}`];
  if (need === "better") return [];
  const why = error ? "there is no sudo on this machine: run it as root" : `sudo does not let this user${asks ? "" : " without a password"}: run it as root, or ${asks ? "have the user put into sudoers" : "run `sudo -v` first"}`;
  throw new Error(`this command needs root, to mount disks, to set the packet filter and to use Docker, and ${why}.`);
}
