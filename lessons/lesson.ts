import type { Flavor, ToolboxUser } from "../clusters/environment.ts";
import type { Grant } from "../clusters/policies/grant.ts";
import type { Mistake } from "./mistakes.ts";
import type { LessonNotice } from "./notice.ts";
import type { LessonWindow } from "./window/window.ts";

/** A language that the pages are shown in. */
export type LessonLanguage = "ja" | "en";

/** One thing in each language that its author wrote. */
export type InLanguages<T> = Partial<Record<LessonLanguage, T>>;

/** A lesson folder, read and found free of mistakes; scripts and texts are held here, so the learner meets what was loaded and not what the disk says later. */
export interface Lesson {
  /** Folder below the lessons root, e.g. `first-steps`. */
  readonly id: string;
  /** The folder's real path, symbolic links resolved. */
  readonly folder: string;
  /** The language of the files outside `_<lang>/`. */
  readonly language: LessonLanguage;
  readonly title: InLanguages<string>;
  readonly description: InLanguages<string>;
  readonly time: InLanguages<string>;
  readonly difficulty: InLanguages<string>;
  /** What the learner's environment must hold, by `backend.imageid`. */
  readonly flavor: Flavor;
  /** Whose shells and scripts they are: `root` for what comes from elsewhere (`verifyAs` is `learner`), which thinks that it has a machine of its own. */
  readonly user: ToolboxUser;
  /** Who runs `verify`: `checker` cannot be influenced by the learner; `learner` is what Katacoda and Killercoda scripts expect. */
  readonly verifyAs: "checker" | "learner";
  /** Rights that the learner has in the cluster beyond every learner's; none where `verifyAs` is `learner`. */
  readonly grants: readonly Grant[];
  /** Runs once as the learner when the lesson starts, after the assets are in place. */
  readonly setup?: LessonScript;
  readonly intro?: LessonPart;
  readonly steps: readonly LessonStep[];
  readonly finish?: LessonPart;
  readonly assets: readonly LessonAssetRule[];
  /** Katacoda: terminals that are open from the beginning, the learner's own first; what the author calls each of those that they add, and what is typed in it then, where something is. */
  readonly terminals: readonly { readonly name?: string; readonly command?: string }[];
  /** Fields of foreign scenarios as they stand there: environment, files, asyncFiles, dashboards, type, interface. layout.ts reads some of them. */
  readonly foreign: Readonly<Record<string, unknown>>;
  /** Advice for the author; the lesson works in spite of it. */
  readonly lint: readonly Mistake[];
  /** What a foreign scenario names and does not have; none in a lesson of ours, which is refused instead. */
  readonly notices: readonly LessonNotice[];
}

/** The intro, a step or the finish. */
export interface LessonPart {
  readonly title: InLanguages<string>;
  readonly text: InLanguages<LessonText>;
  /** Whom the author thanks, mostly an address: shown below the text. Markdown, as in a line. */
  readonly credits?: string;
  /** Runs unseen, as the learner, when the part is entered for the first time in an environment: see enter-part.ts. */
  readonly background?: LessonScript;
  /** Typed into the learner's first terminal when the part is entered for the first time in an environment. */
  readonly foreground?: LessonScript;
}

export interface LessonStep extends LessonPart {
  /** Decides whether the step is done: see check.ts. */
  readonly verify?: LessonScript;
  /** What goes on after `verify` has passed, over minutes, before the step is done; needs a `verify`. */
  readonly window?: LessonWindow;
  /** Seconds that `verify` may take. */
  readonly verifyTimeout: number;
  /** `verify` runs by itself every so many seconds until it passes; 0 = only by button. */
  readonly recheck: number;
  /** Does, as the learner, exactly what `verify` looks for; harmless when it runs twice. */
  readonly solve?: LessonScript;
  /** Runs as the learner when the step is entered. */
  readonly setup?: LessonScript;
  /** Runs as the learner when the step is left. */
  readonly cleanup?: LessonScript;
  readonly hint?: InLanguages<LessonText>;
  /** A challenge's: run with the seconds that its learner has been at the task; what it prints is the hint of the moment. */
  readonly hintScript?: LessonScript;
  /** The author's worked answer; shown folded below the text. */
  readonly answer?: InLanguages<LessonText>;
}

/** Markdown, and the file it came from (relative to the lesson's folder; images are looked up beside it). */
export interface LessonText {
  readonly file: string;
  readonly markdown: string;
}

/** A bash script, and the file it came from (relative to the lesson's folder). */
export interface LessonScript {
  readonly file: string;
  readonly source: string;
}

/** `details.assets.<host>[]`: files below `assets/`, the lesson's or its course's, that are copied into the environment. */
export interface LessonAssetRule {
  /** `client`, `host01`, ...: all name the learner's toolbox. */
  readonly host: string;
  /** Whose `assets/` holds them. */
  readonly from: "lesson" | "course";
  /** Files that the rule's pattern names, relative to `assets/`. */
  readonly files: readonly string[];
  /** One file, named as it is and not by a pattern, goes into the folder by its own name; what a pattern names keeps its path below `assets/`. */
  readonly byName?: boolean;
  /** Folder in the learner's home, relative to it; empty = the home itself. An absolute path for one outside of it, which only root can write. */
  readonly target: string;
  /** File mode, e.g. 0o755. */
  readonly mode?: number;
}
