/** A change of a learner's file that a text offers: Katacoda's `<pre class="file" data-filename data-target data-marker>`. */
export interface FileEdit {
  /** Absolute, below the home, or beginning with `~/`. */
  path: string;
  how: EditWay;
  text: string;
  /** For `insert`: the piece of the file that the text takes the place of. */
  marker?: string;
}

/** The whole file, its end, its beginning, or the marker's place. */
export type EditWay = "replace" | "append" | "prepend" | "insert";

/** All of them, as attributes name them. */
export const editWays: readonly EditWay[] = ["replace", "append", "prepend", "insert"];

/** The file's text after the edit; undefined when the marker that is to be replaced is not in it. A file that is not there yet is empty. */
export function editedText(before: string, { how, text, marker }: FileEdit): string | undefined {
  switch (how) {
    case "replace":
      return text;
    case "append":
      return withLineEnd(before) + text;
    case "prepend":
      return (before === "" ? text : withLineEnd(text)) + before;
    case "insert": {
      if (!marker) return withLineEnd(before) + text;
      const at = before.indexOf(marker);
      if (at < 0) return undefined;
      // The marker's own line end stays: the text's last one would be a second.
      const own = before[at + marker.length] === "\n" ? text.replace(/\n$/, "") : text;
      return before.slice(0, at) + own + before.slice(at + marker.length);
    }
  }
}

function withLineEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
