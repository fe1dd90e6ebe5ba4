import { Dialog } from "../design/dialog.tsx";
import { Icon } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { resumeLink } from "../session.ts";
import { t } from "../preferences/language.ts";
import { copyText } from "../clipboard.ts";

/** The link that opens this session elsewhere. */
export function DeviceDialog({ onClose }: { onClose: () => void }) {
  const copy = async () => {
    if (!(await copyText(resumeLink()))) return say(t("action.copyFailed"), "bad");
    onClose();
    say(t("action.copied"));
  };
  return (
    <Dialog title={t("workspace.device")} onClose={onClose}>
      <p>{t("workspace.device.text")}</p>
      <input class="device-link" readOnly value={resumeLink()} aria-label={t("workspace.device")} onFocus={(event) => event.currentTarget.select()} />
      <div class="dialog-actions">
        <button type="button" class="button primary" onClick={copy}>
          <Icon name="copy" />
          {t("workspace.device.copy")}
        </button>
      </div>
    </Dialog>
  );
}
