/** What the author wants to happen with a piece of code: the words between `{{` and `}}` behind it. */
export type Action =
  | {
      kind: "run";
      /** "T2": the terminal it runs in, or the one that stands for HOST2; the one in front when neither is said. */
      terminal?: string;
      /** The terminal stands for a machine (`HOST2`): commands without a terminal go on where they went before it. */
      machine: boolean;
      /** Ctrl-C goes first. */
      interrupt: boolean;
      /** False: typed, Enter is not pressed. */
      enter: boolean;
      /** The code is keys, such as ^C, and not a command. */
      keys: boolean;
    }
  | { kind: "copy" }
  /** Killercoda's `{{}}`: code that is not meant to be copied. */
  | { kind: "none" }
  /** The code is the name of a file, which is opened in the editor. */
  | { kind: "open" }
  /** Ours: `{{preview 30080}}` or `{{preview 30080 /path}}`; the code is the label. */
  | { kind: "preview"; port: number; path: string };

/** Reads an action's words, in any case and order; undefined when they are no action and the braces are just text. */
export function parseAction(body: string | undefined): Action | undefined {
  if (body === undefined) return undefined;
  const [verb = "", ...modifiers] = body.trim().split(/\s+/);
  switch (verb.toLowerCase()) {
    case "":
      return { kind: "none" };
    case "copy":
      return { kind: "copy" };
    case "open":
      return { kind: "open" };
    case "execute":
    case "exec":
      // Some authors put a terminal's name in quotes.
      return runAction(modifiers.map((word) => word.toLowerCase().replace(/^(["'])(.*)\1$/, "$2")));
    case "preview":
      return previewAction(modifiers);
    default:
      return undefined;
  }
}

function runAction(modifiers: string[]): Action {
  const { terminal, machine } = terminalOf(modifiers);
  const keys = modifiers.includes("ctrl-seq");
  return {
    kind: "run",
    ...(terminal && { terminal }),
    machine,
    interrupt: modifiers.includes("interrupt"),
    enter: !keys && !modifiers.includes("no-newline"),
    keys,
  };
}

/** `T2`, or the terminal that stands for a machine: all of them are one here, and what a text does on another keeps out of the first one's terminal. */
function terminalOf(modifiers: readonly string[]): { terminal: string | undefined; machine: boolean } {
  const tagged = modifiers.find((word) => /^t[1-9]$/.test(word));
  const host = modifiers.map((word) => /^host0?([1-8])$/.exec(word)?.[1]).find(Boolean);
  if (host !== undefined && (tagged === undefined || (tagged === "t1" && host !== "1"))) return { terminal: `T${host}`, machine: true };
  return { terminal: tagged?.toUpperCase(), machine: false };
}

function previewAction([port = "", path = "/"]: string[]): Action | undefined {
  const number = Number(port);
  if (!/^\d{1,5}$/.test(port) || number < 1 || number > 65_535) return undefined;
  return { kind: "preview", port: number, path: path.startsWith("/") ? path : `/${path}` };
}
