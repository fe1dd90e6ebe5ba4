/**
 * Everything that crosses the wire between server and client: plain data only. The client imports types from here and nothing else.
 * HTTP: `GET /api/venue`, `POST /api/join`, `POST /api/resume`, `POST /api/leave`, `GET /api/lessons/:id?language=`, `POST /api/previews`,
 * `POST /api/files/open`, `POST /api/files/save`, `POST /api/files/edit`, `POST /api/files/list`.
 * The two GETs answer the plain data, the POSTs an `Answer`; whatever fails has a 4xx or 5xx status and `{ ok: false, problem }`.
 * `POST /api/leave` {} ends the session for good: its environment is given back and its resume link is forgotten.
 * The rest goes over socket.io (WebSocket only), authorised by the session cookie of the handshake (refused: `connect_error` whose
 * `data` is a {@link Problem}). A new socket is told `session`, `venue`, `terminals` and `window:records` at once.
 */

import type { WindowNeeds, WindowRecord } from "../lessons/window/record.ts";

/** What a window check has seen, with its verdict: plain data as everything here, in the check engine's own words. */
export type { MessageList, WindowCounts, WindowKill, WindowMissing, WindowNeeds, WindowPhase, WindowRecord, WindowSecond, WindowVerdict } from "../lessons/window/record.ts";

export type Language = "ja" | "en";

/** `POST /api/join` answers `Answer<{ session: SessionState }>` and sets the session cookie. Every POST needs `Content-Type: application/json`. */
export interface JoinRequest {
  /** At most 32 characters as a person counts them; control characters are dropped. */
  nickname: string;
  accessCode?: string;
}

/**
 * `POST /api/resume` answers `Answer<{ session: SessionState }>` and sets the session cookie. Where the caller has another living session, and has
 * not said `instead`, it does nothing and answers `Answer<{ choice: ResumeChoice }>`: a link from somebody else moves nobody unasked.
 */
export interface ResumeRequest {
  token: string;
  /** In the place of the session that the caller has. */
  instead?: boolean;
}

/** Two sessions, by their nicknames: the caller's own, and the link's. */
export interface ResumeChoice {
  own: string;
  other: string;
}

/** `GET /api/venue`: what the page needs before and after someone has joined. */
export interface Venue {
  status: VenueStatus;
  /** True when joining asks for an access code. */
  needsAccessCode: boolean;
  title: string;
  lessons: LessonSummary[];
  /** Lessons that belong together; a lesson may belong to none. */
  courses: CourseSummary[];
  /** The caller's own session, when the cookie names a living one. */
  session?: SessionState;
}

export type VenueStatus =
  | { status: "preparing"; stages: Stage[] }
  | { status: "ready"; pool: PoolCounts }
  /** `reason` and `remedy` are English, for whoever runs the workshop; the client has its own words for `cause`. */
  | { status: "degraded"; cause: VenueTrouble; reason: string; remedy: string; pool: PoolCounts; stages: Stage[] };

/** What keeps the venue from serving: nothing can be saved (the disk is full), environments cannot be made (Docker has stopped), or it could not be prepared. */
export type VenueTrouble = "storage" | "environments" | "preparation";

/** One stage of the venue's preparation; the client translates `id`. */
export interface Stage {
  id: string;
  state: "waiting" | "running" | "done" | "failed";
  /** 0..1 while running. */
  progress: number;
  /** What is being done right now, e.g. the image's name. */
  detail?: string;
  /** The step of an environment's bring-up that is being done, the `number`th `of` so many; the client translates `id`. */
  step?: { id: string; number: number; of: number };
  /** Seconds left, estimated from earlier runs or recorded figures; absent when nobody knows, also when it takes longer than estimated. */
  secondsLeft?: number;
  /** Why it failed and what to do now, in English for whoever runs the workshop; the client has its own words for the stage's failure. */
  failure?: { reason: string; remedy: string };
}

export interface PoolCounts {
  ready: number;
  reserve: number;
  capacity: number;
  leased: number;
  waiting: number;
}

/** Text in each language that its author wrote; the client falls back to the other one. */
export type Localized = Partial<Record<Language, string>>;

