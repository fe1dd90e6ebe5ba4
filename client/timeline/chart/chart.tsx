import { useId, useMemo, useRef, useState } from "preact/hooks";
import type { WindowRecord } from "../../../server/protocol.ts";
import { language, t } from "../../preferences/language.ts";
import { pressKey } from "./chart-keys.ts";
import { Drawing } from "./drawing.tsx";
import { pagePalette } from "./palette.ts";
import { type ChartPlan, planChart, secondAt, xOf } from "./plan.ts";
import { clockText } from "../clock-text.ts";
import { useSize } from "./size.ts";
import type { Zoom } from "./zoom.ts";

interface ChartProps {
  record: WindowRecord;
  zoom: Zoom;
  /** The second that is read, and how another one is chosen. */
  second: number | undefined;
  onSecond: (second: number | undefined) => void;
  /** In the narrow step panel: smaller text, and fewer words. */
  brief: boolean;
}

/** Shorter ways of the pointer are clicks. */
const shortestDrag = 6;

/** The chart on the page: dragging zooms, keys read second by second. For screen readers it is a slider over the seconds that says what happened in each. */
export function Chart({ record, zoom, second, onSecond, brief }: ChartProps) {
  const id = useId();
  const element = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(element);
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const last = Math.max(0, record.seconds.length - 1);
  const read = Math.min(second ?? last, last);
  const font = brief ? 11 : Math.min(20, Math.max(13, width / 75));
  const plan = planChart(record, zoom.range, { width, height, font, lanes: brief ? 1 : 3 });
  // Moving the pointer draws the cursor again and nothing else.
  const drawing = useMemo(
    () => <Drawing record={record} plan={plan} palette={pagePalette} id={id} brief={brief} />,
    [record, zoom.range.from, zoom.range.to, width, height, brief, id, language.value],
  );

  const placeOf = (event: PointerEvent) => event.clientX - (element.current?.getBoundingClientRect().left ?? 0);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    element.current?.setPointerCapture(event.pointerId);
    const x = placeOf(event);
    setDrag({ from: x, to: x });
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = placeOf(event);
    if (drag) setDrag({ ...drag, to: x });
    onSecond(Math.min(last, Math.max(0, Math.floor(secondAt(plan, x)))));
  };
  const onPointerUp = () => {
    setDrag(undefined);
    if (drag && Math.abs(drag.to - drag.from) >= shortestDrag) {
      zoom.show({ from: secondAt(plan, Math.min(drag.from, drag.to)), to: secondAt(plan, Math.max(drag.from, drag.to)) });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (pressKey(event.key, { zoom, second: read, last, read: onSecond })) event.preventDefault();
  };
  return (
    <div
      ref={element}
      class="timeline-chart"
      role="slider"
      tabIndex={0}
      aria-label={t("timeline.chart")}
      aria-description={t("timeline.chart.keys")}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={read}
      aria-valuetext={secondWords(record, read)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => !drag && onSecond(undefined)}
      onDblClick={zoom.reset}
      onKeyDown={onKeyDown}
    >
      {width > 0 && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
          {drawing}
          {second !== undefined && <Cursor plan={plan} second={second} />}
          {drag && <Selection plan={plan} drag={drag} />}
        </svg>
      )}
    </div>
  );
}

function Cursor({ plan, second }: { plan: ChartPlan; second: number }) {
  const x = xOf(plan, second + 0.5);
  if (x < plan.left || x > plan.right) return null;
  return <line class="timeline-cursor" x1={x} x2={x} y1={plan.rates.top} y2={plan.inSync.bottom} />;
}

function Selection({ plan, drag }: { plan: ChartPlan; drag: { from: number; to: number } }) {
  const from = Math.max(plan.left, Math.min(drag.from, drag.to));
  const to = Math.min(plan.right, Math.max(drag.from, drag.to));
  return <rect class="timeline-selection" x={from} y={plan.rates.top} width={Math.max(0, to - from)} height={plan.inSync.bottom - plan.rates.top} />;
}

/** What is heard of a second. */
function secondWords({ seconds, kills }: WindowRecord, index: number): string {
  const { acknowledged = 0, received = 0, failed = 0, unknown = 0, inSync, replicas } = seconds[index] ?? {};
  const parts = [t("timeline.second", { time: clockText(index), acknowledged, received, failed, unknown })];
  if (inSync !== undefined) parts.push(`${t("timeline.inSync")}: ${t("timeline.inSync.of", { inSync, replicas: replicas ?? 0 })}`);
  for (const kill of kills) if (Math.floor(kill.atMs / 1_000) === index) parts.push(t("timeline.table.killed", { pod: kill.leader ? t("timeline.kill.named", { pod: kill.pod }) : kill.pod }));
  return parts.join(". ");
}
