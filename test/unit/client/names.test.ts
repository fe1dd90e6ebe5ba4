import { expect, test } from "vitest";
import { stepsOf } from "../../../clusters/environment-steps.ts";
import { failureOf } from "../../../client/words/failures.ts";
import { nameOf } from "../../../client/words/names.ts";
import { environmentsStage } from "../../../scripts/preparation/environments-stage.ts";
import { imagesStage } from "../../../scripts/preparation/images-stage.ts";
import { dockerStage, hostStage } from "../../../scripts/preparation/stages.ts";

const nothing = () => undefined;
const stages = [dockerStage, hostStage(nothing), imagesStage(nothing, nothing), environmentsStage(() => new Promise(nothing)).stage].map(({ id }) => id);
const steps = [...stepsOf("cluster"), ...stepsOf("shell")].map(({ name }) => name);

test.each([...new Set([...stages, ...steps])])("%s has a name in both languages", (id) => {
  expect(nameOf(id, "en")).not.toBe(id.replaceAll("-", " "));
  expect(nameOf(id, "ja")).toMatch(/[ぁ-んァ-ヶ一-龠]/);
});

test.each(stages)("the failure of %s has a sentence of its own in both languages", (id) => {
  for (const language of ["en", "ja"] as const) expect(failureOf(id, language)).not.toBe(failureOf("unknown", language));
});
