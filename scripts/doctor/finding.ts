/** What one look at the machine found. */
export interface Finding {
  /** What was looked at, two or three words. */
  name: string;
  /** `missing`: the venue cannot work so. `weak`: it works, with the loss that `found` names. */
  state: "ok" | "weak" | "missing";
  /** What is there, or what is lost without it. */
  found: string;
  /** What to do, as one sentence; on everything that is not ok. */
  fix?: string;
}

/** Facts that several looks share. */
export interface DoctorContext {
  signal: AbortSignal;
  /** Version of the Docker daemon that answers; undefined when none does. */
  docker: string | undefined;
  /** What the Docker client said when no daemon answered. */
  dockerRefusal: string;
  host: string;
  /** The page's port and those of the previews. */
  ports: number[];
  stateFolder: string;
  images: ImageNeed;
}

/** What the images still take. */
export interface ImageNeed {
  /** `here`: all are made. Else how a start would get them. */
  way: "here" | "pull" | "build";
  /** True when TATAMI_IMAGES asks for that way. */
  forced: boolean;
  /** True when a container registry, or a mirror of one, can be asked. */
  registry: boolean;
  /** GiB of disk while they are made. */
  gib: number;
}

/** One thing to look at. Never throws for what it finds. */
export interface DoctorCheck {
  look(context: DoctorContext): Promise<Finding | undefined>;
}

/** A finding that is as it should be. */
export function ok(name: string, found: string): Finding {
  return { name, state: "ok", found };
}
