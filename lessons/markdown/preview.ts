import type { LessonLanguage } from "../lesson.ts";
import { previewButton } from "./button.ts";

/** A port of the learner's environment and a path below it. */
export interface PreviewTarget {
  port: number;
  path: string;
}

/** The port that a link of Killercoda's (`{{TRAFFIC_HOST1_80}}/x`) or Katacoda's (`https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x`) means; undefined for every other link. */
export function previewTargets(href: string): PreviewTarget | undefined {
  const plain = href.replace(/%7B/gi, "{").replace(/%7D/gi, "}").replace(/%5B/gi, "[").replace(/%5D/gi, "]");
  const found =
    /^(?:https?:\/\/)?\{\{TRAFFIC_HOST\d+_(\d{1,5})\}\}(\/\S*)?$/.exec(plain) ??
    /^https?:\/\/\[\[[A-Z0-9_]+\]\]-(\d{1,5})-\[\[[A-Z0-9_]+\]\](?:\.environments\.katacoda\.com)?(\/\S*)?$/.exec(plain);
  const port = Number(found?.[1]);
  return found && port >= 1 && port <= 65_535 ? { port, path: found[2] ?? "/" } : undefined;
}

/** The button that such a link becomes; `label` is HTML. */
export function previewLink(target: PreviewTarget, { label, language }: { label?: string; language: LessonLanguage }): string {
  return previewButton(target, { language, ...(label && { inner: label }) });
}
