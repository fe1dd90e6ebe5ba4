import { useRef } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { CodeScreen, leaveEditor } from "./code-screen.tsx";
import { FileTabs } from "./file-tabs.tsx";
import { FilesButton } from "./files-button.tsx";
import { files, frontFile, keepMine, loadFromDisk, type OpenFile, saveFile } from "./files.ts";
import { focusFile } from "./focus.ts";
import "./editor.css";

interface EditorPanelProps {
  /** There without a file, too. */
  always?: boolean;
  /** A file is opened: the editor has to be seen. */
  onOpen: () => void;
}

/** The learner's open files above their terminals; nothing while none is open, unless the lesson wants an editor from its beginning. */
export function EditorPanel({ always = false, onOpen }: EditorPanelProps) {
  const front = frontFile.value;
  const mounted = useRef(new Set<string>());
  if (!front) return always ? <Empty onOpen={onOpen} /> : null;
  mounted.current.add(front.path);
  return (
    <section class="editor" aria-label={t("editor.title")}>
      <div class="tabs editor-bar">
        <FileTabs />
        <SaveBar file={front} />
      </div>
      {front.state.state === "changed" && <Changed path={front.path} />}
      <div class="code-screens">
        {files.value
          .filter(({ path }) => mounted.current.has(path))
          .map((file) => (
            <CodeScreen key={file.path} file={file} shown={file.path === front.path} />
          ))}
      </div>
      <p id={leaveEditor} class="heard-only">
        {t("editor.leave")}
      </p>
    </section>
  );
}

function Empty({ onOpen }: { onOpen: () => void }) {
  return (
    <section class="editor editor-empty" aria-label={t("editor.title")}>
      <p>{t("editor.empty")}</p>
      <FilesButton onOpen={onOpen} />
    </section>
  );
}

function SaveBar({ file: { path, state } }: { file: OpenFile }) {
  if (state.state === "opening" || state.state === "refused") return null;
  const nothing = state.state === "saved" || state.state === "saving" || state.state === "changed";
  return (
    <div class="editor-save">
      <span class={`editor-state ${state.state}`} role="status">
        {t(`editor.state.${state.state}`)}
      </span>
      <button type="button" class="button small" aria-disabled={nothing} aria-keyshortcuts="Control+S" title={`${t("editor.save")} (Ctrl+S)`} onClick={() => !nothing && saveFile(path)}>
        {t("editor.save")}
      </button>
    </div>
  );
}

function Changed({ path }: { path: string }) {
  const then = (work: (path: string) => Promise<void>) => async () => {
    await work(path);
    focusFile(path);
  };
  return (
    <div class="editor-changed notice warn" role="alert">
      <Icon name="warning" />
      <p>{t("editor.changed.text")}</p>
      <div class="editor-changed-buttons">
        <button type="button" class="button small" onClick={then(loadFromDisk)}>
          {t("editor.changed.load")}
        </button>
        <button type="button" class="button small" onClick={then(keepMine)}>
          {t("editor.changed.keep")}
        </button>
      </div>
    </div>
  );
}
