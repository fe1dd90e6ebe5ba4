import { useEffect, useState } from "preact/hooks";
import { Icon, type IconName } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { numberText } from "../preferences/number.ts";
import { terminalTheme } from "../preferences/theme.ts";
import type { Found } from "../terminal/terminal-search.ts";
import type { TerminalView } from "../terminal/terminal-view.ts";
import { matchColors } from "./colors.ts";
import { closeFind, findField, wantedText } from "./find.ts";
import "./find-bar.css";

/** Searches in one terminal: Enter goes on to older matches, Shift-Enter back, Escape ends it. */
export function FindBar({ view: { search } }: { view: TerminalView }) {
  const [found, setFound] = useState<Found>({ count: 0 });
  const text = wantedText.value;
  const colors = matchColors[terminalTheme.value];
  useEffect(() => {
    search.onFound = setFound;
    return () => {
      search.onFound = undefined;
      search.end();
    };
  }, [search]);
  useEffect(() => {
    // Without a text nothing is looked for, and nothing is told.
    if (!search.newest(text, colors)) setFound({ count: 0 });
  }, [search, text]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") closeFind();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.shiftKey ? search.newer(text, colors) : search.older(text, colors);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="find-bar" role="search" aria-label={t("find.label")} onKeyDown={onKeyDown}>
      <input
        id={findField}
        type="text"
        aria-label={t("find.label")}
        placeholder={t("find.placeholder")}
        value={text}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={({ currentTarget }) => (wantedText.value = currentTarget.value)}
      />
      <span class="find-count" role="status">
        {text && countText(found)}
      </span>
      <FindButton icon="up" label={t("find.older")} act={() => search.older(text, colors)} />
      <FindButton icon="down" label={t("find.newer")} act={() => search.newer(text, colors)} />
      <FindButton icon="cross" label={t("find.close")} act={closeFind} />
    </div>
  );
}

function FindButton({ icon, label, act }: { icon: IconName; label: string; act: () => unknown }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}

function countText({ count, place }: Found): string {
  if (count === 0) return t("find.none");
  return place === undefined ? t("find.many", { number: numberText(count) }) : t("find.place", { place: numberText(place), number: numberText(count) });
}
