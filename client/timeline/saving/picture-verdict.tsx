import { iconShape } from "../../design/icon.tsx";
import { textWidth, wrapText } from "../chart/text-width.ts";
import type { VerdictWords } from "../verdict-words.ts";

/** As design/tokens.css has them in the light. */
const colours: Record<VerdictWords["kind"], { ink: string; ground: string; line: string }> = {
  good: { ink: "#23703d", ground: "#e2f2e4", line: "#a3d0ab" },
  warn: { ink: "#7a5200", ground: "#fcf2d8", line: "#e4cb88" },
  bad: { ink: "#a42a22", ground: "#fcebe8", line: "#e9b5ae" },
};

const mostLines = 2;

/** The verdict in a picture: its sign, its name, and its sentence in two lines at most. */
export function PictureVerdict({ words, x, y, width }: { words: VerdictWords; x: number; y: number; width: number }) {
  const { ink, ground, line } = colours[words.kind];
  const textLeft = 98 + textWidth(words.title, 40) * 1.12 + 44;
  const lines = wrapText(words.text, 26, width - textLeft - 40);
  const shown = lines.slice(0, mostLines).map((text, index) => (index === mostLines - 1 && lines.length > mostLines ? `${text} …` : text));
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={width} height="100" rx="16" fill={ground} stroke={line} stroke-width="2" />
      <path d={iconShape(words.icon)} transform="translate(24 22) scale(2.8)" fill="none" stroke={ink} stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
      <text x="98" y="64" font-size="40" font-weight="700" fill={ink}>
        {words.title}
      </text>
      {shown.map((text, index) => (
        <text key={index} x={textLeft} y={(shown.length === 1 ? 60 : 43) + index * 36} font-size="26">
          {text}
        </text>
      ))}
    </g>
  );
}