export interface LessonSummary {
  /** Folder below the lessons root, e.g. `first-steps`. */
  id: string;
  title: Localized;
  description: Localized;
  /** Free text as the author wrote it, e.g. "45 min". */
  time?: Localized;
  difficulty?: Localized;
  stepCount: number;
}

/** Lessons that belong together and follow each other. */
export interface CourseSummary {
  /** Folder below the lessons root, e.g. `cndjp3`. */
  id: string;
  title: Localized;
  description: Localized;
  /** Ids of its lessons, in their order; each of them is among the venue's lessons. */
  lessons: string[];
  /** What it calls lessons that have their own place elsewhere, by their ids. */
  names?: Record<string, { title?: Localized; description?: Localized }>;
  /** What is part of it and is somewhere else on the web. */
  links?: { title: string; description: string; href: string }[];
}

/** `GET /api/lessons/:id?language=`: one lesson, rendered and sanitised. */
export interface LessonPage {
  id: string;
  /** The language that is shown: the other one where the author has not written this one. */
  language: Language;
  title: string;
  layout: LessonLayout;
  intro?: LessonPartPage;
  steps: LessonStepPage[];
  finish?: LessonPartPage;
}

/** What stands beside a lesson's text from its beginning. */
export interface LessonLayout {
  /** Files that the editor opens. */
  files: string[];
  /** Ports that are one click away. */
  ports: { name: string; port: number; path: string }[];
  /** Pages of the outer web that are one click away; `href` begins with http:// or https://. */
  links: { name: string; href: string }[];
  /** An editor is there, also without a file. */
  editor: boolean;
  /** Terminals that are seen at once, until the learner chooses. */
  terminals: 1 | 2 | 4;
  /** What the author calls the terminals 1, 2, ...; "" where they call it nothing. */
  terminalNames: string[];
  /** The author's line above the terminals, plain text; "" for none. */
  message: string;
}

export interface LessonPartPage {
  title: string;
  /** Sanitised. Actions are `<button data-action="run|copy|preview|open|edit" ...>`, places of quizzes `<div class="quiz" data-quiz="N">`: see lessons/markdown.ts. */
  html: string;
  /** Number N belongs in the place N. */
  quizzes: QuizPage[];
  /** What of it is missing: a foreign scenario goes on without. `file:line: message`, in English, for its author. */
  notices: string[];
}

/** A question without its right answers: those stay with the server. */
export interface QuizPage {
  /** `one` of the options is to be chosen, `several` of them, or a `text` is to be typed. */
  kind: "one" | "several" | "text";
  /** Sanitised HTML. */
  question: string;
  /** Sanitised HTML; none for a text. */
  options: string[];
}

/** What a learner answers: the options' indexes, or a text. */
export type QuizGiven = { chosen: number[] } | { text: string };

export interface LessonStepPage extends LessonPartPage {
  /** True when the step has a check; a step without one is passed by going on. */
  hasCheck: boolean;
  /** The check runs by itself every so many seconds until it passes; 0 = only by button. */
  recheckSeconds: number;
  hasSolve: boolean;
  /** There when the step's check goes on over a window of time: messages are sent for so long at most, until this has happened. */
  window?: { limitSeconds: number; needs: WindowNeeds; expect: "intact" | "lost" };
  /** Sanitised HTML. */
  hint?: string;
  /** The author's solution to read; there when `hasSolve` is true. Sanitised HTML. */
  solution?: string;
}

/** Where one learner is; survives reload, another browser and the server's death. */
export interface SessionState {
  nickname: string;
  /** Opens this session in another browser: `/#resume=TOKEN`. */
  resumeToken: string;
  lessonId?: string;
  /** Index of the step shown: -1 intro, stepCount finish. */
  step: number;
  /** Indexes of passed steps. */
  passed: number[];
  /** The quizzes of this lesson that were answered rightly, with the answers. A step with quizzes passes only with all of them. */
  answered: { step: number; quiz: number; given: QuizGiven }[];
  /** How many steps of each lesson are passed, by the lesson's id; a lesson without any is left out. */
  passedCounts: Record<string, number>;
  environment: EnvironmentState;
}

