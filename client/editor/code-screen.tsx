import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { language, t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";
import { describeTrouble } from "../trouble.ts";
import type { CodeView } from "./code-view.ts";
import { codeViewWords } from "./editor-words.ts";
import { codeViews, edited, lookAgain, type OpenFile, saveFile } from "./files.ts";
import { focusIfWanted } from "./focus.ts";

/** Id of what tells how to leave an editor by keyboard. */
export const leaveEditor = "editor-leave";

/** A look at the disk is not worth more than this, in milliseconds. */
const looksApart = 3_000;

/** One file, mounted the first time it is in front and kept until its tab closes. */
export function CodeScreen({ file, shown }: { file: OpenFile; shown: boolean }) {
  const { path, state } = file;
  const element = useRef<HTMLDivElement>(null);
  const lookedAt = useRef(0);
  const [view, setView] = useState<CodeView>();
  const [broken, setBroken] = useState(false);
  const isHere = state.state !== "opening" && state.state !== "refused";

  useLayoutEffect(() => {
    if (!isHere) return;
    const leaving = new AbortController();
    mount(element.current!, file, leaving.signal).then(setView, () => setBroken(true));
    return () => {
      leaving.abort();
      codeViews.get(path)?.[Symbol.dispose]();
      codeViews.delete(path);
    };
  }, [path, isHere]);
  useEffect(() => view?.setWords(codeViewWords(path)), [view, language.value]);

  const look = () => {
    if (performance.now() - lookedAt.current < looksApart) return;
    lookedAt.current = performance.now();
    void lookAgain(path);
  };
  return (
    <div id={`file-${path}`} class="code-screen" role="tabpanel" aria-label={path} hidden={!shown} style={{ "--editor-size": `${preferences.terminalFontSize.value}px` }} onFocusIn={look} onPointerEnter={look}>
      <div ref={element} class="code-inside" />
      {broken && <Note bad text={t("editor.broken")} />}
      {state.state === "refused" && <Note bad text={describeTrouble(state.problem)} />}
      {!broken && !view && state.state !== "refused" && <Note text={t("editor.loading")} />}
    </div>
  );
}

async function mount(element: HTMLElement, { path, text }: OpenFile, signal: AbortSignal): Promise<CodeView | undefined> {
  const { CodeView } = await import("./code-view.ts");
  if (signal.aborted) return undefined;
  const view = new CodeView(element, {
    path,
    text,
    words: codeViewWords(path),
    describedBy: leaveEditor,
    onEdit: (differs) => edited(path, differs),
    onSave: () => void saveFile(path),
  });
  codeViews.set(path, view);
  focusIfWanted(path);
  return view;
}

function Note({ text, bad = false }: { text: string; bad?: boolean }) {
  return (
    <p class={bad ? "code-note notice bad" : "code-note"} role={bad ? "alert" : "status"}>
      {bad ? <Icon name="warning" /> : <span class="spinner" aria-hidden="true" />}
      {text}
    </p>
  );
}
