import { stat } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Token } from "marked";
import { lessonAsset } from "../asset.ts";
import { textsOf } from "../lesson-parts.ts";
import type { Lesson } from "../lesson.ts";
import { imagePath, isElsewhere } from "../markdown/image-path.ts";
import { previewTargets } from "../markdown/preview.ts";
import { tokensWithin } from "../markdown/tokens-within.ts";
import type { Mistake } from "../mistakes.ts";
import type { Readings } from "../read-texts.ts";

/** A link or an image of a text, and where it leads. */
interface Reference {
  kind: "link" | "image";
  to: string;
}

/** Images of texts that are not shown, and links that lead nowhere. */
export async function referenceMistakes(lesson: Lesson, readings: Readings): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const { text } of textsOf(lesson)) {
    const { file, markdown } = text;
    if (!/\]|<(?:img|a)\b/i.test(markdown)) continue;
    const seen = new Set<string>();
    for (const { kind, to } of references(readings.get(text)?.tokens ?? [])) {
      const message = kind === "image" ? await aboutImage(lesson, file, to) : aboutLink(to);
      if (message === undefined || seen.has(message)) continue;
      seen.add(message);
      mistakes.push({ file, line: markdown.slice(0, Math.max(markdown.indexOf(to), 0)).split("\n").length, message });
    }
  }
  return mistakes;
}

function aboutLink(href: string): string | undefined {
  if (/^(?:https?|mailto):/i.test(href) || previewTargets(href)) return undefined;
  // A list of contents has many of them.
  if (href.startsWith("#")) return "links to headings (#...) lead nowhere";
  return `the link to ${JSON.stringify(href)} leads nowhere: a text can only link to http(s) addresses`;
}

async function aboutImage(lesson: Lesson, file: string, src: string): Promise<string | undefined> {
  if (/^data:/i.test(src)) return "an image that is written into the text (data:...) is not shown: put it into a file of the lesson";
  if (isElsewhere(src)) return `the image ${src} is not loaded: put the file into the lesson's folder, nothing comes from elsewhere`;
  const path = imagePath(src, { file, lessonId: lesson.id });
  if (path !== undefined && (await lessonAsset(lesson, path))) return undefined;
  // Whether it is in the folder that all lessons are in, is not known here.
  const around = posix.join(posix.dirname(file), src);
  if (/^\.\.\/(?:.*\/)?(?:assets|_ja|_en)\//.test(around) && (await isFile(join(lesson.folder, around)))) return undefined;
  if (path !== undefined && (await isFile(join(lesson.folder, path)))) return `${src} is no image that can be shown: .png, .jpg, .gif, .webp, .avif or .svg, of 8 MiB at most`;
  return `there is no image ${src}`;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

const tag = /<(img|a)\b[^<>]*?\s(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi;

function references(tokens: readonly Token[]): Reference[] {
  return tokens.flatMap((token): Reference[] => {
    if (token.type === "image") return [{ kind: "image", to: token["href"] as string }];
    if (token.type === "html") return [...token.raw.replace(/<!--[\s\S]*?-->/g, "").matchAll(tag)].map(([, name, ...to]) => ({ kind: name!.toLowerCase() === "img" ? "image" : "link", to: to.find((one) => one !== undefined) ?? "" }));
    const own: Reference[] = token.type === "link" ? [{ kind: "link", to: token["href"] as string }] : [];
    return [...own, ...tokensWithin(token).flatMap(references)];
  });
}
