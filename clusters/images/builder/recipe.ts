/** What a recipe waits for most: at most one recipe of each lane runs at a time. Go's compiler uses all cores by itself. */
export type Lane = "cpu" | "network";

/** How one thing that a venue needs is made: a folder of files or a Docker image. Plain data and three functions, so that every recipe can be counted, estimated and resumed alike. */
export interface Recipe {
  /** Unique; letters, digits and hyphens, for it becomes part of paths and Docker references. */
  readonly name: string;
  /** Absolute paths of the files and folders that the result depends on; their content is part of the key. */
  readonly inputs: readonly string[];
  /** Whatever else the result depends on: versions, flags. */
  readonly literals: readonly string[];
  readonly needs: readonly Recipe[];
  readonly lane: Lane;
  /** Seconds that it took on 2 cores while other work ran: the first estimate, until this machine has a time of its own. */
  readonly expectedSeconds: number;
  /** MiB on disk while it is made, kept afterwards or not: what has to be free before it begins. */
  readonly megabytes: number;
  /** Debian packages that the host needs to make it, each with a file that tells that it is there; a program may as well be elsewhere on PATH. */
  readonly hostPackages?: readonly { name: string; file: string }[];
  /** Looks at the host before anything is made, and fetches what can be fetched. Throws an error with a remedy. */
  checkHost?(options: { signal?: AbortSignal | undefined; onDetail(line: string): void }): Promise<void>;
  /** Where the result with this key is: an absolute folder, or a Docker reference. */
  placeOf(key: string): string;
  /** True when the complete result is at that place. */
  isMade(place: string): Promise<boolean>;
  build(work: Work): Promise<void>;
}

/** What a recipe is given to do its work with. */
export interface Work {
  /** Where the result has to be at the end. Must appear there at once and complete. */
  place: string;
  key: string;
  /** Where one of its needs is. */
  placeOf(need: Recipe): string;
  signal: AbortSignal;
  /** For the progress display: one line of output, as it comes. */
  onDetail(line: string): void;
  host: Host;
}

/** What the set-up can do to the host; given by the caller, for this folder knows no package manager. */
export interface Host {
  installPackages(packages: readonly string[], options: { signal?: AbortSignal; onLine?: (line: string) => void }): Promise<void>;
  runAsRoot(file: string, args: readonly string[], options: { timeoutMs: number; signal?: AbortSignal; onLine?: (line: string) => void; env?: Record<string, string> }): Promise<string>;
}
