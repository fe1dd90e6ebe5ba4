import type { ComponentChildren } from "preact";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import { SettingsMenu } from "../settings/settings-menu.tsx";
import { Mark } from "../design/mark.tsx";

interface FrameProps {
  children: ComponentChildren;
  /** More buttons at the end of the bar. */
  end?: ComponentChildren;
}

/** Bar and main part of every page but the workspace. */
export function Frame({ children, end }: FrameProps) {
  return (
    <div class="frame">
      <header class="frame-bar">
        <span class="brand">
          <Mark />
          Tatami
        </span>
        <div class="frame-end">
          <LanguageSwitch />
          <SettingsMenu />
          {end}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
