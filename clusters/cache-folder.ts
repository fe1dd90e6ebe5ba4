import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where everything is kept that can be made again: TATAMI_CACHE, or `tatami` in XDG_CACHE_HOME, or ~/.cache/tatami. */
export function cacheFolder(): string {
  const { TATAMI_CACHE, XDG_CACHE_HOME } = process.env;
  return resolve(TATAMI_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "tatami"));
}
