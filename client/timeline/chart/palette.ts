/** Colours of a chart; each is anything that an SVG attribute takes. */
export interface Palette {
  paper: string;
  ink: string;
  soft: string;
  grid: string;
  acknowledged: string;
  acknowledgedArea: string;
  received: string;
  kill: string;
  failed: string;
  unknown: string;
  inSync: string;
  inSyncArea: string;
  outOfSync: string;
}

/** The page's own colours, light or dark as the page is. */
export const pagePalette: Palette = {
  paper: "var(--surface)",
  ink: "var(--ink)",
  soft: "var(--ink-soft)",
  grid: "var(--line)",
  acknowledged: "var(--accent)",
  acknowledgedArea: "var(--accent-soft)",
  received: "var(--focus)",
  kill: "var(--bad)",
  failed: "var(--bad)",
  unknown: "var(--warn)",
  inSync: "var(--accent)",
  inSyncArea: "var(--accent-soft)",
  outOfSync: "var(--warn)",
};

/** Light, and as design/tokens.css has it: a picture outside of the page knows no variables. */
export const picturePalette: Palette = {
  paper: "#ffffff",
  ink: "#1c241d",
  soft: "#4d584e",
  grid: "#dcdfd2",
  acknowledged: "#3b6a3c",
  acknowledgedArea: "#e6eedc",
  received: "#1f5fbf",
  kill: "#a42a22",
  failed: "#a42a22",
  unknown: "#7a5200",
  inSync: "#3b6a3c",
  inSyncArea: "#e6eedc",
  outOfSync: "#7a5200",
};
