import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../preferences/language.ts";
import { Icon } from "./icon.tsx";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at its end; without them there is a cross at its top. */
  actions?: ComponentChildren;
  /** Over the whole page. */
  full?: boolean;
}

/** A modal dialog: the browser keeps the focus inside, Escape closes it, and the focus goes back to where it came from. */
export function Dialog({ title, onClose, children, actions, full = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      // Not before it is gone: what is around an open dialog takes no focus. And not from somebody who has gone elsewhere meanwhile.
      queueMicrotask(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);
  return (
    <dialog ref={ref} class={full ? "dialog full" : "dialog"} aria-labelledby={titleId} onClose={onClose} onClick={(event) => event.target === ref.current && onClose()}>
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {!actions && (
            <button type="button" class="button quiet square small" aria-label={t("dialog.close")} onClick={onClose}>
              <Icon name="cross" />
            </button>
          )}
        </div>
        {children}
        {actions && <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
