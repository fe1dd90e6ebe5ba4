import type { TokenizerAndRendererExtension } from "marked";
import type { LessonLanguage } from "../lesson.ts";
import { portAddress } from "../port-address.ts";
import { previewButton } from "./button.ts";
import { previewTargets } from "./preview.ts";

const { prefix } = portAddress;
const begin = new RegExp(String.raw`\{\{ *TRAFFIC_|https?:\/\/${prefix}\[\[`);
const bare = new RegExp(
  String.raw`^(?:(?:https?:\/\/)?\{\{ *TRAFFIC_(?:HOST\d+_\d+|SELECTOR) *\}\}|https?:\/\/${prefix}\[\[\w+\]\](?:-(?:\d+-)?\[\[\w+\]\](?:\.\[\[\w+\]\]|[\w.]*)|(?::\d+)?))(?:\/[\w/?=&%.-]*)?`,
);

/** The address of a port in a text: the button that opens it. */
export function barePreviews(language: LessonLanguage): TokenizerAndRendererExtension {
  return {
    name: "bare-preview",
    level: "inline",
    // Asked once for each piece of text: most have neither.
    start: (src) => (src.includes("TRAFFIC_") || src.includes("[[") ? src.search(begin) : -1),
    tokenizer(src) {
      const raw = bare.exec(src)?.[0];
      return raw && previewTargets(raw) ? { type: "bare-preview", raw } : undefined;
    },
    renderer: ({ raw }) => previewButton(previewTargets(raw)!, { language }),
  };
}
