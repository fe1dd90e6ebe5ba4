import type { RefObject } from "preact";
import { t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";
import { clampShare, shareAfterKey, shareAt } from "./divider.ts";

/** Moves by mouse, touch and arrow keys; a double click brings it back. Its place is remembered. */
export function Divider({ panes }: { panes: RefObject<HTMLElement> }) {
  const share = preferences.lessonShare;
  const box = () => panes.current!.getBoundingClientRect();
  const onPointerDown = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement) || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget instanceof HTMLElement && event.currentTarget.hasPointerCapture(event.pointerId)) share.value = shareAt(event.clientX, box());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = shareAfterKey(event.key, share.value, box().width);
    if (next === undefined) return;
    event.preventDefault();
    share.value = next;
  };
  return (
    <div
      class="divider"
      role="separator"
      aria-orientation="vertical"
      aria-label={t("workspace.divider")}
      aria-controls="pane-lesson"
      aria-valuemin={20}
      aria-valuemax={80}
      aria-valuenow={Math.round(share.value * 100)}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDblClick={() => (share.value = clampShare(0.42, box().width))}
    />
  );
}
