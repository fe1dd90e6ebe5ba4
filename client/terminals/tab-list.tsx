import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { openFind } from "./find.ts";
import { focusTerminal } from "./focus.ts";
import { freeName, tabText } from "./tabs.ts";
import { bringToFront, closeTerminal, front, paneCount, seeAtOnce, seen, tabs } from "./terminals.ts";

/** The terminals' tabs: arrow keys go along them, Delete closes one, Enter goes into it. `names`: what the lesson calls the terminals 1, 2, ... */
export function TabList({ names }: { names: readonly string[] }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.value.indexOf(front.value ?? "");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = event.key === "Home" ? 0 : event.key === "End" ? tabs.value.length - 1 : step === undefined ? undefined : index + step;
    if (event.key === "Delete" && front.value && tabs.value.length > 1) void closeTerminal(front.value);
    if (target === undefined || event.ctrlKey) return;
    event.preventDefault();
    const name = tabs.value.at(target % tabs.value.length);
    if (name === undefined) return;
    bringToFront(name);
    document.getElementById(`tab-${name}`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label={t("terminal.tabs")} onKeyDown={onKeyDown}>
        {tabs.value.map((name) => (
          <Tab key={name} name={name} called={names[Number(name) - 1] ?? ""} active={name === front.value} shown={seen.value.includes(name)} />
        ))}
      </div>
      <button type="button" class="tab-new" aria-label={t("terminal.new")} title={t("terminal.new")} onClick={() => enter(freeName(tabs.value))}>
        <Icon name="plus" />
      </button>
      {tabs.value.length > 1 && front.value !== undefined && <CloseFront name={front.value} />}
      <button type="button" class="tab-find" aria-label={t("find.label")} aria-keyshortcuts="Control+Shift+F" title={`${t("find.label")} (Ctrl+Shift+F)`} onClick={openFind}>
        <Icon name="search" />
      </button>
      <SplitButton />
    </div>
  );
}

const nextCount = { 1: "2", 2: "4", 4: "1" } as const;

/** How many terminals are seen at once: one, two, four, and one again. */
function SplitButton() {
  const count = paneCount.value;
  const label = t("terminal.split", { count });
  return (
    <button type="button" class="tab-split" aria-label={label} title={label} onClick={() => seeAtOnce(nextCount[count])}>
      <Icon name="split" />
      <span aria-hidden="true">{count}</span>
    </button>
  );
}

function enter(name: string): void {
  // Rendering, which shows the terminal, is a microtask that waits already.
  if (bringToFront(name)) queueMicrotask(() => focusTerminal(name));
}

/** Seen only by those who come to it by keyboard or screen reader. */
function CloseFront({ name }: { name: string }) {
  return (
    <button type="button" class="tab-close-front" onClick={() => closeTerminal(name)}>
      {t("terminal.close", { name: tabText(name) })}
    </button>
  );
}

function Tab({ name, called, active, shown }: { name: string; called: string; active: boolean; shown: boolean }) {
  const tab = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (active) tab.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  return (
    <span ref={tab} class={active ? "tab active" : shown ? "tab shown" : "tab"} role="presentation">
      <button type="button" id={`tab-${name}`} role="tab" aria-selected={active} aria-keyshortcuts="Delete" aria-controls={shown ? `terminal-${name}` : undefined} tabIndex={active ? 0 : -1} onClick={() => enter(name)}>
        <Icon name="terminal" />
        <span class="heard-only">{t("terminal.name", { name: "" })}</span>
        {tabText(name)}
        {called && <span class="tab-called">{called}</span>}
      </button>
      {tabs.value.length > 1 && (
        // For pointers only: a tab list holds nothing but tabs. Keyboards have Delete and the button behind the list.
        <button type="button" class="tab-close" tabIndex={-1} aria-hidden="true" title={t("terminal.close", { name: tabText(name) })} onClick={() => closeTerminal(name)}>
          <Icon name="cross" />
        </button>
      )}
    </span>
  );
}
