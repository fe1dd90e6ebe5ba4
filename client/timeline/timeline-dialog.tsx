import { useState } from "preact/hooks";
import type { WindowRecord } from "../../server/protocol.ts";
import { Dialog } from "../design/dialog.tsx";
import { Chart } from "./chart/chart.tsx";
import { Figures } from "./figures.tsx";
import { Legend } from "./chart/legend.tsx";
import { NeedsList } from "./needs-list.tsx";
import { Progress } from "./progress.tsx";
import { SecondsTable } from "./table/seconds-table.tsx";
import { Toolbar } from "./toolbar.tsx";
import { Verdict } from "./verdict.tsx";
import { useZoom } from "./chart/zoom.ts";

interface TimelineDialogProps {
  record: WindowRecord;
  title: string;
  onClose: () => void;
}

/** The timeline over the whole page, made for a room that looks at a projector. */
export function TimelineDialog({ record, title, onClose }: TimelineDialogProps) {
  const zoom = useZoom(record);
  const [second, setSecond] = useState<number>();
  const [table, setTable] = useState(false);
  return (
    <Dialog title={title} onClose={onClose} full>
      <div class="timeline-large">
        <div class="timeline-top">
          <Progress record={record} />
          <NeedsList record={record} />
        </div>
        <Figures record={record} />
        <Verdict record={record} />
        {table ? <SecondsTable record={record} /> : <Chart record={record} zoom={zoom} second={second} onSecond={setSecond} brief={false} />}
        <div class="timeline-bottom">
          <Legend record={record} second={second} />
          <Toolbar record={record} title={title} zoom={zoom} table={table} onTable={setTable} />
        </div>
      </div>
    </Dialog>
  );
}
