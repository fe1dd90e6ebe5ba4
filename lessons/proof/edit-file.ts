import type { Holder } from "../../clusters/holder/holder.ts";
import { editedText, type FileEdit } from "../editing/file-edit.ts";

/** Does what a click on a file edit does in the page; the reason when it cannot be done. */
export async function editFile(holder: Holder, edit: FileEdit): Promise<string | undefined> {
  const file = await holder.readFile(edit.path);
  if (file.found !== "file" && file.found !== "missing") return `${edit.path} cannot be edited: ${file.found}`;
  const [before, version] = file.found === "file" ? [file.content.toString("utf8"), file.version] : ["", "new"];
  const after = editedText(before, edit);
  if (after === undefined) return `${edit.path} does not have ${JSON.stringify(edit.marker)}, which is to be replaced`;
  const end = await holder.saveFile(edit.path, Buffer.from(after), version);
  return end.saved ? undefined : `${edit.path} cannot be saved: ${end.why}`;
}
