import type { WindowRecord } from "../../server/protocol.ts";
import { Icon, type IconName } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { fileName } from "./saving/file-name.ts";
import { paintPicture } from "./saving/paint.tsx";
import { saveFile } from "./saving/save.ts";
import type { Zoom } from "./chart/zoom.ts";

interface ToolbarProps {
  record: WindowRecord;
  /** What the picture is called: the lesson's and the step's titles. */
  title: string;
  zoom: Zoom;
  table: boolean;
  onTable: (table: boolean) => void;
}

/** Zoom, table, and saving. */
export function Toolbar({ record, title, zoom, table, onTable }: ToolbarProps) {
  const savePicture = async () => {
    try {
      saveFile(await paintPicture(record, title), `${fileName(record)}.png`);
    } catch (error) {
      // EncodingError, or a canvas that is too large for the browser.
      console.error(error);
      say(t("timeline.save.failed"), "bad");
    }
  };
  return (
    <div class="timeline-tools">
      <div class="timeline-zoom" role="group" aria-label={t("timeline.zoom")}>
        <ZoomButton icon="plus" label={t("timeline.zoom.in")} off={table} click={() => zoom.by(0.5)} />
        <ZoomButton icon="minus" label={t("timeline.zoom.out")} off={table || zoom.isWhole} click={() => zoom.by(2)} />
        <button type="button" class="button small quiet" aria-disabled={table || zoom.isWhole} onClick={zoom.reset}>
          {t("timeline.zoom.whole")}
        </button>
      </div>
      <button type="button" class="button small" aria-pressed={table} onClick={() => onTable(!table)}>
        <Icon name="steps" />
        {t("timeline.table")}
      </button>
      <button type="button" class="button small" onClick={savePicture}>
        <Icon name="save" />
        {t("timeline.save.picture")}
      </button>
      <button type="button" class="button small" onClick={() => saveFile(new Blob([`${JSON.stringify(record, undefined, 2)}\n`], { type: "application/json" }), `${fileName(record)}.json`)}>
        <Icon name="save" />
        {t("timeline.save.json")}
      </button>
    </div>
  );
}

function ZoomButton({ icon, label, off, click }: { icon: IconName; label: string; off: boolean; click: () => void }) {
  return (
    <button type="button" class="button small square" aria-label={label} title={label} aria-disabled={off} onClick={() => !off && click()}>
      <Icon name={icon} />
    </button>
  );
}
