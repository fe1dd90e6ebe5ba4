import { useState } from "preact/hooks";
import type { WindowRecord } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { Chart } from "./chart/chart.tsx";
import { Legend } from "./chart/legend.tsx";
import { NeedsList } from "./needs-list.tsx";
import { Progress } from "./progress.tsx";
import { Said } from "./said.tsx";
import { TimelineDialog } from "./timeline-dialog.tsx";
import { Verdict } from "./verdict.tsx";
import { useZoom } from "./chart/zoom.ts";
import "./timeline.css";

/** A window check as it goes on and as it went, in the step panel; larger on request. `title` names lesson and step. */
export function Timeline({ record, title }: { record: WindowRecord; title: string }) {
  const zoom = useZoom(record);
  const [second, setSecond] = useState<number>();
  const [large, setLarge] = useState(false);
  const [hidden, setHidden] = useState(false);
  return (
    <section class="timeline" aria-label={t("timeline.title")}>
      <div class="timeline-head">
        <Progress record={record} />
        <button type="button" class="button small" onClick={() => setLarge(true)}>
          <Icon name="larger" />
          {t("timeline.larger")}
        </button>
        <button type="button" class={hidden ? "button small square quiet timeline-fold folded" : "button small square quiet timeline-fold"} aria-expanded={!hidden} aria-label={t(hidden ? "timeline.show" : "timeline.hide")} title={t(hidden ? "timeline.show" : "timeline.hide")} onClick={() => setHidden(!hidden)}>
          <Icon name="down" />
        </button>
      </div>
      {!hidden && (
        <>
          <Verdict record={record} />
          <NeedsList record={record} />
          <Chart record={record} zoom={zoom} second={second} onSecond={setSecond} brief />
          <Legend record={record} second={second} brief />
        </>
      )}
      <Said record={record} />
      {large && <TimelineDialog record={record} title={title} onClose={() => setLarge(false)} />}
    </section>
  );
}
