import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const limitMs = 15 * 60_000;

/** Runs `work` while no other process of this clone does the same; waits for the other one, and takes over from one that died. */
export async function withLock(root, work) {
  const path = join(tmpdir(), `tatami-bootstrap-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`);
  const end = Date.now() + limitMs;
  for (let told = false; !take(path); told = true) {
    if (Date.now() > end) throw new Error(`another start of this project has been installing for 15 minutes; end it, or remove ${path}.`);
    if (!told) console.error("tatami: waiting for another start of this project to finish installing");
    await delay(200);
  }
  try {
    await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (!ownerLives(path)) rmSync(path, { force: true });
  return false;
}

function ownerLives(path) {
  try {
    process.kill(Number(readFileSync(path, "utf8")) || process.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's. ENOENT: it has just finished.
    return error.code === "EPERM" || error.code === "ENOENT";
  }
}
