import type { VenueStatus } from "../../server/protocol.ts";
import { Frame } from "../frame/frame.tsx";
import { Icon } from "../design/icon.tsx";
import { Mark } from "../design/mark.tsx";
import { ProgressBar } from "../design/progress-bar.tsx";
import { VenueNotice } from "../design/venue-notice.tsx";
import { venueTrouble } from "../session.ts";
import { t } from "../preferences/language.ts";
import { StageList } from "./stage-list.tsx";
import "./preparing.css";

/** While the venue is being prepared: each stage, and why one failed. Turns into the entrance by itself. */
export function Preparing({ status }: { status: Exclude<VenueStatus, { status: "ready" }> }) {
  const { stages } = status;
  const done = stages.filter((stage) => stage.state === "done").length;
  const summary = t("preparing.done", { done, count: stages.length });
  const fraction = stages.reduce((sum, stage) => sum + (stage.state === "done" ? 1 : stage.state === "running" ? stage.progress : 0), 0);
  const explained = stages.some((stage) => stage.failure);
  return (
    <Frame>
      <div class="preparing">
        <div class="preparing-head">
          <Mark size={56} />
          <h1>{t("preparing.title")}</h1>
          <p>{t("preparing.text")}</p>
        </div>
        {venueTrouble.value && <Notice icon="offline" title={t("app.unreachable.title")} text={t("app.unreachable.text")} />}
        {explained && <Notice icon="warning" title={t("preparing.failed.title")} text={t("preparing.failed.text")} />}
        {!explained && <VenueNotice status={status} />}
        <div class="preparing-sum">
          <ProgressBar value={stages.length ? fraction / stages.length : undefined} label={t("preparing.title")} />
          <p role="status">{summary}</p>
        </div>
        <StageList stages={stages} />
      </div>
    </Frame>
  );
}

function Notice({ icon, title, text }: { icon: "offline" | "warning"; title: string; text: string }) {
  return (
    <div class="notice bad" role="alert">
      <Icon name={icon} />
      <div>
        <strong>{title}</strong>
        {text}
      </div>
    </div>
  );
}
