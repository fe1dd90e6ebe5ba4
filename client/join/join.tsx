import { Frame } from "../frame/frame.tsx";
import { Icon } from "../design/icon.tsx";
import { VenueNotice } from "../design/venue-notice.tsx";
import { Mats } from "../design/mats.tsx";
import { resumeTrouble, venue } from "../session.ts";
import { t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { JoinForm } from "./join-form.tsx";
import "./join.css";

const points = ["cluster", "terminal", "check"] as const;

/** The entrance: what this is, and a name to go in. */
export function Join() {
  const status = venue.value?.status;
  return (
    <Frame>
      <div class="join">
        <section class="join-side">
          <Mats />
          <div class="join-words">
            <p class="join-lead">{t("join.lead")}</p>
            <ul>
              {points.map((point) => (
                <li key={point}>
                  <Icon name="check" />
                  {t(`join.point.${point}`)}
                </li>
              ))}
            </ul>
          </div>
        </section>
        <section class="join-main" aria-labelledby="join-title">
          <div class="join-card">
            <p class="join-for">{t("join.title")}</p>
            <h1 id="join-title">{venue.value?.title}</h1>
            {resumeTrouble.value && (
              <div class="notice warn" role="alert">
                <Icon name="warning" />
                <div>
                  <strong>{t("join.resume.failed")}</strong>
                  {resumeTrouble.value.code === "resume-link-unknown" ? t("join.resume.failed.text") : describeTrouble(resumeTrouble.value)}
                </div>
              </div>
            )}
            <VenueNotice status={status} />
            <JoinForm needsAccessCode={venue.value?.needsAccessCode ?? false} />
          </div>
        </section>
      </div>
    </Frame>
  );
}
