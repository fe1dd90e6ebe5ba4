import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseRange } from "../clusters/network.ts";
import { isPublicAddress, notPublicDns } from "../clusters/open-wall.ts";

/** Everything that an operator can set; see {@link configOptions} for what each option means. */
export interface Config {
  port: number;
  host: string;
  stateDir: string;
  accessCode?: string;
  /** First of the four consecutive ports of the web previews. 0 takes any four free ports. */
  previewPort: number;
  /** Undefined: as many environments as the machine's memory carries. */
  capacity?: number;
  /** Undefined: the pool decides. */
  reserve?: number;
  /** IPv4 range that the environments' networks are cut from; undefined: the default of clusters/network.ts. */
  addresses?: string;
  /** Environments reach the internet, and ask this DNS server for its names; undefined: they do not. */
  internet?: { dns: string };
  /** Added to the lessons that come with Tatami. */
  lessonDirs: string[];
  title: string;
  idleMinutes: number;
  sessionMinutes: number;
  /** Files with the certificate (its chain included) and its key, PEM; undefined: plain HTTP. */
  tls?: { certFile: string; keyFile: string };
}

/** Every mistake in the settings, one sentence each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}

/** How many web previews one learner can have open at a time, each on a port of its own. */
export const previewListeners = 4;

/** Characters of the state folder's path, so that a socket in it can be named. */
const longestStateDir = 107 - "/environments/abcdef/socket/holder.sock".length;

/** The options as one can read them in `--help`: name, value, meaning. */
export const configOptions = [
  ["port", "NUMBER", "port of the page, 0 for any free one (8080, or PORT)"],
  ["host", "ADDRESS", "address to listen on (127.0.0.1, or HOST)"],
  ["state", "DIR", "where sessions and progress are kept (~/.local/state/tatami)"],
  ["access-code", "CODE", "learners must know it to join (or TATAMI_ACCESS_CODE)"],
  ["preview-port", "NUMBER", "first of the four ports of the web previews (the port after the page's)"],
  ["capacity", "NUMBER", "most environments at a time (what the memory carries)"],
  ["reserve", "NUMBER", "environments to keep ready"],
  ["addresses", "RANGE", "IPv4 range for the environments' networks (10.213.0.0/16)"],
  ["internet", "DNS", "environments reach public addresses of the internet; names are asked of this DNS server, such as 1.1.1.1 (they do not)"],
  ["lessons", "DIR", "a folder of lessons to offer beside ours; may be repeated"],
  ["title", "TEXT", "the workshop's name on the page (Tatami)"],
  ["idle-minutes", "NUMBER", "an environment ends when its learner was away for so long (120)"],
  ["session-minutes", "NUMBER", "an environment ends so long after it was handed out; its learner is warned, and can extend it to twice that (240)"],
  ["tls-cert", "FILE", "certificate with its chain (PEM): the page and the web previews are served over HTTPS"],
  ["tls-key", "FILE", "the certificate's key (PEM)"],
  ["open-to-anyone", "", "listen beyond this machine without an access code"],
] as const;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);

const settings = z.object({
  port: wholeNumber(0, 65_535).default(8080),
  host: z.string().regex(/^[\w.:-]+$/, "must be an IP address or a host name").default("127.0.0.1"),
  state: z.string().min(1).optional(),
  "access-code": z.string().min(6, "must have at least 6 characters: a shorter one can be guessed").max(200).optional(),
  "preview-port": wholeNumber(0, 65_535).optional(),
  capacity: wholeNumber(1, 1_000).optional(),
  reserve: wholeNumber(0, 1_000).optional(),
  addresses: z.string().refine(isRange, "must be an IPv4 range from /8 to /29, such as 10.213.0.0/16").optional(),
  internet: z.string().refine(isPublicAddress, notPublicDns).optional(),
  lessons: z.array(z.string().min(1)).default([]),
  title: z.string().min(1).max(120).default("Tatami"),
  "idle-minutes": wholeNumber(1, 100_000).default(120),
  "tls-cert": z.string().min(1).optional(),
  "tls-key": z.string().min(1).optional(),
  "session-minutes": wholeNumber(5, 100_000).default(240),
  "open-to-anyone": z.boolean().default(false),
});

