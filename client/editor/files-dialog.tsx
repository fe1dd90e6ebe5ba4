import { useEffect, useId, useState } from "preact/hooks";
import { Dialog } from "../design/dialog.tsx";
import { t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { listFiles, openFile } from "./files.ts";
import { focusFile } from "./focus.ts";
import { tidyPath } from "./file-state.ts";

/** Opens a file by its name, one that is in the home by a click; a name that is not there yet begins a new file. */
export function FilesDialog({ onClose, onOpen }: { onClose: () => void; onOpen: () => void }) {
  const [paths, setPaths] = useState<string[]>();
  const [trouble, setTrouble] = useState<string>();
  const [text, setText] = useState("");
  const field = useId();
  useEffect(() => {
    void listFiles().then((reply) => (reply.ok ? setPaths(reply.paths) : setTrouble(describeTrouble(reply.problem))));
  }, []);
  const open = (path: string) => {
    if (!tidyPath(path)) return;
    onClose();
    onOpen();
    // By then the dialog is gone and has given the focus back to its button.
    void openFile(path).then(() => focusFile(tidyPath(path)));
  };
  const wanted = text.trim().toLowerCase();
  const shown = paths?.filter((path) => path.toLowerCase().includes(wanted)) ?? [];
  return (
    <Dialog title={t("files.open")} onClose={onClose}>
      <form
        class="files"
        onSubmit={(event) => {
          event.preventDefault();
          open(text);
        }}
      >
        <label for={field}>{t("files.path")}</label>
        <div class="files-field">
          <input id={field} type="text" value={text} autofocus autocomplete="off" autocapitalize="off" spellcheck={false} placeholder="app.yaml" onInput={({ currentTarget }) => setText(currentTarget.value)} />
          <button type="submit" class="button primary">
            {t("files.do")}
          </button>
        </div>
        <p class="files-note">{t("files.note")}</p>
      </form>
      <div role="status" class="files-note">
        {trouble ?? (paths ? (paths.length === 0 ? t("files.none") : shown.length === 0 ? t("files.noMatch") : "") : t("files.loading"))}
      </div>
      {shown.length > 0 && (
        <ul class="files-list" aria-label={t("files.home")} tabIndex={-1}>
          {shown.map((path) => (
            <li key={path}>
              <button type="button" onClick={() => open(path)}>
                {path}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