export type EnvironmentState =
  | { state: "none" }
  /** Position 0: it is being made ready. Steps are the bring-up's, and the server's own `find-environment` (after its restart), `prepare-lesson` and `rebuild`. */
  | { state: "waiting"; position: number; step?: string; done?: number; total?: number; secondsLeft?: number }
  /** It ends by itself after `secondsLeft`, counted when this was told; `canExtend` is false when it ends as late as it can. `shortages` is there when it runs out of something. */
  | { state: "ready"; id: string; secondsLeft: number; canExtend: boolean; shortages?: Shortage[] }
  /** `step` is the bring-up's that failed. `reason` and `remedy` are English, for whoever runs the workshop; translate `cause`. */
  | { state: "failed"; cause: EnvironmentFailure; step?: string; reason: string; remedy: string }
  /** It ended: its learner was away for long, its time was over, the instructor ended it, a container died, or it was not there any more when the server came back. `reason` is English; translate `cause`. */
  | { state: "ended"; cause: "idle" | "time" | "instructor" | "died" | "lost"; reason: string };

/**
 * Room for the learner's own files (`files`) or on the cluster's disk (`cluster-files`), `memory`: a program of the toolbox was ended for want of it within the last minute,
 * or a Pod that was ended for want of memory within the last two; `limit` is what it could have, as Kubernetes writes it.
 */
export type Shortage = "files" | "cluster-files" | "memory" | { namespace: string; pod: string; limit?: string };

/** Why an environment could not be had: it could not be made, the lesson's own preparation is broken, nothing can be saved, the server is ending, or something else. */
export type EnvironmentFailure = "bring-up" | "lesson" | "storage" | "closing" | "internal";

/** A refusal that a person can act on; `code` is translated by the client, `message` is English for logs and other clients. */
export interface Problem {
  code: ProblemCode;
  message: string;
  /** After so many seconds it is worth trying again. */
  seconds?: number;
}

export type ProblemCode =
  | "access-code-missing" | "access-code-wrong" | "nickname-missing" | "nickname-too-long" | "too-many-attempts"
  | "not-joined" | "resume-link-unknown" | "lesson-unknown" | "lesson-broken" | "venue-preparing" | "environment-missing"
  | "environment-failed" | "too-many-environments" | "too-many-at-address" | "environment-silent" | "terminal-limit" | "terminal-unknown" | "too-many-terminals" | "too-many-tabs" | "too-many-sockets"
  | "file-missing" | "file-folder" | "file-binary" | "file-denied" | "file-too-large" | "file-full" | "file-changed" | "file-marker-missing"
  | "check-running" | "solve-running" | "cannot-save" | "closing" | "bad-request" | "internal";

export type Answer<T = object> = ({ ok: true } & T) | { ok: false; problem: Problem };

/** The three answers of a check. */
export type CheckAnswer =
  | { result: "passed"; output: string }
  /** What is missing and how to look at it, in the learner's language. */
  | { result: "not-yet"; message: string; output: string }
  /** The check itself is broken: the author is told, the learner is not blamed. */
  | { result: "broken"; message: string };

export interface ServerToClient {
  /** The caller's session changed: in this tab, in another one, or by itself. */
  session: (state: SessionState) => void;
  venue: (status: VenueStatus) => void;
  /** The server is going down; the environment stays, and the socket connects again by itself when the server is back. */
  closing: () => void;
  /** Output of an attached terminal; `offset` is the number of its first byte. */
  "terminal:output": (chunk: { terminal: string; offset: number; data: Uint8Array }) => void;
  "terminal:closed": (end: { terminal: string; exitCode?: number }) => void;
  /** The terminals of the environment: whenever an environment becomes ready, and whenever one is opened or closed. Their names are numbers: `1` is open from the beginning, and a lesson's T2 is `2`. */
  terminals: (names: string[]) => void;
  "check:started": (check: { step: number; byItself: boolean }) => void;
  "check:output": (part: { step: number; text: string }) => void;
  "check:answered": (answer: { step: number; byItself: boolean; answer: CheckAnswer }) => void;
  /** What a challenge's own script says about the step now, in whichever language its author writes: sanitised HTML, "" for nothing. Every few seconds while the step is not passed. */
  "task:hint": (hint: { step: number; html: string }) => void;
  /** The window check of a step, whole: once a second while it runs, and at its end. */
  "window:record": (record: WindowRecord) => void;
  /** All there is of the window checks of the lesson at hand, the last one of each step: at connect, and when a lesson is entered, begun again or left. */
  "window:records": (records: WindowRecord[]) => void;
}

