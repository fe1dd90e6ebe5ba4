import type { WindowRecord } from "../../../server/protocol.ts";
import { language, t } from "../../preferences/language.ts";
import { Drawing } from "../chart/drawing.tsx";
import { picturePalette as palette } from "../chart/palette.ts";
import { planChart } from "../chart/plan.ts";
import { wholeRange } from "../chart/time-range.ts";
import { figuresOf, figureText } from "../figures.tsx";
import { legendOf, legendWords, Swatch } from "../chart/legend.tsx";
import { textWidth, wrapText } from "../chart/text-width.ts";
import { verdictWords } from "../verdict-words.ts";
import { PictureVerdict } from "./picture-verdict.tsx";

/** What a projector and a slide take, in pixels. */
export const pictureSize = { width: 1920, height: 1080 };

const margin = 72;
const inside = pictureSize.width - margin * 2;
const fonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, sans-serif';

/** A window as a picture that stands by itself: title, time, counts, verdict, chart and legend, on a light ground. */
export function Picture({ record, title }: { record: WindowRecord; title: string }) {
  const verdict = verdictWords(record);
  const top = verdict ? 400 : 290;
  const chart = { width: inside, height: pictureSize.height - top - 110, font: 24, lanes: 3 };
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width={pictureSize.width} height={pictureSize.height} viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`} font-family={fonts} fill={palette.ink}>
      <rect width="100%" height="100%" fill={palette.paper} />
      <rect width="100%" height="12" fill={palette.acknowledged} />
      <text x={margin} y="88" font-size="46" font-weight="700">
        {wrapText(title, 46, inside - 480)[0]}
      </text>
      <text x={pictureSize.width - margin} y="88" font-size="28" text-anchor="end" fill={palette.soft}>
        {new Date(record.openedAt).toLocaleString(language.value, { dateStyle: "medium", timeStyle: "short" })}
      </text>
      <Counts record={record} y={150} />
      {verdict && <PictureVerdict words={verdict} x={margin} y={276} width={inside} />}
      <g transform={`translate(${margin} ${top})`}>
        <Drawing record={record} plan={planChart(record, wholeRange(record), chart)} palette={palette} id="picture" />
      </g>
      <PictureLegend record={record} y={pictureSize.height - 56} />
    </svg>
  );
}

function Counts({ record, y }: { record: WindowRecord; y: number }) {
  const { large, small } = figuresOf(record);
  const all = [...large, ...small];
  return (
    <g>
      {all.map((figure, index) => (
        <g key={figure.what} transform={`translate(${margin + (index * inside) / all.length} ${y})`}>
          <text y="24" font-size="24" fill={palette.soft}>
            {t(`timeline.${figure.what}`)}
          </text>
          <text y="84" font-size={large.includes(figure) ? 56 : 40} font-weight="650" fill={figure.what === "lost" && figure.value ? palette.kill : palette.ink}>
            {figureText(figure)}
          </text>
        </g>
      ))}
    </g>
  );
}

function PictureLegend({ record, y }: { record: WindowRecord; y: number }) {
  let x = margin;
  return (
    <g font-size="24">
      {legendOf(record).map((kind) => {
        const at = x;
        x += textWidth(legendWords(kind), 24) + 86;
        return (
          <g key={kind} transform={`translate(${at} ${y})`}>
            <g transform="translate(0 -20) scale(1.7)">
              <Swatch kind={kind} palette={palette} />
            </g>
            <text x="46">{legendWords(kind)}</text>
          </g>
        );
      })}
      <text x={pictureSize.width - margin} text-anchor="end" y={y} fill={palette.soft}>
        Tatami
      </text>
    </g>
  );
}
