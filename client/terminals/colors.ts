import type { ITheme } from "@xterm/xterm";
import type { MatchColors } from "../terminal/terminal-search.ts";

/** Colours of the terminals; every ANSI colour reads well (4.5 to 1 and more) on its ground. */
export const terminalColors: Record<"light" | "dark", ITheme> = {
  dark: {
    background: "#141a16",
    foreground: "#dfe6dc",
    cursor: "#b6c478",
    cursorAccent: "#141a16",
    selectionBackground: "#3d5440",
    black: "#7d8a7f",
    red: "#f28b7d",
    green: "#93cf8b",
    yellow: "#e0bf68",
    blue: "#86b6ee",
    magenta: "#d29fe6",
    cyan: "#79cdc6",
    white: "#dfe6dc",
    brightBlack: "#95a397",
    brightRed: "#ffa79b",
    brightGreen: "#aee3a5",
    brightYellow: "#f2d687",
    brightBlue: "#a8ceff",
    brightMagenta: "#e4bdf4",
    brightCyan: "#9fe5de",
    brightWhite: "#ffffff",
  },
  light: {
    background: "#fdfdf9",
    foreground: "#1c241d",
    cursor: "#3b6a3c",
    cursorAccent: "#fdfdf9",
    selectionBackground: "#cfdfc0",
    black: "#1c241d",
    red: "#a42a22",
    green: "#23703d",
    yellow: "#7a5200",
    blue: "#1a5a9a",
    magenta: "#7b3f9e",
    cyan: "#0c6a6a",
    white: "#5f6a60",
    brightBlack: "#4d584e",
    brightRed: "#b8352b",
    brightGreen: "#2a7a44",
    brightYellow: "#835a06",
    brightBlue: "#2266aa",
    brightMagenta: "#8a4bae",
    brightCyan: "#12706f",
    brightWhite: "#3a443b",
  },
};

/** Grounds of what a search has found; the terminals' colours read well on them. */
export const matchColors: Record<"light" | "dark", MatchColors> = {
  dark: { match: "#3c4526", current: "#6b5310" },
  light: { match: "#e6edc6", current: "#f5d67a" },
};
