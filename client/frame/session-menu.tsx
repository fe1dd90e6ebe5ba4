import { useState } from "preact/hooks";
import { Icon, type IconName } from "../design/icon.tsx";
import { Popover } from "../design/popover.tsx";
import { session } from "../session.ts";
import { t } from "../preferences/language.ts";
import { DeviceDialog } from "./device-dialog.tsx";
import { leaveLesson, leaveWorkshop, rebuildLesson, restartLesson } from "./leaving.ts";
import "./session-menu.css";

/** The learner's name and what they can do with their session; `rebuild`: the step at hand can be set up afresh. */
export function SessionMenu({ rebuild = false }: { rebuild?: boolean }) {
  const [device, setDevice] = useState(false);
  const name = session.value?.nickname ?? "";
  const inLesson = session.value?.lessonId !== undefined;
  return (
    <>
      <Popover
        label={`${t("workspace.menu")}: ${name}`}
        button={
          <>
            <span class="face" aria-hidden="true">
              {[...new Intl.Segmenter().segment(name)][0]?.segment ?? "?"}
            </span>
            <Icon name="down" />
          </>
        }
      >
        {(close) => {
          const entry = (icon: IconName, text: string, act: () => unknown) => (
            <li>
              <button
                type="button"
                onClick={() => {
                  close();
                  act();
                }}
              >
                <Icon name={icon} />
                {text}
              </button>
            </li>
          );
          return (
            <div class="session-menu">
              <p class="session-name">{name}</p>
              <ul>
                {entry("device", t("workspace.device"), () => setDevice(true))}
                {rebuild && entry("hand", t("workspace.rebuild"), rebuildLesson)}
                {inLesson && entry("restart", t("workspace.restart"), restartLesson)}
                {inLesson && entry("lessons", t("workspace.leave"), leaveLesson)}
                {entry("leave", t("workspace.out"), leaveWorkshop)}
              </ul>
            </div>
          );
        }}
      </Popover>
      {device && <DeviceDialog onClose={() => setDevice(false)} />}
    </>
  );
}
