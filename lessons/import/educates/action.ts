import { z } from "zod";

const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

/** Fields of clickable actions; which of them count is for each action to say. */
export const actionBody = z.looseObject({
  title: text.nullish(),
  description: text.nullish(),
  command: text.nullish(),
  text: text.nullish(),
  session: z.coerce.number().nullish(),
  clear: z.coerce.boolean().nullish(),
  endl: z.coerce.boolean().nullish(),
  file: text.nullish(),
  directory: text.nullish(),
  path: text.nullish(),
  src: text.nullish(),
  dest: text.nullish(),
  line: z.coerce.number().nullish(),
  start: z.coerce.number().nullish(),
  stop: z.coerce.number().nullish(),
  match: text.nullish(),
  replacement: text.nullish(),
  isRegex: z.coerce.boolean().nullish(),
  count: z.coerce.number().nullish(),
  group: z.coerce.number().nullish(),
  before: z.coerce.number().nullish(),
  after: z.coerce.number().nullish(),
  value: z.unknown().optional(),
  index: z.coerce.number().nullish(),
  url: text.nullish(),
  name: text.nullish(),
  args: z.array(text).max(50).nullish(),
  timeout: z.coerce.number().nullish(),
  inputs: z.unknown().optional(),
});

export type ActionBody = z.infer<typeof actionBody>;

/** A test that a page has its learner run. */
export interface ExaminerTest {
  name: string;
  args: readonly string[];
  title: string;
  /** Line of the page. */
  line: number;
  /** Seconds. */
  timeout: number;
}

/** What an action becomes. */
export interface CarriedAction {
  /** Markdown in its place. */
  markdown: string;
  /** What of it is lost; empty = nothing. */
  lost: string[];
  /** A test that belongs into the step's check. */
  test?: Omit<ExaminerTest, "line">;
}
