import { Dialog } from "../design/dialog.tsx";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { resumeOffer, takeResumeOffer } from "../session.ts";
import { describeTrouble } from "../trouble.ts";

/** Asks whoever works here already, and has followed another session's link, which of the two it shall be. */
export function ResumeOffer() {
  const offer = resumeOffer.value;
  if (!offer) return null;
  const names = { own: offer.own, other: offer.other };
  const stay = (): void => void (resumeOffer.value = undefined);
  const open = async (): Promise<void> => {
    const reply = await takeResumeOffer();
    if (!reply.ok) say(describeTrouble(reply.problem), "bad");
  };
  const actions = (
    <>
      <button type="button" class="button primary" autofocus onClick={stay}>
        {t("resume.offer.stay", names)}
      </button>
      <button type="button" class="button" onClick={open}>
        {t("resume.offer.open", names)}
      </button>
    </>
  );
  return (
    <Dialog title={t("resume.offer", names)} onClose={stay} actions={actions}>
      <p>{t("resume.offer.text", names)}</p>
      <p>{t("resume.offer.warning")}</p>
    </Dialog>
  );
}
