import { posix } from "node:path";
import { type NamedLayout, readLayoutName } from "./layout-name.ts";
import type { Lesson } from "./lesson.ts";
import { previewTargets } from "./markdown/preview.ts";

/** What stands beside a lesson's text from its beginning, as `index.json` of a scenario from elsewhere wants it. */
export interface LessonLayout {
  /** Files that the editor opens. */
  files: string[];
  /** Ports of the learner's environment that are one click away. */
  ports: LayoutPort[];
  /** Pages of the outer web that are one click away. */
  links: LayoutLink[];
  /** An editor is there from the beginning, also without a file. */
  editor: boolean;
  /** Terminals that are seen at once from the beginning. */
  terminals: NamedLayout["terminals"];
  /** What the author calls the terminals, the first one first; "" where they call it nothing. */
  terminalNames: string[];
  /** A line above the terminals; "" for none. */
  message: string;
}

/** A dashboard: a port and where on it. */
export interface LayoutPort {
  name: string;
  port: number;
  path: string;
}

/** A dashboard that is somewhere else. */
export interface LayoutLink {
  name: string;
  /** Begins with http:// or https://. */
  href: string;
}

/** As many as there is room for; the message's characters. */
export const most = { files: 6, ports: 4, links: 4, message: 200 };

/** Reads `files`, `asyncFiles`, `dashboards` and most of `environment` and `interface`; what makes no sense there is left out. */
export function layoutOf({ foreign, terminals }: Pick<Lesson, "foreign" | "terminals">): LessonLayout {
  const environment = object(foreign["environment"]);
  const { files, ports, links } = wanted(foreign);
  const folder = editorFolder(foreign);
  const { editor, terminals: atOnce } = readLayoutName(layoutName(foreign) ?? "");
  const { uimessage1 } = environment;
  return {
    files: files.slice(0, most.files).map((name) => fileIn(folder, name.trim())),
    ports: ports.slice(0, most.ports),
    links: links.slice(0, most.links),
    editor,
    terminals: atOnce,
    terminalNames: terminals.map(({ name = "" }) => name),
    message: typeof uimessage1 === "string" ? plain(uimessage1).slice(0, most.message) : "",
  };
}

/** The files and dashboards that a scenario wants to be open, however many. */
export function wanted(foreign: Lesson["foreign"]): Pick<LessonLayout, "files" | "ports" | "links"> {
  const environment = object(foreign["environment"]);
  const shown = ![environment["showdashboard"], environment["showdashboards"]].some((value) => says(value, false));
  const dashboards = shown ? dashboardsOf(foreign) : [];
  return {
    files: [...list(foreign["files"]), ...list(foreign["asyncFiles"])].filter((name): name is string => typeof name === "string" && name.trim() !== ""),
    ports: dashboards.map(portOf).filter((port) => port !== undefined),
    links: dashboards.map(linkOf).filter((link) => link !== undefined),
  };
}

/** What a scenario calls its layout: Katacoda's `environment.uilayout`, Killercoda's `interface.layout`. */
export function layoutName(foreign: Lesson["foreign"]): string | undefined {
  const names = [object(foreign["environment"])["uilayout"], object(foreign["interface"])["layout"]];
  return names.find((name): name is string => typeof name === "string" && name.trim() !== "");
}

/** A scenario's dashboards as they stand there; where there are none, the one of Katacoda's older form: a name, and the environment's own port. */
export function dashboardsOf(foreign: Lesson["foreign"]): unknown[] {
  const environment = object(foreign["environment"]);
  const dashboards = [...list(foreign["dashboards"]), ...list(environment["dashboards"])];
  const { port } = object(foreign["backend"]);
  const { dashboard: name } = environment;
  const isShown = ["showdashboard", "showdashboards"].some((key) => says(environment[key], true)) || typeof name === "string" || /iframe/.test(layoutName(foreign) ?? "");
  return dashboards.length === 0 && isShown && portOf({ name, port }) ? [{ name, port }] : dashboards;
}

/** Whether a scenario keeps its intro or finish from being seen; what the intro begins is begun all the same. */
export function isHidden({ foreign }: Pick<Lesson, "foreign">, part: "intro" | "finish"): boolean {
  return says(object(foreign["environment"])[`hide${part}`], true);
}

/** Where a scenario's editor is, from the learner's home: its `environment.uieditorpath`; `/root` is the home of all of them. */
export function editorFolder(foreign: Lesson["foreign"]): string {
  const { uieditorpath } = object(foreign["environment"]);
  return typeof uieditorpath === "string" ? uieditorpath.replace(/^(?:\/root|~)(?:\/|$)/, "") : "";
}

/** Folders that a machine has at its root. */
const atRoot = /^\/(?:bin|boot|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/|$)/;

/** The path of a file that is named from this folder; a scenario whose editor has a folder of its own takes that for its root. */
export function fileIn(folder: string, name: string): string {
  const isWhole = name.startsWith("~") || atRoot.test(name) || name.startsWith(`${folder}/`);
  return folder === "" || isWhole ? name : posix.join(folder, name);
}

/** The port that a dashboard means; undefined for one that leads elsewhere or nowhere. */
export function portOf(value: unknown): LayoutPort | undefined {
  const { name, port, href } = object(value);
  const target = typeof href === "string" ? (previewTargets(href) ?? ownPort(href)) : { port: Number(port), path: "/" };
  if (!target || typeof target.port !== "number" || !Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) return undefined;
  return { name: nameOf(name) ?? `:${target.port}`, port: target.port, path: target.path };
}

/** A port of this very machine, which is what the environment is to an author: a browser would look for it on the learner's own. */
function ownPort(href: string): { port: number; path: string } | undefined {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined;
  const { protocol, hostname, port, pathname, search, hash } = new URL(href);
  if (!/^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])$/.test(hostname)) return undefined;
  return { port: Number(port || (protocol === "https:" ? 443 : 80)), path: pathname + search + hash };
}

/** The address of the outer web that a dashboard means; undefined for one that is a port, or leads nowhere. */
export function linkOf(value: unknown): LayoutLink | undefined {
  const { name, href } = object(value);
  if (typeof href !== "string" || portOf(value) || ownPort(href) || !/^https?:\/\//i.test(href) || /[[\]{}]/.test(href) || !URL.canParse(href)) return undefined;
  return { name: nameOf(name) ?? new URL(href).host, href };
}

function nameOf(name: unknown): string | undefined {
  return typeof name === "string" && name.trim() ? name.trim().slice(0, 60) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Some authors put their `true` in quotes. */
function says(value: unknown, wanted: boolean): boolean {
  return value === wanted || value === String(wanted);
}

/** A line of HTML or of what colours a terminal, as text: tags, escape sequences and other control signs go. */
function plain(html: string): string {
  return html.replace(/\u001b\[[\d;?]*[A-Za-z]/g, "").replace(/<[^<>]*>|[\s\u0000-\u001f\u007f-\u009f]+/g, " ").replace(/ +/g, " ").trim();
}
