import { readFile } from "node:fs/promises";
import { z } from "zod";
import { parseJson } from "../../../lessons/json-source.ts";

const answersFile = z.record(z.string().regex(/^[1-9]\d{0,2}$/, "must be a step's number"), z.union([z.string().transform((command) => [command]), z.array(z.string())]));

/** Reads `--answers FILE`: step number (from 1) to the command or commands that a learner would type. Throws with the file's name. */
export async function readAnswers(file: string): Promise<Map<number, readonly string[]>> {
  try {
    const answers = answersFile.parse(parseJson(await readFile(file, "utf8")).value);
    return new Map(Object.entries(answers).map(([step, commands]) => [Number(step) - 1, commands]));
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`).join("; ") : (error as Error).message;
    throw new Error(`${file} has no answers that can be read (a JSON object such as {"2": "touch told"}): ${reason}`, { cause: error });
  }
}
