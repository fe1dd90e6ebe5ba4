import type { Stage } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { ProgressBar } from "../design/progress-bar.tsx";
import { describeSeconds } from "../preferences/duration.ts";
import { language, t } from "../preferences/language.ts";
import { StageFailure } from "./failure.tsx";
import { nameOf } from "../words/names.ts";

/** The stages of the venue's preparation, in their order. */
export function StageList({ stages }: { stages: Stage[] }) {
  return (
    <ol class="stages">
      {stages.map((stage) => (
        <StageRow key={stage.id} stage={stage} />
      ))}
    </ol>
  );
}

function StageRow({ stage }: { stage: Stage }) {
  const name = nameOf(stage.id, language.value);
  return (
    <li class={`stage ${stage.state}`}>
      <span class="stage-sign">
        {stage.state === "done" && <Icon name="check" />}
        {stage.state === "failed" && <Icon name="cross" />}
        {stage.state === "running" && <span class="spinner" aria-hidden="true" />}
      </span>
      <div class="stage-body">
        <div class="stage-line">
          <strong>{name}</strong>
          <span class="stage-state">{stateText(stage)}</span>
        </div>
        {stage.state === "running" && (
          <>
            <ProgressBar value={stage.progress} label={name} />
            {stage.step && <p class="stage-detail">{`${nameOf(stage.step.id, language.value)} (${stage.step.number}/${stage.step.of})`}</p>}
            {stage.detail && <p class="stage-detail" lang="en">{stage.detail}</p>}
          </>
        )}
        {stage.failure && <StageFailure id={stage.id} failure={stage.failure} />}
      </div>
    </li>
  );
}

function stateText(stage: Stage): string {
  if (stage.state === "running" && stage.secondsLeft !== undefined) return t("preparing.left", { time: describeSeconds(stage.secondsLeft) });
  return t(`stage.${stage.state}`);
}
