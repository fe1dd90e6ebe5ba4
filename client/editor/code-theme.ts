import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "var(--editor-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-gutters": { border: "0", backgroundColor: "var(--surface)", color: "var(--ink-faint)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "34px", padding: "0 10px 0 8px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent-soft) 40%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-cursor": { borderLeft: "2px solid var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--focus) 28%, transparent)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent-line)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--warn-line)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  ".cm-panels": { borderColor: "var(--line)", backgroundColor: "var(--sunken)", color: "var(--ink)", fontFamily: "var(--font)" },
  ".cm-panel.cm-search": { padding: "6px 34px 6px 10px", fontSize: "var(--text-small)" },
  ".cm-panel.cm-search [name=close]": { right: "8px", top: "6px", width: "26px", color: "var(--ink)", fontSize: "20px", cursor: "pointer" },
  ".cm-panel.cm-search :is(input, button, label)": { fontSize: "var(--text-small)" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center" },
  ".cm-textfield": { border: "1px solid var(--line-strong)", borderRadius: "var(--round-small)", backgroundColor: "var(--surface)", color: "var(--ink)" },
  ".cm-button": { border: "1px solid var(--line-strong)", borderRadius: "var(--round-small)", backgroundImage: "none", backgroundColor: "var(--surface)", color: "var(--ink)", cursor: "pointer" },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.heading, tags.tagName, tags.modifier], color: "var(--syntax-word)" },
  { tag: [tags.string, tags.regexp, tags.special(tags.string), tags.inserted], color: "var(--syntax-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.deleted], color: "var(--syntax-number)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName, tags.typeName, tags.className, tags.standard(tags.name), tags.definition(tags.variableName), tags.function(tags.variableName), tags.labelName, tags.link], color: "var(--syntax-name)" },
  { tag: [tags.comment, tags.meta], color: "var(--syntax-comment)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
]);

/** How code looks: the page's own colours, so that it follows light and dark by itself. */
export const codeTheme = [frame, syntaxHighlighting(colors)];
