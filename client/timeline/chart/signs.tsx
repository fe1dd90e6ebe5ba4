import type { Palette } from "./palette.ts";

interface SignProps {
  /** Its middle. */
  x: number;
  y: number;
  /** Half of its width. */
  size: number;
  palette: Palette;
}

/** A kill: filled for a leader, hollow for another; told apart without colours. */
export function KillSign({ x, y, size, palette, leader }: SignProps & { leader: boolean }) {
  return <path d={`M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`} fill={leader ? palette.kill : palette.paper} stroke={palette.kill} stroke-width={size / 3} stroke-linejoin="round" />;
}

/** Something failed: a cross. */
export function FailedSign({ x, y, size, palette }: SignProps) {
  return <path d={`M${x - size} ${y - size}l${size * 2} ${size * 2}m0 ${-size * 2}l${-size * 2} ${size * 2}`} stroke={palette.failed} stroke-width={size / 1.8} stroke-linecap="round" fill="none" />;
}

/** Nobody knows: a hollow ring. */
export function UnknownSign({ x, y, size, palette }: SignProps) {
  return <circle cx={x} cy={y} r={size} fill="none" stroke={palette.unknown} stroke-width={size / 1.8} />;
}
