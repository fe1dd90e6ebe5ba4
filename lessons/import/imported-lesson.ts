/** A track or a workshop of another platform as a lesson of ours, before it is written. */
export interface ImportedLesson {
  /** The platform it comes from, as people know it. */
  from: "Instruqt" | "Educates";
  /** Small letters, digits and `-`. */
  name: string;
  title: string;
  description?: string;
  /** For people, e.g. `60 min`. */
  time?: string;
  difficulty?: string;
  /** True when it needs a cluster. */
  cluster: boolean;
  /** Bash; runs once when the lesson starts. */
  setup?: string;
  steps: ImportedStep[];
  /** Files that are copied, as they are in the source's folder. */
  files: ImportedFile[];
}

/** A challenge, or a page of a workshop. */
export interface ImportedStep {
  /** Its folder in the lesson. */
  folder: string;
  title: string;
  /** Markdown with actions of ours. */
  text: string;
  /** Bash, as are the others. */
  verify?: string;
  solve?: string;
  setup?: string;
  cleanup?: string;
  /** Seconds. */
  verifyTimeout?: number;
}

/** A file that is copied into the lesson. */
export interface ImportedFile {
  /** In the source's folder. */
  path: string;
  /** Below the lesson's `assets/`. */
  asset: string;
  /** True where it belongs into the learner's home, too, at the same path; else it is a picture of the texts. */
  forLearner: boolean;
}
