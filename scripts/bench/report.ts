import type { Figure } from "./figure.ts";
import type { Machine } from "./machine.ts";

/** The figures as a table: goals first to be seen, samples and notes below their figure. */
export function tableOf(figures: Readonly<Record<string, Figure>>): string {
  const rows = Object.entries(figures).map(([name, figure]) => ({
    name,
    value: shown(figure.value),
    unit: figure.unit,
    goal: figure.goal === "none" ? "" : `${figure.ok ? "✔" : "✖"} goal ${figure.goal}`,
    below: [figure.samples && `each: ${figure.samples.map(shown).join("  ")}`, figure.note].filter((line) => line !== undefined),
  }));
  const width = (of: (row: (typeof rows)[number]) => string): number => Math.max(0, ...rows.map((row) => of(row).length));
  const [names, values, units] = [width(({ name }) => name), width(({ value }) => value), width(({ unit }) => unit)];
  return rows
    .flatMap(({ name, value, unit, goal, below }) => [
      `  ${name.padEnd(names)}  ${value.padStart(values)} ${unit.padEnd(units)}  ${goal}`.trimEnd(),
      ...below.map((line) => `    ${line}`),
    ])
    .join("\n");
}

/** The machine in two lines, and a third where the figures are not to be trusted. */
export function machineLines(machine: Machine): string {
  const { cores, processor, memoryGigabytes, kernel, docker, node, loadBefore, date } = machine;
  const lines = [
    `${cores} cores (${processor}), ${memoryGigabytes} GiB memory, ${kernel}, Docker ${docker}, Node ${node}`,
    `${date.slice(0, 16).replace("T", " ")} UTC, load ${loadBefore} in the minute before`,
  ];
  if (loadBefore > cores / 2) lines.push(`This machine was busy with other work: times are longer here than on a quiet one.`);
  return lines.map((line) => `  ${line}`).join("\n");
}

/** The figures by name, each with the machine it was taken on. */
export function jsonOf(figures: Readonly<Record<string, Figure>>, machine: Machine): string {
  return `${JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, { ...figure, machine }])), undefined, 2)}\n`;
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(value);
}
