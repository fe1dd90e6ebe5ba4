import { useEffect, useRef } from "preact/hooks";
import { EditorPanel } from "../editor/editor-panel.tsx";
import { FilesButton } from "../editor/files-button.tsx";
import { listenForEditorKey } from "../editor/focus.ts";
import { Mark } from "../design/mark.tsx";
import { session, venue } from "../session.ts";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import { localized, t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";
import { SettingsMenu } from "../settings/settings-menu.tsx";
import { canRebuild } from "../step/can-rebuild.ts";
import { lessonPage } from "../step/lesson-page.ts";
import { StepPanel } from "../step/step-panel.tsx";
import { TerminalPanel } from "../terminals/terminal-panel.tsx";
import { environmentId } from "../terminals/terminals.ts";
import { ConnectionBanner } from "../frame/connection-banner.tsx";
import { EnvironmentClock } from "./environment-clock.tsx";
import { Divider } from "./divider.tsx";
import { listenForPaneKeys, showPane, shownPane, type Pane } from "../terminals/panes.ts";
import { layOutLesson } from "./lay-out.ts";
import { PortButtons } from "./port-buttons.tsx";
import { ShortageNotice } from "./shortage-notice.tsx";
import { SessionMenu } from "../frame/session-menu.tsx";
import "./workspace.css";

/** Where a learner works: the lesson beside the terminals. */
export function Workspace({ lessonId }: { lessonId: string }) {
  const panes = useRef<HTMLElement>(null);
  useEffect(listenForPaneKeys, []);
  useEffect(() => listenForEditorKey(() => showPane("terminal")), []);
  useEffect(layOutLesson, []);
  useEffect(() => showPane("lesson"), [lessonId]);
  const layout = lessonPage.value?.layout;
  const lesson = venue.value?.lessons.find(({ id }) => id === lessonId);
  return (
    <div class="workspace">
      <header class="workspace-bar">
        <span class="brand" role="img" aria-label="Tatami">
          <Mark size={26} />
        </span>
        <h1 class="workspace-title">{localized(lesson?.title) || lessonId}</h1>
        <div class="workspace-end">
          <PortButtons />
          <FilesButton onOpen={() => showPane("terminal")} />
          <EnvironmentClock />
          <LanguageSwitch />
          <SettingsMenu terminal />
          <SessionMenu rebuild={canRebuild(lessonPage.value, session.value?.step ?? -1)} />
        </div>
      </header>
      <div class="workspace-notices">
        <ConnectionBanner />
        <ShortageNotice />
      </div>
      <PaneSwitch />
      <main id="main" ref={panes} class={`panes show-${shownPane.value}`} tabIndex={-1} style={{ "--share": String(preferences.lessonShare.value) }}>
        <div id="pane-lesson" class="pane pane-lesson" tabIndex={-1} role="region" aria-label={t("workspace.lesson")}>
          <StepPanel />
        </div>
        <Divider panes={panes} />
        <div id="pane-terminal" class="pane pane-terminal" tabIndex={-1} role="region" aria-label={t("workspace.terminal")}>
          <EditorPanel always={environmentId.value !== undefined && layout?.editor} onOpen={() => showPane("terminal")} />
          <TerminalPanel names={layout?.terminalNames} message={layout?.message} />
        </div>
      </main>
    </div>
  );
}

/** Narrow screens show one side at a time. */
function PaneSwitch() {
  const button = (pane: Pane) => (
    <button type="button" aria-pressed={shownPane.value === pane} onClick={() => showPane(pane)}>
      {t(`workspace.${pane}`)}
    </button>
  );
  return (
    <nav class="pane-switch" aria-label={t("workspace.narrow")}>
      {button("lesson")}
      {button("terminal")}
    </nav>
  );
}
