import { Icon } from "../design/icon.tsx";
import { Popover } from "../design/popover.tsx";
import { Choice } from "./choice.tsx";
import { t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";

const { language, theme, terminalTheme, terminalFontSize, screenReader } = preferences;

/** The gear: language and appearance, and in the workspace also what concerns the terminal and the keyboard. */
export function SettingsMenu({ terminal = false }: { terminal?: boolean }) {
  return (
    <Popover button={<Icon name="gear" />} label={t("settings.title")}>
      {() => (
        <div class="settings">
          <Choice
            label={t("settings.language")}
            value={language.value}
            options={[
              { value: "ja", text: "日本語", lang: "ja" },
              { value: "en", text: "English", lang: "en" },
            ]}
            onChange={(value) => (language.value = value)}
          />
          <Choice
            label={t("settings.theme")}
            value={theme.value}
            options={(["system", "light", "dark"] as const).map((value) => ({ value, text: t(`settings.theme.${value}`) }))}
            onChange={(value) => (theme.value = value)}
          />
          {terminal && <TerminalSettings />}
        </div>
      )}
    </Popover>
  );
}

function TerminalSettings() {
  const resize = (by: number) => (terminalFontSize.value = Math.min(28, Math.max(10, terminalFontSize.value + by)));
  return (
    <>
      <h2>{t("settings.terminal")}</h2>
      <div class="settings-row" role="group" aria-label={t("settings.terminal.size")}>
        <span>{t("settings.terminal.size")}</span>
        <div class="stepper">
          <button type="button" class="button square small" aria-label={t("settings.terminal.smaller")} onClick={() => resize(-1)}>
            <Icon name="minus" />
          </button>
          <output>{terminalFontSize.value}</output>
          <button type="button" class="button square small" aria-label={t("settings.terminal.larger")} onClick={() => resize(1)}>
            <Icon name="plus" />
          </button>
        </div>
      </div>
      <Choice
        label={t("settings.terminal.theme")}
        value={terminalTheme.value}
        options={(["page", "dark", "light"] as const).map((value) => ({ value, text: t(`settings.terminal.theme.${value}`) }))}
        onChange={(value) => (terminalTheme.value = value)}
      />
      <label class="settings-row">
        <span>
          {t("settings.terminal.reader")}
          <small>{t("settings.terminal.reader.note")}</small>
        </span>
        <input type="checkbox" class="switch" role="switch" checked={screenReader.value === "on"} onChange={(event) => (screenReader.value = event.currentTarget.checked ? "on" : "off")} />
      </label>
      <h2>{t("settings.keys")}</h2>
      <dl class="keys">
        <dt>{t("settings.keys.lesson")}</dt>
        <dd>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>←</kbd>
        </dd>
        <dt>{t("settings.keys.terminal")}</dt>
        <dd>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>→</kbd>
        </dd>
        <dt>{t("settings.keys.editor")}</dt>
        <dd>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>E</kbd>
        </dd>
        <dt>{t("settings.keys.next")}</dt>
        <dd>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>↓</kbd>
        </dd>
        <dt>{t("find.label")}</dt>
        <dd>
          <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>F</kbd>
        </dd>
      </dl>
    </>
  );
}
