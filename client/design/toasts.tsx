import { signal } from "@preact/signals";
import { t } from "../preferences/language.ts";
import { Icon } from "./icon.tsx";

interface Toast {
  id: number;
  kind: "good" | "bad";
  text: string;
  /** Where to go on, opened in a new tab. */
  link?: { url: string; text: string };
}

const shown = signal<Toast[]>([]);
const lifeMs = { good: 2_500, bad: 9_000 };
let lastId = 0;

/** Says something in passing; screen readers hear it without losing their place. */
export function say(text: string, kind: Toast["kind"] = "good", link?: Toast["link"]): void {
  const id = ++lastId;
  shown.value = [...shown.value.filter((toast) => toast.text !== text).slice(-2), { id, kind, text, link }];
  // What can be clicked stays until it is closed.
  if (!link) setTimeout(() => dismiss(id), lifeMs[kind]);
}

function dismiss(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}

/** Where {@link say}'s words appear; once on the page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((toast) => (
        <div key={toast.id} class={`toast ${toast.kind}`}>
          <Icon name={toast.kind === "good" ? "check" : "warning"} />
          <span>
            {toast.text}{" "}
            {toast.link && (
              <a href={toast.link.url} target="_blank" rel="noopener noreferrer" onClick={() => dismiss(toast.id)}>
                {toast.link.text}
              </a>
            )}
          </span>
          {toast.kind === "bad" && (
            <button type="button" class="button quiet square small" aria-label={t("dialog.close")} onClick={() => dismiss(toast.id)}>
              <Icon name="cross" />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
