import { t } from "../preferences/language.ts";
import type { CodeViewWords } from "./code-view.ts";

/** The editor's words for one file, in the page's language. */
export function codeViewWords(path: string): CodeViewWords {
  return {
    label: t("editor.text", { path }),
    phrases: {
      Find: t("editor.find"),
      next: t("editor.find.next"),
      previous: t("editor.find.previous"),
      all: t("editor.find.all"),
      "match case": t("editor.find.case"),
      regexp: t("editor.find.regexp"),
      "by word": t("editor.find.word"),
      Replace: t("editor.replace"),
      replace: t("editor.replace.one"),
      "replace all": t("editor.replace.all"),
      close: t("editor.find.close"),
      "current match": t("editor.find.current"),
      "on line": t("editor.find.line"),
      "replaced match on line $": t("editor.replaced.line", { line: "$" }),
      "replaced $ matches": t("editor.replaced", { number: "$" }),
    },
  };
}
