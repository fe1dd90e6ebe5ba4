import type { SourceFolder } from "../source-folder.ts";
import type { YamlSource } from "../yaml-source.ts";
import type { Tab } from "./shapes.ts";

/** What a tab is here: a terminal by its number, something in the text, or nothing. */
export type CarriedTab = { kind: "terminal"; number: number } | { kind: "text"; markdown: (label: string) => string } | { kind: "nothing" };

/** Says what each tab becomes, in their order, and what is lost of it. */
export function carryTabs(tabs: readonly Tab[], source: SourceFolder, { yaml, file }: { yaml: YamlSource; file: string }): CarriedTab[] {
  let terminals = 0;
  return tabs.map((tab, n): CarriedTab => {
    const lose = (message: string): void => source.lost(file, yaml.lineOf(["tabs", n]), `tab "${labelOf(tab)}": ${message}`);
    switch (tab.type) {
      case "terminal":
        if (tab.cmd) lose(`its command is not run by itself: ${tab.cmd}`);
        if (tab.workdir) lose(`its terminal begins in the home and not in ${tab.workdir}`);
        return { kind: "terminal", number: Math.min(++terminals, 8) };
      case "service":
        if (!tab.port || tab.port < 1 || tab.port > 65_535) break;
        return { kind: "text", markdown: (label) => `\`${plain(label)}\`{{preview ${tab.port} ${pathOf(tab.path)}}}` };
      case "website":
      case "external":
        if (!/^https?:\/\/[^\s<>()${}]+$/.test(tab.url ?? "")) break;
        return { kind: "text", markdown: (label) => `[${plain(label)}](${tab.url})` };
      case "code":
        // A folder cannot be opened in an editor of ours; a name with an ending is a file's.
        if (!/\/[^/\s`{}]*\.[^/\s`{}]+$/.test(tab.path ?? "")) break;
        return { kind: "text", markdown: () => `\`${tab.path}\`{{open}}` };
    }
    lose(`a tab of the type ${tab.type ?? "(none)"} like this one cannot be had here`);
    return { kind: "nothing" };
  });
}

/** The line above a challenge's text that leads to what its tabs showed; empty where they were terminals only. */
export function tabLine(tabs: readonly Tab[], carried: readonly CarriedTab[]): string {
  return carried.flatMap((tab, n) => (tab.kind === "text" ? tab.markdown(labelOf(tabs[n] ?? {})) : [])).join(" · ");
}

function labelOf({ title, type }: Tab): string {
  return title || type || "tab";
}

/** A label that ends no backticks and no bracket. */
function plain(label: string): string {
  return label.replace(/[`[\]{}\n]/g, " ").trim() || "Open";
}

function pathOf(path: string | null | undefined): string {
  return path && /^\/[^\s{}`]*$/.test(path) ? path : "/";
}
