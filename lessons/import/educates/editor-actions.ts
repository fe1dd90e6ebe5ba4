import { codeFence } from "../code-fence.ts";
import type { ActionBody, CarriedAction } from "./action.ts";
import { sed, sedPattern, sedReplacement, shellPath, withInput } from "./file-commands.ts";
import { yamlEdit } from "./yaml-edits.ts";

/** What an earlier action has marked in a file, for the one that replaces it. */
export interface Selection {
  file: string;
  /** The words, or the first and the last line. */
  what: { match: string; isRegex: boolean } | { start: number; stop: number };
}

/** Carries `editor:...` actions as commands that do the same to the file; undefined for one that cannot be had. */
export function editorAction(name: string, body: ActionBody, selected: Selection | undefined): CarriedAction | undefined {
  if (name === "open-file") {
    if (!body.file || /[`\n{}]/.test(body.file)) return undefined;
    return { markdown: `\`${body.file}\`{{open}}`, lost: body.line ? [`the editor does not go to line ${body.line}`] : [] };
  }
  if (name === "close-file") return { markdown: "", lost: ["a file is closed by hand"] };
  if (name === "select-matching-text" || name === "select-lines-in-range" || name === "select-yaml-path") return { markdown: body.file && !/[`\n{}]/.test(body.file) ? `\`${body.file}\`{{open}}` : "", lost: ["nothing is marked in the editor"] };
  const yaml = yamlEdit(name, body);
  if (yaml !== undefined) return { markdown: codeFence(yaml, { language: "bash", action: "exec" }), lost: ["yq sets the file's blank lines and lists its own way"] };
  const command = name === "replace-text-selection" ? replaceSelection(body, selected) : fileCommand(name, body);
  return command === undefined ? undefined : { markdown: codeFence(command, { language: "bash", action: "exec" }), lost: [] };
}

/** What an action marks; undefined when it marks nothing. */
export function selectionOf(name: string, { file, text, isRegex, group, start, stop }: ActionBody): Selection | undefined {
  if (!file) return undefined;
  if (name === "select-matching-text" && text && !group) return { file, what: { match: text, isRegex: isRegex ?? false } };
  if (name === "select-lines-in-range" && start) return { file, what: { start, stop: stop ?? start } };
  return undefined;
}

function replaceSelection(body: ActionBody, selected: Selection | undefined): string | undefined {
  if (!selected || selected.file !== body.file || body.text == null) return undefined;
  const { file, what } = selected;
  if ("start" in what) return fileCommand("replace-lines-in-range", { file, ...what, text: body.text });
  return fileCommand("replace-matching-text", { file, ...what, replacement: body.text });
}

function fileCommand(name: string, body: ActionBody): string | undefined {
  const file = shellPath(body.file ?? body.directory ?? body.path ?? body.src);
  if (file === undefined) return undefined;
  const dest = shellPath(body.dest);
  const { text } = body;
  const line = whole(body.line);
  const start = whole(body.start);
  const stop = whole(body.stop ?? (name.startsWith("delete") ? body.start : undefined));
  // A regular expression's group, and lines around a match, are more than one line of sed can say.
  const match = body.group || body.before || body.after ? undefined : sedPattern(body.match ?? "", body.isRegex ?? false);
  switch (name) {
    case "create-file":
      return text == null ? undefined : withInput(`cat > ${file}`, text);
    case "create-directory":
      return `mkdir -p ${file}`;
    case "append-lines-to-file":
      return text == null ? undefined : withInput(`cat >> ${file}`, text);
    case "insert-lines-before-line":
      return text == null || !line ? undefined : withInput(sed(file, `${line}e cat`), text);
    case "insert-lines-after-line":
      return text == null || !line ? undefined : withInput(sed(file, `${line}r /dev/stdin`), text);
    case "append-lines-after-match":
      return text == null || match === undefined ? undefined : withInput(sed(file, `0,/${match}/{//r /dev/stdin`, "}"), text);
    case "insert-lines-before-match":
      return text == null || match === undefined ? undefined : withInput(sed(file, `0,/${match}/{//e cat`, "}"), text);
    case "replace-matching-text":
      return match === undefined ? undefined : replaceCommand(file, match, body);
    case "replace-lines-in-range":
      return text == null || !start || !stop ? undefined : withInput(sed(file, `${start}e cat`, `${start},${stop}d`), text);
    case "delete-lines-in-range":
      return start && stop ? sed(file, `${start},${stop}d`) : undefined;
    case "delete-matching-lines":
      return match === undefined ? undefined : sed(file, `/${match}/d`);
    case "copy-file":
      return dest === undefined ? undefined : `cp ${file} ${dest}`;
    case "rename-file":
      return dest === undefined ? undefined : `mv ${file} ${dest}`;
    case "delete-file":
      return `rm ${file}`;
    default:
      return undefined;
  }
}

function replaceCommand(file: string, match: string, { replacement, count, start, stop }: ActionBody): string | undefined {
  if (start || stop || (count != null && count !== 1 && count !== -1)) return undefined;
  const by = sedReplacement((replacement ?? "").replace(/\n$/, ""));
  return count === -1 ? sed(file, `s/${match}/${by}/g`) : sed(file, `0,/${match}/s/${match}/${by}/`);
}

/** A line's number; undefined for what is none. */
function whole(number: number | null | undefined): number | undefined {
  return number != null && Number.isInteger(number) && number > 0 ? number : undefined;
}
