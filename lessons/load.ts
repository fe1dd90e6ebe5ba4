import { realpath } from "node:fs/promises";
import { basename } from "node:path";
import { AssetBudget } from "./asset-budget.ts";
import { readAssetRule } from "./asset-rules.ts";
import { grantsOf } from "./grants-of.ts";
import { type IndexFile, type IndexPart, type IndexStep } from "./index-file.ts";
import { layoutRest } from "./layout-rest.ts";
import { partsOf, textsOf } from "./lesson-parts.ts";
import { LessonReader, type Place } from "./lesson-reader.ts";
import { isChallenge, unfollowedType } from "./lesson-type.ts";
import type { InLanguages, Lesson, LessonAssetRule, LessonLanguage, LessonPart, LessonScript, LessonStep, LessonText } from "./lesson.ts";
import { inOrder, LessonMistakes, type Mistake } from "./mistakes.ts";
import { unusedLanguages } from "./other-languages.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { quizMistakes } from "./quiz/mistakes.ts";
import { partAt, type ReadIndex, readIndex, readMirroredIndex } from "./read-index.ts";
import type { Readings } from "./read-texts.ts";
import { startTerminals } from "./start-terminals.ts";
import { loadWindow } from "./window/load-window.ts";

/** Seconds that a check of ours may take unless its author says more; foreign ones wait inside, some for three minutes. */
const defaultVerifyTimeout = { checker: 60, learner: 300 };

/** Seconds between two checks of a Katacoda challenge, whose tasks are done when their check passes, without a button. */
const challengeRecheck = 5;

/** What is known of a lesson besides its folder. */
export interface LessonPlace {
  /** The folder that all lessons are in. Nothing of it is read but translations, which may be beside the lesson. */
  lessons?: string;
}

/** Reads a lesson's folder whole. Throws {@link LessonMistakes} with every mistake at once. */
export async function loadLesson(folder: string, id: string = basename(folder), place: LessonPlace = {}): Promise<Lesson> {
  const { lesson, mistakes } = await readLesson(folder, id, place);
  if (!lesson || mistakes.length > 0) throw new LessonMistakes(folder, mistakes);
  return lesson;
}

/** A lesson's folder as far as it can be read. */
export interface FolderRead {
  /** A lesson with mistakes is not for learners. */
  lesson?: Lesson;
  /** Of the lesson's texts. */
  readings?: Readings;
  mistakes: Mistake[];
}

/** Reads a lesson's folder as far as it can be read, for those who look for mistakes. */
export async function readLesson(folder: string, id: string = basename(folder), { lessons }: LessonPlace = {}): Promise<FolderRead> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return { mistakes: [{ file: "index.json", line: 1, message: "there is no such folder" }] };
  const reader = new LessonReader(real, lessons);
  const read = await readIndex(reader, "index.json");
  if (!read) return { mistakes: reader.mistakes };
  for (const { file, line, message } of await unusedLanguages(real, lessons)) reader.advise(file, line, message);
  const unfollowed = unfollowedType(read.index.type);
  if (unfollowed) reader.miss({ file: "index.json", line: read.source.lineOf(["type"]) }, unfollowed);
  const lesson = await build(reader, id, read);
  for (const { path, message } of layoutRest(lesson.foreign)) {
    const line = read.source.lineOf(path);
    if (reader.tolerant) reader.miss({ file: "index.json", line }, message);
    else reader.advise("index.json", line, message);
  }
  const readings = reader.readings();
  if (!readings) return { mistakes: reader.mistakes };
  for (const { text, part } of textsOf(lesson)) for (const { line, message } of readings.get(text)?.broken ?? []) reader.miss({ file: text.file, line, part, key: "text" }, message);
  const inQuizzes = [...partsOf(lesson)].flatMap(({ part }) => quizMistakes(part.text, readings));
  if (!reader.tolerant) reader.mistakes.push(...inQuizzes);
  return { lesson: { ...lesson, lint: inOrder([...lesson.lint, ...(reader.tolerant ? inQuizzes : [])]), notices: inOrder(reader.notices) }, readings, mistakes: reader.mistakes };
}

