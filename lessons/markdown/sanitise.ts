import { posix } from "node:path";
import sanitizeHtml from "sanitize-html";
import { previewAttributes } from "./button.ts";
import type { MarkdownOptions } from "./options.ts";
import { previewTargets } from "./preview.ts";
import { buttonWords } from "./words.ts";

const actionAttributes = ["type", "title", "aria-label", "data-action", "data-command", "data-terminal", "data-interrupt", "data-newline", "data-port", "data-path", "data-file", "data-how", "data-marker"];

/** Lets through what a lesson needs, and nothing that runs, loads, frames or restyles the page. */
export function sanitise(html: string, options: MarkdownOptions): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ..."h1 h2 h3 h4 h5 h6 p br hr blockquote ul ol li dl dt dd strong b em i u s del ins mark small sub sup kbd samp var abbr cite q".split(" "),
      ..."code pre a img table caption thead tbody tfoot tr th td details summary figure figcaption div span center button".split(" "),
    ],
    allowedAttributes: {
      a: ["href", "title", "rel", "target"],
      img: ["src", "alt", "title", "width", "height", "loading", "style"],
      button: actionAttributes,
      ol: ["start"],
      div: ["data-quiz"],
      th: ["align", "colspan", "rowspan", "scope"],
      td: ["align", "colspan", "rowspan"],
      abbr: ["title"],
      details: ["open"],
    },
    allowedClasses: {
      div: ["code-block", "code-actions", "quiz"],
      span: [/^hljs-[\w-]+$/, "terminal-tag", "missing-image", "marked-line", /^(?:function|class|inherited|language|constructor)_$/],
      code: ["hljs"],
    },
    allowedStyles: { img: { width: [length], height: [length], "max-width": [length] } },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesAppliedToAttributes: ["href"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    enforceHtmlBoundary: false,
    nestingLimit: 60,
    transformTags: {
      a: (tagName, { href = "", title }) => {
        const target = previewTargets(href);
        // Of markdown and of HTML alike.
        if (target) return { tagName: "button", attribs: { type: "button", ...previewAttributes(target, options.language) } };
        return { tagName, attribs: /^(?:https?|mailto):/i.test(href) ? outside(href, title) : {} };
      },
      img: (tagName, attribs): sanitizeHtml.Tag => {
        const src = imageUrl(attribs["src"] ?? "", options);
        if (src) return { tagName, attribs: { ...attribs, src, alt: attribs["alt"] ?? "", loading: "lazy" } };
        const name = attribs["alt"] || posix.basename(attribs["src"] ?? "");
        return { tagName: "span", attribs: { class: "missing-image" }, text: buttonWords[options.language].missingImage(name) };
      },
      button: (tagName, attribs) => ({ tagName, attribs: { ...attribs, type: "button" } }),
    },
    // A button that no action is behind would only puzzle.
    exclusiveFilter: ({ tag, attribs }) => tag === "button" && !/^(?:run|copy|preview|open|edit)$/.test(attribs["data-action"] ?? ""),
  });
}

const length = /^\d{1,4}(?:\.\d+)?(?:px|%|em|rem)$/;

function outside(href: string, title: string | undefined): Record<string, string> {
  return { href, ...(title && { title }), rel: "noopener noreferrer", target: "_blank" };
}

/** An image of the lesson: beside its text, below the folder, from the scenario's root, or in assets/ of the repository around it; never from elsewhere. */
function imageUrl(src: string, { file, lessonId, assetPrefix }: MarkdownOptions): string | undefined {
  if (src === "" || /^[a-z][a-z0-9+.-]*:|^\/\/|[\\?#\0-\x1f]/i.test(src)) return undefined;
  const named = decoded(src);
  const path = imagePath(named, posix.dirname(file), lessonId);
  if (path === undefined) return undefined;
  return assetPrefix + path.split("/").map(encodeURIComponent).join("/");
}

/** Below the lesson's folder; or, for what is outside of it in a folder named assets, below the folder that all lessons are in. */
function imagePath(named: string, beside: string, lessonId: string): string | undefined {
  const own = [lessonId, posix.basename(lessonId)].find((name) => named.startsWith(`/${name}/`));
  const inLesson = posix.normalize(named.startsWith("/") ? named.slice(own === undefined ? 1 : own.length + 2) : posix.join(beside, named));
  if (!inLesson.startsWith("..")) return inLesson.startsWith("/") ? undefined : inLesson;
  const inRepository = posix.join(lessonId, inLesson);
  return inRepository.startsWith("..") || !/(?:^|\/)assets\//.test(inRepository) ? undefined : inRepository;
}

function decoded(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    // A stray % is part of the name.
    return src;
  }
}
