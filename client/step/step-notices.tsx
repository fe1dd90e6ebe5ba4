import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";

/** What the lesson's author has left out of this step: the rest of it goes on, and whoever misses something knows why. */
export function StepNotices({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <div class="notice warn step-notices">
      <Icon name="warning" />
      <div>
        <strong>{t("step.notices")}</strong>
        <p>{t("step.notices.text")}</p>
        <ul lang="en">
          {notices.map((notice) => (
            <li key={notice}>
              <code>{notice}</code>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
