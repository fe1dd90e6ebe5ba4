import { useState } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { environmentId } from "../terminals/terminals.ts";
import { FilesDialog } from "./files-dialog.tsx";

/** The way to the learner's files; there while there is an environment. */
export function FilesButton({ onOpen }: { onOpen: () => void }) {
  const [open, setOpen] = useState(false);
  if (environmentId.value === undefined) return null;
  return (
    <>
      <button type="button" class="button quiet small files-button" aria-haspopup="dialog" title={t("files.open")} onClick={() => setOpen(true)}>
        <Icon name="file" />
        <span>{t("files.title")}</span>
      </button>
      {open && <FilesDialog onClose={() => setOpen(false)} onOpen={onOpen} />}
    </>
  );
}
