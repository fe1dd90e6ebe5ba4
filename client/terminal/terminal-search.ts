import { type ISearchDecorationOptions, SearchAddon } from "@xterm/addon-search";
import type { Terminal } from "@xterm/xterm";

/** Grounds of what is found, as `#rrggbb`: of every match, and of the one that the search stands at. */
export interface MatchColors {
  match: string;
  current: string;
}

/** How a search went: the matches, at most 1000 of them, and which one it stands at, the newest being 1; not told where there are more. */
export interface Found {
  count: number;
  place?: number;
}

/** Searches what a terminal shows and what has scrolled out of it, beginning with the newest line. */
export class TerminalSearch {
  /** Told whenever the matches or the place among them change, also when the terminal prints something. */
  onFound: ((found: Found) => void) | undefined;
  readonly #terminal: Terminal;
  readonly #addon = new SearchAddon();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultIndex, resultCount }) => this.onFound?.({ count: resultCount, ...(resultIndex >= 0 && { place: resultCount - resultIndex }) }));
  }

  /** Selects the newest match and scrolls to it; false when there is none. */
  newest(text: string, colors: MatchColors): boolean {
    this.#terminal.clearSelection();
    return this.older(text, colors);
  }

  /** Goes to the match above, and from the first one to the last. */
  older(text: string, colors: MatchColors): boolean {
    return this.#addon.findPrevious(text, { decorations: decorations(colors) });
  }

  /** Goes to the match below, and from the last one to the first. */
  newer(text: string, colors: MatchColors): boolean {
    return this.#addon.findNext(text, { decorations: decorations(colors) });
  }

  /** Takes the marks away; the match at hand stays selected. */
  end(): void {
    this.#addon.clearDecorations();
  }
}

function decorations({ match, current }: MatchColors): ISearchDecorationOptions {
  return { matchBackground: match, activeMatchBackground: current, matchOverviewRuler: match, activeMatchColorOverviewRuler: current };
}
