import { posix } from "node:path";
import type { Lesson } from "./lesson.ts";
import { previewTargets } from "./markdown/preview.ts";

/** What stands beside a lesson's text from its beginning, as `index.json` of a scenario from elsewhere wants it. */
export interface LessonLayout {
  /** Files that the editor opens. */
  files: string[];
  /** Ports of the learner's environment that are one click away. */
  ports: LayoutPort[];
}

/** A dashboard: a port and where on it. */
export interface LayoutPort {
  name: string;
  port: number;
  path: string;
}

/** As many as there is room for. */
const most = { files: 6, ports: 4 };

/** Reads `files`, `asyncFiles`, `environment.uieditorpath` and `dashboards`; what makes no sense there is left out. */
export function layoutOf({ foreign }: Lesson): LessonLayout {
  const environment = object(foreign["environment"]);
  const files = [...list(foreign["files"]), ...list(foreign["asyncFiles"])].filter((name): name is string => typeof name === "string" && name.trim() !== "");
  const ports = [...list(foreign["dashboards"]), ...list(environment["dashboards"])].map(portOf).filter((port) => port !== undefined);
  const folder = editorFolder(foreign);
  return { files: files.slice(0, most.files).map((name) => fileIn(folder, name.trim())), ports: ports.slice(0, most.ports) };
}

/** Where a scenario's editor is, from the learner's home: its `environment.uieditorpath`; `/root` is the home of all of them. */
export function editorFolder(foreign: Lesson["foreign"]): string {
  const { uieditorpath } = object(foreign["environment"]);
  return typeof uieditorpath === "string" ? uieditorpath.replace(/^(?:\/root|~)(?:\/|$)/, "") : "";
}

/** The path of a file that is named from this folder. */
export function fileIn(folder: string, name: string): string {
  return folder === "" || /^[/~]/.test(name) ? name : posix.join(folder, name);
}

function portOf(value: unknown): LayoutPort | undefined {
  const { name, port, href } = object(value);
  const target = typeof href === "string" ? previewTargets(href) : { port: Number(port), path: "/" };
  if (!target || typeof target.port !== "number" || !Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) return undefined;
  return { name: typeof name === "string" && name.trim() ? name.trim().slice(0, 60) : `:${target.port}`, port: target.port, path: target.path };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
