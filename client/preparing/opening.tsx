import { Frame } from "../frame/frame.tsx";
import { Icon } from "../design/icon.tsx";
import { venueTrouble } from "../session.ts";
import { t } from "../preferences/language.ts";
import "./preparing.css";

/** Before the server's first answer; says so when there is none. */
export function Opening() {
  const trouble = venueTrouble.value;
  return (
    <Frame>
      <div class="opening" role="status">
        {trouble ? (
          <div class="notice bad">
            <Icon name="offline" />
            <div>
              <strong>{t("app.unreachable.title")}</strong>
              {t("app.unreachable.text")}
            </div>
          </div>
        ) : (
          <p>
            <span class="spinner" aria-hidden="true" /> {t("app.loading")}
          </p>
        )}
      </div>
    </Frame>
  );
}
