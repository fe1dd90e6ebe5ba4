import { posix } from "node:path";
import sanitizeHtml from "sanitize-html";
import { previewAttributes } from "./button.ts";
import { imagePath } from "./image-path.ts";
import type { MarkdownOptions } from "./options.ts";
import { outside } from "./outside.ts";
import { previewTargets } from "./preview.ts";
import { buttonWords } from "./words.ts";

const actionAttributes = ["type", "title", "aria-label", "data-action", "data-command", "data-terminal", "data-machine", "data-interrupt", "data-newline", "data-port", "data-path", "data-file", "data-how", "data-marker"];

/** What shows something within a text on other pages. */
const shows = ["iframe", "video", "audio", "source", "embed", "object"];

/** Lets through what a lesson needs, and nothing that runs, loads, frames or restyles the page. */
export function sanitise(html: string, options: MarkdownOptions): string {
  const words = buttonWords[options.language];
  // The elements around the one that is looked at; one that can be pressed holds no other that can.
  const around: { pressed: boolean; leads: boolean }[] = [];
  const isPressed = (): void => void (around.at(-1)!.pressed = true);
  const isInPressed = (): boolean => around.slice(0, -1).some(({ pressed }) => pressed);
  /** Unlike within an `<a name>`, which authors leave open. */
  const isInLink = (): boolean => around.slice(0, -1).some(({ leads }) => leads);
  // The attributes of what was a button and only shows its words: many a link is called by its address.
  const onlyWords = new WeakSet<object>();
  const link = (tagName: string, attribs: Record<string, string>): sanitizeHtml.Tag | undefined => {
    const found = outside(tagName, attribs);
    if (!found) return undefined;
    const text = words.outside(found.kind, found.name);
    if (isInPressed()) return tagName === "img" ? { tagName: "span", attribs: {}, text } : { tagName, attribs: {} };
    isPressed();
    return { tagName: "a", attribs: { ...linkAttributes(found.href), ...(tagName !== "img" && { class: "shown-outside" }) }, text };
  };
  /** A frame or a player: a button for a port of the learner's, a link for the outer web, a word for a file; else nothing. */
  const shown = (tagName: string, attribs: Record<string, string>): sanitizeHtml.Tag => {
    const src = attribs["src"] ?? attribs["data"] ?? "";
    const target = previewTargets(src);
    if (target && !isInPressed()) {
      isPressed();
      return { tagName: "button", attribs: { type: "button", ...previewAttributes(target, options.language) }, text: target.port === "ask" ? words.openAny : `${words.open} :${target.port}` };
    }
    const found = link(tagName, attribs);
    if (found) return found;
    const file = /^(?:video|audio|source)$/.test(tagName) && imageUrl(src, options) ? posix.basename(src) : undefined;
    return file === undefined ? { tagName, attribs: {} } : { tagName: "span", attribs: { class: "missing-image" }, text: words.notShown(file) };
  };
  return sanitizeHtml(html, {
    onOpenTag: () => void around.push({ pressed: false, leads: false }),
    onCloseTag: () => void around.pop(),
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
      a: ["shown-outside"],
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
        isPressed();
        around.at(-1)!.leads = target !== undefined || /^(?:https?|mailto):/i.test(href);
        // Of markdown and of HTML alike.
        if (target) return { tagName: "button", attribs: { type: "button", ...previewAttributes(target, options.language) } };
        return { tagName, attribs: /^(?:https?|mailto):/i.test(href) ? linkAttributes(href, title) : {} };
      },
      img: (tagName, attribs): sanitizeHtml.Tag => {
        const src = imageUrl(attribs["src"] ?? "", options);
        if (src) return { tagName, attribs: { ...attribs, src, alt: attribs["alt"] ?? "", loading: "lazy" } };
        const elsewhere = link(tagName, attribs);
        if (elsewhere) return elsewhere;
        const name = attribs["alt"] || posix.basename(attribs["src"] ?? "");
        return { tagName: "span", attribs: { class: "missing-image" }, text: words.missingImage(name) };
      },
      button: (tagName, attribs) => {
        if (attribs["data-action"] !== "preview" || !isInLink()) return { tagName, attribs: { ...attribs, type: "button" } };
        const none = {};
        onlyWords.add(none);
        return { tagName: "span", attribs: none };
      },
      ...Object.fromEntries(shows.map((tag) => [tag, shown])),
    },
    // A button that no action is behind would only puzzle.
    exclusiveFilter: ({ tag, attribs }) => tag === "button" && !onlyWords.has(attribs) && !/^(?:run|copy|preview|open|edit)$/.test(attribs["data-action"] ?? ""),
  });
}

const length = /^\d{1,4}(?:\.\d+)?(?:px|%|em|rem)$/;

function linkAttributes(href: string, title?: string): Record<string, string> {
  return { href, ...(title && { title }), rel: "noopener noreferrer", target: "_blank" };
}

/** The URL of an image of the lesson; never of one from elsewhere. */
function imageUrl(src: string, { file, lessonId, assetPrefix }: MarkdownOptions): string | undefined {
  const path = imagePath(src, { file, lessonId });
  return path && assetPrefix + path.split("/").map(encodeURIComponent).join("/");
}