/** Reads the command line and the environment (an option wins over its variable). Throws {@link ConfigError} with all mistakes at once. */
export function parseConfig(argv: readonly string[], env: Record<string, string | undefined>): Config {
  const { given, mistakes } = readOptions(argv);
  given["port"] ??= env["PORT"] || undefined;
  given["host"] ??= env["HOST"] || undefined;
  given["access-code"] ??= env["TATAMI_ACCESS_CODE"] || undefined;
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) mistakes.push(`--${path.join(".")}: ${message}`);
    throw new ConfigError(mistakes);
  }
  const { data } = parsed;
  const previewPort = data["preview-port"] ?? (data.port === 0 ? 0 : data.port + 1);
  if (previewPort + previewListeners - 1 > 65_535) mistakes.push(`--preview-port: needs ${previewListeners} ports from ${previewPort} on, but ports end at 65535`);
  if (data.port !== 0 && previewPort !== 0 && data.port >= previewPort && data.port < previewPort + previewListeners) {
    mistakes.push(`--preview-port: ports ${previewPort} to ${previewPort + previewListeners - 1} would hold the page's own port ${data.port}; choose others`);
  }
  if (data.reserve !== undefined && data.capacity !== undefined && data.reserve > data.capacity) mistakes.push(`--reserve: ${data.reserve} is more than the capacity of ${data.capacity}`);
  if (data.internet !== undefined && data.addresses !== undefined && isPublicAddress(data.addresses.split("/")[0] ?? "")) {
    mistakes.push(`--addresses: ${data.addresses} is part of the internet, which environments reach by --internet; take a private range, such as 10.213.0.0/16`);
  }
  if (!isLoopback(data.host) && !data["access-code"] && !data["open-to-anyone"]) {
    mistakes.push(
      `--host: ${data.host} can be reached from other machines, and whoever reaches it gets a shell and a cluster on this one; set --access-code, or say --open-to-anyone if that is what you want`,
    );
  }
  const { "tls-cert": certFile, "tls-key": keyFile } = data;
  if ((certFile === undefined) !== (keyFile === undefined)) mistakes.push(certFile === undefined ? "--tls-cert: is missing beside --tls-key" : "--tls-key: is missing beside --tls-cert");
  const stateDir = resolve(data.state ?? join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "tatami"));
  if (stateDir.length > longestStateDir) mistakes.push(`--state: ${stateDir} is too long: at most ${longestStateDir} characters, as the sockets below it may have 107 (unix(7))`);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return {
    port: data.port,
    host: data.host,
    stateDir,
    accessCode: data["access-code"],
    previewPort,
    capacity: data.capacity,
    reserve: data.reserve,
    addresses: data.addresses,
    ...(data.internet !== undefined && { internet: { dns: data.internet } }),
    lessonDirs: data.lessons.map((folder) => resolve(folder)),
    title: data.title,
    idleMinutes: data["idle-minutes"],
    sessionMinutes: data["session-minutes"],
    ...(certFile !== undefined && keyFile !== undefined && { tls: { certFile: resolve(certFile), keyFile: resolve(keyFile) } }),
  };
}

function isRange(text: string): boolean {
  try {
    return parseRange(text).count > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** True for an address or name that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function readOptions(argv: readonly string[]): { given: Record<string, unknown>; mistakes: string[] } {
  const known = new Map<string, string>(configOptions.map(([name, value]) => [name, value]));
  const options = Object.fromEntries(
    [...known].map(([name, value]) => [name, value ? { type: "string" as const, multiple: name === "lessons" } : { type: "boolean" as const }]),
  );
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const given: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") mistakes.push(`${token.value}: not an option`);
    if (token.kind !== "option") continue;
    const wants = known.get(token.name);
    if (wants === undefined) mistakes.push(`${token.rawName}: there is no such option`);
    else if (wants && token.value === undefined) mistakes.push(`--${token.name}: ${wants} is missing after it`);
    else if (!wants && token.value !== undefined) mistakes.push(`--${token.name}: takes no value`);
    else given[token.name] = values[token.name];
  }
  return { given, mistakes };
}
