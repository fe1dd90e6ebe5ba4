import type { JsonSource } from "../json-source.ts";
import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { nearWord } from "../near-word.ts";
import { isOurs } from "./rule.ts";

const clusters = ["kubernetes", "minikube"];

/** What an `index.json` does not say, and nobody can guess: which image, and in a lesson of ours a title and steps. */
export function* indexRules(lesson: Lesson, index: JsonSource): Generator<Mistake> {
  const at = (message: string, ...path: PropertyKey[]): Mistake => ({ file: "index.json", line: index.lineOf(path), message });
  const { imageid, dockerimage } = (lesson.foreign["backend"] ?? {}) as { imageid?: string; dockerimage?: unknown };
  if (imageid === undefined && dockerimage === undefined) yield at('has no backend.imageid: learners get a shell alone. Write "ubuntu" for that, "kubernetes-kubeadm-1node" for a cluster', "backend");
  const meant = nearWord(/^[a-z]*/i.exec(imageid ?? "")?.[0] ?? "", clusters);
  if (meant && lesson.flavor === "shell") yield at(`the image "${imageid}" gives no cluster; is "${meant}" meant?`, "backend", "imageid");
  if (!isOurs(lesson)) return;
  if (!(index.value as { title?: unknown }).title) yield at("has no title: learners see the name of its folder", "title");
  if (lesson.steps.length === 0) yield at("has no steps", "details");
}
