import { codeFence, markdownPieces, type CodeFence } from "../code-fence.ts";
import type { SourceFolder } from "../source-folder.ts";
import { venueLosses } from "../venue-losses.ts";
import type { CarriedTab } from "./tabs.ts";

/** Words behind a block's language, which say what its buttons are. */
const modifiers = ["run", "copy", "nocopy", "wrap", "nowrap", "line-numbers", "nolinenumbers"];

/** `[button label="Shell" variant="success"](tab-0)`, or a plain link to a tab or a section. */
const link = /(?<!!)\[(button )?([^\]\n]{0,300})\]\(([^)\s]{0,500})\)/g;

const unknown: readonly { words: RegExp; message: string }[] = [
  { words: /\[\[\s*Instruqt-Var\b/, message: "a variable of Instruqt's (Instruqt-Var) stands for nothing here" },
  { words: /\$\{?(?:_SANDBOX_ID|INSTRUQT_\w+)/, message: "a variable of Instruqt's stands for nothing here" },
  { words: /<instruqt-\w+/, message: "an element of Instruqt's own is not shown here" },
  { words: /!\[[^\]\n]{0,300}\]\(https?:|<(?:img|iframe|video|source)\b[^>\n]{0,300}\ssrc=["']?https?:/i, message: "a picture or a film from the internet is not shown here: put pictures into assets/" },
];

/** Turns Instruqt's markdown into ours: `bash,run` becomes a click, links to tabs become what the tabs are here. */
export function challengeText(markdown: string, tabs: readonly CarriedTab[], source: SourceFolder, { file, line }: { file: string; line: number }): string {
  const several = tabs.filter(({ kind }) => kind === "terminal").length > 1;
  // Instruqt runs a block in the tab in front: the one that the text has led to last.
  let terminal = 1;
  const ownLink = (whole: string, label: string, target: string, at: number): string => {
    const tab = /^tab-(\d{1,2})$/.exec(target)?.[1];
    const carried = tab === undefined ? undefined : tabs[Number(tab)];
    if (carried?.kind === "terminal") terminal = carried.number;
    if (carried?.kind === "text") return carried.markdown(label);
    if (tab === undefined && target !== "" && !target.startsWith("section-")) return label === "" ? whole : `[${label}](${target})`;
    if (carried?.kind !== "terminal" && target !== "") source.lost(file, at, `the link "${label}" leads to ${target}, which is not here`);
    return `**${label}**`;
  };
  const pieces = [...markdownPieces(markdown, line)].map((piece): string => {
    for (const { words, message } of unknown) {
      const lines = piece.kind === "line" ? [piece.text] : piece.code.split("\n");
      for (const [n, text] of lines.entries()) if (words.test(text.slice(0, 4_000))) source.lost(file, piece.line + (piece.kind === "fence" ? n + 1 : n), message);
    }
    if (piece.kind === "fence") return block(piece, several ? ` T${terminal}` : "", (commands) => venueLosses(source, commands, { file, line: piece.line + 1 }));
    return piece.text
      .replace(/^(\s{0,3}>\s?)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$/, (_, quote: string, word: string) => `${quote}**${word[0]}${word.slice(1).toLowerCase()}**  `)
      .replace(link, (whole, button: string | undefined, label: string, target: string) => {
        if (button === undefined && !/^(?:tab|section)-/.test(target)) return whole;
        return ownLink(whole, button === undefined ? label : (/\blabel="([^"]{0,200})"/.exec(label)?.[1] ?? ""), target, piece.line);
      });
  });
  return pieces.join("\n");
}

function block({ indent, info, code, raw }: CodeFence, where: string, onRun: (commands: string) => void): string {
  const words = info.split(/[,\s]+/).filter(Boolean);
  const language = words.find((word) => !modifiers.includes(word) && /^[\w+#-]+$/.test(word)) ?? "";
  if (words.includes("run")) {
    onRun(code);
    return codeFence(code, { indent, language, action: `exec${where}` });
  }
  if (words.includes("nocopy")) return codeFence(code, { indent, language, action: "" });
  return words.length > 1 || modifiers.includes(words[0] ?? "") ? codeFence(code, { indent, language }) : raw;
}