async function build(reader: LessonReader, id: string, { index, source }: ReadIndex): Promise<Lesson> {
  const language = index.language ?? (/[\u3041-\u30ff]/.test(`${index.title} ${index.description}`) ? "ja" : "en");
  const other: LessonLanguage = language === "ja" ? "en" : "ja";
  const mirror = await readMirror(reader, other, index);
  const verifyAs = index.verifyAs ?? "learner";
  const flavor = /^(kubernetes|minikube|k8s|k3s)/i.test(index.backend?.imageid ?? "") ? "cluster" : "shell";
  const inBoth = <T>(own: T | undefined, translated: T | undefined): InLanguages<T> => ({
    ...(own !== undefined && { [language]: own }),
    ...(translated !== undefined && { [other]: translated }),
  });
  const at = (...path: PropertyKey[]): Place => ({ file: "index.json", line: source.lineOf(path), ...partAt(path, index) });
  const textAt = async (named: string | undefined, place: PropertyKey[], inline = false): Promise<InLanguages<LessonText>> => {
    if (named === undefined) return {};
    const own = await reader.text(named, at(...place), inline);
    return inBoth(own, own && (await reader.translation(own.file, other)));
  };
  const scriptAt = (named: string | undefined, ...place: PropertyKey[]) => (named === undefined ? undefined : filled(reader.script(named, at(...place), verifyAs === "checker")));
  // In a script of ours, nothing is replaced behind its author's back.
  const filled = async (reading: Promise<LessonScript | undefined>): Promise<LessonScript | undefined> => {
    const script = await reading;
    return script && verifyAs === "learner" ? { ...script, source: fillPlaceholders(script.source, flavor) } : script;
  };

  const buildPart = async (from: IndexPart, translated: IndexPart | undefined, place: PropertyKey[]): Promise<LessonPart> => {
    const background = await scriptAt(from.background ?? from.courseData, ...place, from.background === undefined ? "courseData" : "background");
    const foreground = await scriptAt(from.foreground ?? from.code, ...place, from.foreground === undefined ? "code" : "foreground");
    const text = await textAt(from.text, [...place, "text"]);
    return {
      title: inBoth(from.title, translated?.title),
      text,
      ...(from.credits !== undefined && { credits: from.credits }),
      ...(background && { background }),
      ...(foreground && { foreground }),
    };
  };
  const buildStep = async (from: IndexStep, translated: IndexStep | undefined, place: PropertyKey[]): Promise<LessonStep> => {
    const [verify, solve, setup, cleanup] = await Promise.all(
      (["verify", "solve", "setup", "cleanup"] as const).map((key) => scriptAt(from[key], ...place, key)),
    );
    const window = from.window && (await loadWindow(from.window, (named, key) => reader.script(named, at(...place, "window", key), true)));
    if (from.window && !verify) reader.mistake("index.json", source.lineOf([...place, "window"]), "a window needs a verify, which looks at what must be there before it is opened");
    if (from.window && from.recheck) reader.mistake("index.json", source.lineOf([...place, "recheck"]), "a step with a window is checked by its button only");
    const byScript = from.hint?.endsWith(".sh") ?? false;
    const hint = byScript ? undefined : from.hint;
    const hintScript = byScript && isChallenge(index.type) ? await scriptAt(from.hint, ...place, "hint") : undefined;
    if (byScript && !isChallenge(index.type)) reader.advise("index.json", source.lineOf([...place, "hint"]), `the hint ${from.hint} is a script, which only a challenge asks for hints: it is not run`);
    return {
      ...(await buildPart(from, translated, place)),
      verifyTimeout: from.verifyTimeout ?? defaultVerifyTimeout[verifyAs],
      recheck: from.recheck ?? (isChallenge(index.type) ? challengeRecheck : 0),
      ...(verify && { verify }),
      ...(window && { window }),
      ...(solve && { solve }),
      ...(setup && { setup }),
      ...(cleanup && { cleanup }),
      ...(hintScript && { hintScript }),
      ...(hint !== undefined && { hint: await textAt(hint, [...place, "hint"], true) }),
      ...(from.answer !== undefined && { answer: await textAt(from.answer, [...place, "answer"]) }),
    };
  };

  const { details = {} } = index;
  const foreign = foreignFields(index);
  const setup = await scriptAt(index.setup, "setup");
  const steps = await Promise.all((details.steps ?? []).map((step, number) => buildStep(step, mirror?.details?.steps?.[number], ["details", "steps", number])));
  return {
    id,
    folder: reader.folder,
    language,
    title: inBoth(index.title ?? id, mirror?.title),
    description: inBoth(index.description, mirror?.description),
    time: inBoth(index.time, mirror?.time),
    difficulty: inBoth(index.difficulty, mirror?.difficulty),
    flavor,
    user: verifyAs === "learner" ? "root" : "learner",
    verifyAs,
    grants: grantsOf({ grants: index.grants ?? [], verifyAs, flavor }, reader, at("grants")),
    ...(setup && { setup }),
    ...(details.intro && { intro: await buildPart(details.intro, mirror?.details?.intro, ["details", "intro"]) }),
    steps,
    ...(details.finish && { finish: await buildPart(details.finish, mirror?.details?.finish, ["details", "finish"]) }),
    assets: await readAssets(reader, index, (host, number) => at("details", "assets", host, number)),
    terminals: startTerminals(foreign, verifyAs === "learner" ? flavor : undefined),
    foreign,
    lint: reader.lint,
    notices: reader.notices,
  };
}

async function readMirror(reader: LessonReader, other: LessonLanguage, index: IndexFile): Promise<IndexFile | undefined> {
  const found = await reader.mirrored("index.json", other);
  const mirror = found && (await readMirroredIndex(reader, found));
  const own = index.details?.steps?.length ?? 0;
  const translated = mirror?.index.details?.steps?.length ?? 0;
  if (mirror && translated !== own) reader.miss({ file: found.shown, line: mirror.source.lineOf(["details", "steps"]) }, `has ${translated} steps where index.json has ${own}`);
  return mirror?.index;
}

async function readAssets(reader: LessonReader, index: IndexFile, at: (host: string, number: number) => Place): Promise<LessonAssetRule[]> {
  const rules: LessonAssetRule[] = [];
  const budget = new AssetBudget();
  for (const [host, entries] of Object.entries(index.details?.assets ?? {})) {
    for (const [number, entry] of entries.entries()) {
      if (!entry) continue;
      const place = at(host, number);
      const onMiss = reader.tolerant ? { onMiss: (message: string) => reader.miss(place, message) } : {};
      const rule = await reader.attempt(place, () => readAssetRule(reader.folder, host, entry, { budget, user: reader.tolerant ? "root" : "learner", ...onMiss }));
      if (rule) rules.push(rule);
    }
  }
  return rules;
}

function foreignFields(index: IndexFile): Record<string, unknown> {
  const { environment, files, asyncFiles, dashboards, type, backend } = index;
  return Object.fromEntries(Object.entries({ environment, interface: index.interface, files, asyncFiles, dashboards, type, backend }).filter(([, value]) => value !== undefined));
}
