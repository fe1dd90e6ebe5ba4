import type { Grant } from "../clusters/policies/grant.ts";
import type { LessonReader, Place } from "./lesson-reader.ts";
import type { Lesson } from "./lesson.ts";

/** The rights that a lesson gives its learner. A scenario from elsewhere gives none, which is told; without a cluster they are a mistake. */
export function grantsOf({ grants, verifyAs, flavor }: Pick<Lesson, "grants" | "verifyAs" | "flavor">, reader: LessonReader, place: Place): Grant[] {
  if (grants.length === 0) return [];
  if (verifyAs === "learner") {
    reader.miss(place, 'grants need "verifyAs": "checker" beside them; without it the learner gets no more rights than everyone');
    return [];
  }
  if (flavor === "shell") reader.mistake(place.file, place.line, "grants are rights in a cluster, and backend.imageid asks for a shell alone");
  return [...new Set(grants)];
}
