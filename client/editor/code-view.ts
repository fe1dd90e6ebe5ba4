import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { codeLanguage } from "./code-language.ts";
import { codeTheme } from "./code-theme.ts";
import { type LineEnd, lineEndOf, withLineEnd } from "./line-ends.ts";

/** What {@link CodeView} needs. */
export interface CodeViewOptions {
  path: string;
  text: string;
  words: CodeViewWords;
  /** Id of an element that tells how to leave the editor by keyboard. */
  describedBy: string;
  /** The text changed; `differs` from what {@link CodeView.kept} was told last. */
  onEdit: (differs: boolean) => void;
  /** Ctrl-S, or Command-S. */
  onSave: () => void;
}

/** The editor's words in the page's language. */
export interface CodeViewWords {
  /** Name of the text field. */
  label: string;
  /** CodeMirror's own English phrases, and what they are here. */
  phrases: Record<string, string>;
}

/** Going to a line asks in a panel of its own, which no learner has missed. */
const searchKeys = searchKeymap.filter(({ key }) => key !== "Mod-Alt-g");

/** One file in a CodeMirror editor: the only file that knows CodeMirror's view; loaded when a first file is opened. */
export class CodeView implements Disposable {
  readonly #view: EditorView;
  readonly #words = new Compartment();
  readonly #language = new Compartment();
  readonly #options: CodeViewOptions;
  #lineEnd: LineEnd;
  #kept: Text;

  constructor(parent: HTMLElement, options: CodeViewOptions) {
    this.#options = options;
    this.#lineEnd = lineEndOf(options.text);
    this.#view = new EditorView({ parent, doc: options.text, extensions: this.#extensions() });
    this.#kept = this.#view.state.doc;
    void this.#colour();
  }

  /** The text with the line ends that the file had. */
  get text(): string {
    return withLineEnd(this.#view.state.doc.toString(), this.#lineEnd);
  }

  /** What is on the disk is this text now. */
  kept(text: string): void {
    this.#lineEnd = lineEndOf(text);
    this.#kept = Text.of(withLineEnd(text, "\n").split("\n"));
    this.#options.onEdit(!this.#view.state.doc.eq(this.#kept));
  }

  /** Puts another text in its place, as one change that can be undone; what is the same at both ends stays as it is, with the cursor. */
  replace(text: string): void {
    const before = this.#view.state.doc.toString();
    const after = withLineEnd(text, "\n");
    const least = Math.min(before.length, after.length);
    let from = 0;
    while (from < least && before[from] === after[from]) from++;
    let same = 0;
    while (same < least - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
    if (from === before.length && from === after.length) return;
    this.#view.dispatch({ changes: { from, to: before.length - same, insert: after.slice(from, after.length - same) }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  }

  setWords(words: CodeViewWords): void {
    this.#view.dispatch({ effects: this.#words.reconfigure(this.#worded(words)) });
  }

  focus(): void {
    this.#view.focus();
  }

  [Symbol.dispose](): void {
    this.#view.destroy();
  }

  #extensions(): Extension[] {
    const save = { key: "Mod-s", preventDefault: true, run: () => (this.#options.onSave(), true) };
    return [
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of("  "),
      highlightSelectionMatches(),
      search({ top: true }),
      // Escape, then Tab, leaves the editor: CodeMirror sees to that.
      keymap.of([save, ...searchKeys, ...historyKeymap, indentWithTab, ...defaultKeymap]),
      codeTheme,
      this.#language.of([]),
      this.#words.of(this.#worded(this.#options.words)),
      EditorView.updateListener.of(({ docChanged, state }) => void (docChanged && this.#options.onEdit(!state.doc.eq(this.#kept)))),
    ];
  }

  #worded({ label, phrases }: CodeViewWords): Extension {
    return [EditorState.phrases.of(phrases), EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": this.#options.describedBy, spellcheck: "false", autocapitalize: "off" })];
  }

  async #colour(): Promise<void> {
    const language = await codeLanguage(this.#options.path);
    if (language) this.#view.dispatch({ effects: this.#language.reconfigure(language) });
  }
}
