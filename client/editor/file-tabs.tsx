import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { fileName, isUnsaved } from "./file-state.ts";
import { closeFile, files, frontFile, type OpenFile, showFile } from "./files.ts";
import { focusFile } from "./focus.ts";

/** The open files' tabs: arrow keys go along them, Delete closes one, Enter goes into it. */
export function FileTabs() {
  const onKeyDown = (event: KeyboardEvent) => {
    const list = files.value;
    const index = list.findIndex(({ path }) => path === frontFile.value?.path);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const target = event.key === "Home" ? 0 : event.key === "End" ? list.length - 1 : step === undefined ? undefined : index + step;
    if (event.key === "Delete" && frontFile.value) void closeAndStay(frontFile.value.path);
    if (target === undefined || event.ctrlKey) return;
    event.preventDefault();
    const next = list.at(target % list.length);
    if (!next) return;
    showFile(next.path);
    document.getElementById(tabId(next.path))?.focus();
  };
  return (
    <div class="tab-list" role="tablist" aria-label={t("editor.tabs")} onKeyDown={onKeyDown}>
      {files.value.map((file) => (
        <FileTab key={file.path} file={file} active={file.path === frontFile.value?.path} />
      ))}
    </div>
  );
}

function FileTab({ file, active }: { file: OpenFile; active: boolean }) {
  const { path, state } = file;
  const unsaved = isUnsaved(state);
  const tab = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (active) tab.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);
  const enter = () => {
    showFile(path);
    queueMicrotask(() => focusFile(path));
  };
  return (
    <span ref={tab} class={active ? "tab active" : "tab"} role="presentation">
      <button type="button" id={tabId(path)} role="tab" title={path} aria-selected={active} aria-keyshortcuts="Delete" aria-controls={active ? `file-${path}` : undefined} tabIndex={active ? 0 : -1} onClick={enter}>
        <Icon name="file" />
        {fileName(path)}
        {unsaved && <span class="tab-unsaved" aria-hidden="true" />}
        {unsaved && <span class="heard-only">{t("editor.state.edited")}</span>}
      </button>
      {/* For pointers only: a tab list holds nothing but tabs. Keyboards have Delete. */}
      <button type="button" class="tab-close" tabIndex={-1} aria-hidden="true" title={t("editor.close", { name: fileName(path) })} onClick={() => closeFile(path)}>
        <Icon name="cross" />
      </button>
    </span>
  );
}

async function closeAndStay(path: string): Promise<void> {
  await closeFile(path);
  queueMicrotask(() => frontFile.value && document.getElementById(tabId(frontFile.value.path))?.focus());
}

function tabId(path: string): string {
  return `file-tab-${path}`;
}
