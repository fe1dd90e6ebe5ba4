import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isObject } from "../../../lessons/is-object.ts";
import { parseJson } from "../../../lessons/json-source.ts";

/** Commands that a learner would type, by the step's index. */
export type LessonAnswers = ReadonlyMap<number, readonly string[]>;

/** A lesson that answers may be about. */
export interface AnsweredLesson {
  id: string;
  /** How many steps it has; undefined for one that cannot be read. */
  steps?: number;
}

const steps = z.record(z.string().regex(/^[1-9]\d{0,2}$/, "must be a step's number"), z.union([z.string().transform((command) => [command]), z.array(z.string())]));
const shape = 'a JSON object such as {"2": "touch told"}, for several lessons {"LESSON": {"2": "touch told"}}';

/**
 * Reads `--answers FILE`: step number (from 1) to the command or commands that a learner would type, and around that the lesson's name where there is
 * more than one lesson. Throws with the file's name, also for answers to nothing that is asked.
 */
export async function readAnswers(file: string, lessons: readonly AnsweredLesson[]): Promise<Map<string, LessonAnswers>> {
  try {
    const { value } = parseJson(await readFile(file, "utf8"));
    const named = isObject(value) && Object.values(value).some(isObject);
    if (!named && lessons.length > 1) throw new Error(`it names steps and no lesson, and there are ${lessons.length} lessons (${namesOf(lessons)}); what is typed in one would be typed in all of them`);
    const answers = named ? z.record(z.string(), steps).parse(value) : Object.fromEntries(lessons.map(({ id }) => [id, steps.parse(value)]));
    return new Map(Object.entries(answers).map(([id, own]) => [id, ofLesson(id, own, lessons)]));
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues.map(saidOf).join("; ") : (error as Error).message;
    throw new Error(`--answers: ${file} has no answers that can be used (${shape}): ${reason}`, { cause: error });
  }
}

function ofLesson(id: string, answers: z.infer<typeof steps>, lessons: readonly AnsweredLesson[]): LessonAnswers {
  const [lesson, other] = lessons.filter((one) => one.id === id);
  if (!lesson) throw new Error(`there is no lesson ${id} here, but ${namesOf(lessons)}`);
  if (other) throw new Error(`there are two lessons with the name ${id}; prove one after the other`);
  const beyond = Object.keys(answers).find((step) => Number(step) > (lesson.steps ?? Number.POSITIVE_INFINITY));
  if (beyond !== undefined) throw new Error(`${id} has steps 1 to ${lesson.steps}, and no step ${beyond}`);
  return new Map(Object.entries(answers).map(([step, commands]) => [Number(step) - 1, commands]));
}

/** Of a key that cannot be, zod says why only inside. */
function saidOf(issue: z.core.$ZodIssue): string {
  const [{ message } = issue] = issue.code === "invalid_key" ? issue.issues : [];
  return `${issue.path.join(".") || "the file"}: ${message}`;
}

function namesOf(lessons: readonly AnsweredLesson[]): string {
  return [...lessons.slice(0, 5).map(({ id }) => id), ...(lessons.length > 5 ? ["..."] : [])].join(", ");
}