export interface ClientToServer {
  /** Takes an environment for this lesson (or keeps the one at hand) and goes to its intro or to where the learner was. */
  "lesson:start": (request: { lessonId: string }, answer: (a: Answer) => void) => void;
  /** Leaves the lesson and gives the environment back. */
  "lesson:leave": (answer: (a: Answer) => void) => void;
  /** A fresh environment for the same lesson; progress is cleared. */
  "lesson:restart": (answer: (a: Answer) => void) => void;
  /** A fresh environment in the state of the step at hand, by the solutions of the steps before it, each of which needs one where it is checked; progress stays. */
  "lesson:rebuild": (answer: (a: Answer) => void) => void;
  /** The environment ends later; the session's state tells when. */
  "environment:extend": (answer: (a: Answer) => void) => void;
  "step:show": (request: { step: number }, answer: (a: Answer) => void) => void;
  /** With a window check the answer takes minutes: whoever does not wait for it, or has reloaded the page, gets it by `check:answered`. */
  "step:check": (request: { step: number; language: Language }, answer: (a: Answer<{ answer: CheckAnswer }>) => void) => void;
  /** Ends the sending of the window check under way now; the verdict follows, about what has been seen so far. */
  "window:stop": (answer: (a: Answer) => void) => void;
  /** Runs the author's solution for the step as the learner. */
  "step:solve": (request: { step: number }, answer: (a: Answer<{ output: string; exitCode?: number }>) => void) => void;
  /** Answers a quiz: `said` is sanitised HTML, what the author says to this answer. A right one is kept; the step may pass by it. */
  "quiz:answer": (request: { step: number; quiz: number; given: QuizGiven; language: Language }, answer: (a: Answer<{ right: boolean; said: string[] }>) => void) => void;
  /** Opens the terminal if it is missing, and follows its output from byte `from`. A second attach of the same socket and terminal replaces the first. */
  "terminal:attach": (
    request: { terminal: string; from: number; columns: number; rows: number },
    answer: (a: Answer<{ start: number; live: number }>) => void,
  ) => void;
  "terminal:detach": (request: { terminal: string }) => void;
  "terminal:close": (request: { terminal: string }, answer: (a: Answer) => void) => void;
  /** Never buffered or repeated by the client: what was typed while the line was down is not typed later. */
  "terminal:input": (request: { terminal: string; data: Uint8Array | string }) => void;
  "terminal:resize": (request: { terminal: string; columns: number; rows: number }) => void;
  /** Everything before byte `offset` has been drawn: the flow control's acknowledgement. */
  "terminal:ack": (request: { terminal: string; offset: number }) => void;
}

/** `POST /api/previews` {port} answers `Answer<{ url: string }>`, a URL for one use within 60 s: opens the learner's port on another origin, for this session only. */
export interface PreviewRequest {
  port: number;
  /** Where on that port the URL leads, from "/" on; "/" when not said. */
  path?: string;
}

/** `POST /api/files/open` {path} answers `Answer<OpenedFile>`: a text file of the learner's own environment, read as the learner. */
export interface OpenedFile {
  /** As it was asked for: absolute, below the home, or beginning with `~/`. */
  path: string;
  text: string;
  /** Changes whenever the content does. */
  version: string;
}

/** `POST /api/files/save` answers `Answer<{ version: string }>`; `file-changed` when the file is not of this version any more (`new`: when there is one), and then nothing was written. */
export type SaveRequest = OpenedFile;

/** `POST /api/files/edit` answers `Answer<OpenedFile>`: the file after it was changed as a lesson's text offers; `file-marker-missing` when what `insert` is to replace is not in it. */
export interface EditRequest {
  path: string;
  how: "replace" | "append" | "prepend" | "insert";
  text: string;
  marker?: string;
}

/** `POST /api/files/list` {} answers `Answer<FileList>`. */
export interface FileList {
  /** Files below the learner's home, without hidden ones; at most 500. */
  paths: string[];
}

/** Bytes that may be under way to a client before it acknowledges; it acknowledges at least every quarter of that. */
export const terminalWindowBytes = 256 * 1024;

/** Most terminals that one learner may have open. */
export const terminalLimit = 8;
