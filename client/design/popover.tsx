import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface PopoverProps {
  /** What the button shows. */
  button: ComponentChildren;
  /** The button's name, when what it shows is a picture. */
  label?: string;
  children: (close: () => void) => ComponentChildren;
}

/** A button that opens a small panel below it; Escape, a click elsewhere or leaving it by keyboard closes it. */
export function Popover({ button, label, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      // A control that the change itself removed is no longer below the anchor, but was not elsewhere.
      if (event.target instanceof Node && event.target.isConnected && !anchor.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    close();
  };
  return (
    <div class="popover-anchor" ref={anchor} onKeyDown={onKeyDown}>
      <button ref={trigger} type="button" class="button quiet small" aria-expanded={open} aria-controls={id} aria-label={label} title={label} onClick={() => setOpen(!open)}>
        {button}
      </button>
      <div id={id} class="popover" hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  );
}
