import type { TokenizerAndRendererExtension } from "marked";
import type { LessonLanguage } from "../lesson.ts";
import { portAddress } from "../port-address.ts";
import { previewButton } from "./button.ts";
import { htmlText } from "./html-text.ts";
import { previewTargets } from "./preview.ts";

const { prefix, killercoda, killercodaChoice, katacodaChoice, host, number } = portAddress;
const withScheme = String.raw`(?:https?:\/\/)?(?:${killercoda}|${killercodaChoice})`;
const ofKatacoda = String.raw`(?:(?:https?:)?\/\/${prefix}|(?=\[\[(?:HOST|CLIENT)))(?:${portAddress.katacoda(number)}|${katacodaChoice}(?::${number})?)`;
/** Not the beginning of another host, or of another port. */
const over = String.raw`(?![\w-]|[.:]\w)`;
const address = String.raw`(?:${withScheme}|(?:${ofKatacoda}|${host}(?::${number})?)${over})`;
/** What can stand in an address, but for signs that a text means otherwise; an entity other than `&amp;` is the text's. */
const rest = String.raw`(?:[/?#](?:(?!&(?:quot|apos|lt|gt|nbsp|#\w+);)[\w/?#=&%.,:;!+~@$()'*-])*)?`;

const begin = new RegExp(address);
const bare = new RegExp(`^${address}${rest}`);

/** The address of a port in a text: the button that opens it. */
export function barePreviews(language: LessonLanguage): TokenizerAndRendererExtension {
  return {
    name: "bare-preview",
    level: "inline",
    // Asked once for each piece of text: most have neither.
    start: (src) => (src.includes("TRAFFIC_") || src.includes("]]-") || src.includes("://[[") ? src.search(begin) : -1),
    tokenizer(src, before) {
      const found = bare.exec(src)?.[0];
      if (found === undefined) return undefined;
      // Behind another scheme or a longer host it is part of something else.
      if (/^(?:\/|\[)/.test(found) && /[\w./:@-]/.test(before.at(-1)?.raw.slice(-1) ?? "")) return undefined;
      const raw = withoutEnd(found);
      const target = previewTargets(htmlText(raw));
      return target && { type: "bare-preview", raw, target };
    },
    renderer: ({ target }) => previewButton(target, { language }),
  };
}

/** An address without what ends the sentence around it, or closes a bracket that is opened before it. */
function withoutEnd(found: string): string {
  let unopened = found.split(")").length - found.split("(").length;
  let end = found.length;
  for (; end > 0; end--) {
    const sign = found.charAt(end - 1);
    if (sign === ")" && unopened > 0) unopened--;
    else if (!/[?!.,:;'*~]/.test(sign)) break;
  }
  return found.slice(0, end);
}
