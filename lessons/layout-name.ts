/** What the name of a layout wants to be seen, as far as this page has it. */
export interface NamedLayout {
  /** An editor from the beginning, also without a file. */
  editor: boolean;
  /** Terminals that are seen at once: one at least. */
  terminals: 1 | 2 | 4;
  /** A web page inside the page; here it is a button that opens it. */
  webPage: boolean;
  /** Words of the name that mean nothing here. */
  unknown: string[];
}

const editors = ["editor", "vscode", "theia", "ide"];
const webPages = ["iframe", "dashboard", "dashboards", "browser"];
/** How the parts lie beside each other, which is the learner's own to choose here. */
const places = ["split", "multiple", "horizontal", "vertical", "left", "right", "top", "bottom"];

/** Reads Katacoda's `environment.uilayout` (`terminal`, `terminal-terminal`, `editor-terminal`, `vscode-terminal-split`, `terminal-iframe`, ...) or Killercoda's `interface.layout` (`ide`). */
export function readLayoutName(name: string): NamedLayout {
  const words = name.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
  const wanted = words.reduce((count, word) => count + (word === "terminal" ? 1 : word === "terminals" ? 2 : 0), 0);
  return {
    editor: words.some((word) => editors.includes(word)),
    terminals: wanted > 2 ? 4 : wanted === 2 ? 2 : 1,
    webPage: words.some((word) => webPages.includes(word)),
    unknown: words.filter((word) => !/^terminals?$/.test(word) && !/^v\d+$/.test(word) && ![...editors, ...webPages, ...places].includes(word)),
  };
}
