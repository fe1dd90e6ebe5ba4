import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { socket } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { language, t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";
import { terminalTheme } from "../preferences/theme.ts";
import type { TerminalState, TerminalView, TerminalWords } from "../terminal/terminal-view.ts";
import { describeTrouble } from "../trouble.ts";
import { terminalColors } from "./colors.ts";
import { FindBar } from "./find-bar.tsx";
import { finding } from "./find.ts";
import { focusIfWanted, keepFocus } from "./focus.ts";
import { tabText } from "./tabs.ts";
import { bringToFront, setLive, views } from "./terminals.ts";

interface TerminalScreenProps {
  name: string;
  shown: boolean;
  /** How many are seen at once. */
  among: number;
  /** The one that a lesson's commands go to. */
  front: boolean;
  /** The third of three has the whole width. */
  wide: boolean;
}

/** One terminal, mounted the first time it is seen and kept until its tab closes. */
export function TerminalScreen({ name, shown, among, front, wide }: TerminalScreenProps) {
  const element = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<TerminalView>();
  const [state, setState] = useState<TerminalState>({ state: "attaching" });
  const [broken, setBroken] = useState(false);

  // Not after the next frame: somebody may have begun to type.
  useLayoutEffect(() => {
    const leaving = new AbortController();
    const inside = element.current!;
    const onState = (next: TerminalState) => {
      setState(next);
      setLive(name, next.state === "live");
    };
    void mount(inside, { name, onState, signal: leaving.signal }).then(setView, () => setBroken(true));
    return () => {
      leaving.abort();
      keepFocus(name, inside);
      views.get(name)?.dispose();
      views.delete(name);
      setLive(name, false);
    };
  }, [name]);
  useEffect(() => view?.setTheme(terminalColors[terminalTheme.value]), [view, terminalTheme.value]);
  useEffect(() => view?.setFontSize(preferences.terminalFontSize.value), [view, preferences.terminalFontSize.value]);
  useEffect(() => view?.setScreenReader(preferences.screenReader.value === "on"), [view, preferences.screenReader.value]);
  useEffect(() => view?.setWords(words()), [view, language.value]);

  return (
    <div id={`terminal-${name}`} class={`screen${front && among > 1 ? " front" : ""}${wide ? " wide" : ""}`} onFocusIn={() => bringToFront(name)} role="tabpanel" aria-label={t("terminal.name", { name: tabText(name) })} aria-describedby="terminal-leave" hidden={!shown}>
      {among > 1 && (
        <span class="screen-name" aria-hidden="true">
          {tabText(name)}
        </span>
      )}
      {front && view && finding.value && <FindBar view={view} />}
      <div ref={element} class="screen-inside" data-state={state.state} />
      {broken ? <Broken /> : state.state === "refused" ? <Refused text={describeTrouble(state.problem)} /> : !view && <Loading />}
    </div>
  );
}

async function mount(element: HTMLElement, { name, onState, signal }: { name: string; onState: (state: TerminalState) => void; signal: AbortSignal }): Promise<TerminalView | undefined> {
  const { TerminalView } = await import("../terminal/terminal-view.ts");
  if (signal.aborted) return undefined;
  const view = new TerminalView(element, {
    socket,
    terminal: name,
    theme: terminalColors[terminalTheme.value],
    fontSize: preferences.terminalFontSize.value,
    screenReader: preferences.screenReader.value === "on",
    words: words(),
    onState,
  });
  views.set(name, view);
  focusIfWanted(name);
  return view;
}

function words(): TerminalWords {
  return {
    gap: (bytes) => t("terminal.gap", { bytes }),
    ended: (code) => t("terminal.ended", { code }),
  };
}

function Loading() {
  return (
    <p class="screen-note" role="status">
      <span class="spinner" aria-hidden="true" /> {t("terminal.loading")}
    </p>
  );
}

function Refused({ text }: { text: string }) {
  return (
    <p class="screen-note notice bad" role="alert">
      <Icon name="warning" />
      {text}
    </p>
  );
}

function Broken() {
  return (
    <div class="screen-note notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{t("terminal.broken")}</strong>
        <p>{t("terminal.broken.text")}</p>
        <button type="button" class="button small" onClick={() => location.reload()}>
          {t("terminal.reload")}
        </button>
      </div>
    </div>
  );
}
