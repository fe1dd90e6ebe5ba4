import { useRef } from "preact/hooks";
import { session } from "../session.ts";
import { t } from "../preferences/language.ts";
import { terminalTheme } from "../preferences/theme.ts";
import { EnvironmentNotice } from "./environment-notice.tsx";
import { TabList } from "./tab-list.tsx";
import { TerminalScreen } from "./terminal-screen.tsx";
import { environmentId, front, seen, tabs } from "./terminals.ts";
import "./terminals.css";

interface TerminalPanelProps {
  /** What the lesson calls the terminals 1, 2, ... */
  names?: readonly string[];
  /** The lesson's line above them. */
  message?: string;
}

/** The right side: the terminals of a ready environment, or what is to be known while there is none. */
export function TerminalPanel({ names = [], message = "" }: TerminalPanelProps) {
  const environment = session.value?.environment;
  const theme = terminalTheme.value;
  if (!environment || environment.state !== "ready") {
    return <div class="terminals none">{environment && <EnvironmentNotice environment={environment} />}</div>;
  }
  return (
    <div class="terminals" data-terminal-theme={theme}>
      <TabList names={names} />
      {message && <p class="terminals-message">{message}</p>}
      <Screens key={environmentId.value} />
      <p id="terminal-leave" class="heard-only">
        {t("terminal.leave")}
      </p>
    </div>
  );
}

function Screens() {
  const mounted = useRef(new Set<string>());
  for (const name of seen.value) mounted.current.add(name);
  const count = seen.value.length;
  return (
    <div class={`screens count-${count}`}>
      {tabs.value
        .filter((name) => mounted.current.has(name))
        .map((name) => (
          <TerminalScreen key={name} name={name} shown={seen.value.includes(name)} among={count} front={name === front.value} wide={count === 3 && name === seen.value.at(-1)} />
        ))}
    </div>
  );
}
