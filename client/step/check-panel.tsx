import type { ComponentChildren } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { Icon, type IconName } from "../design/icon.tsx";
import { Worded } from "../design/worded.tsx";
import { t } from "../preferences/language.ts";
import { checkOf, solveOf } from "./checks.ts";

interface CheckPanelProps {
  step: number;
  passed: boolean;
  recheckSeconds: number;
  /** What the button says that asks the check, or begins its run. */
  button: string;
  /** The step's timeline shows how the check goes, and that it has passed: only what is wrong is said here. */
  silent?: boolean;
}

/** What the check or the solution of a step has said; always in view, and heard when it changes. */
export function CheckPanel({ step, passed, recheckSeconds, button, silent = false }: CheckPanelProps) {
  return (
    <div class="check-panel" role="status">
      {/* Another step's output begins folded. */}
      <Said key={step} step={step} passed={passed} recheckSeconds={recheckSeconds} button={button} silent={silent} />
    </div>
  );
}

function Said({ step, passed, recheckSeconds, button, silent }: CheckPanelProps) {
  const check = checkOf(step);
  const solve = solveOf(step);
  const complains = check.state === "answered" && check.answer.result !== "passed";
  if (silent && !complains) return null;
  if (check.state === "running") return <Running startedAt={check.startedAt} output={check.output} />;
  if (solve?.state === "ended") return <Solved exitCode={solve.exitCode} output={solve.output} next={passed ? "" : t("solve.done.text", { button })} />;
  if (check.state === "lost") return <Result kind="warn" icon="offline" title={t("check.lost")} text={t("check.lost.text")} />;
  if (check.state === "answered") {
    const { answer, byItself } = check;
    if (answer.result === "passed") return <Result kind="good" icon="check" title={t("check.passed")} text={byItself ? t("check.passed.itself") : t("check.passed.text")} output={answer.output} />;
    // A step that has passed once stays passed; what a later check misses is still worth reading.
    if (answer.result === "not-yet") return <Result kind="warn" icon="info" title={t("check.notYet")} text={<Worded text={answer.message} />} output={beyond(answer.message, answer.output)} />;
    return <Result kind="bad" icon="warning" title={t("check.broken")} text={t("check.broken.text")} output={answer.message} outputTitle={t("check.broken.output")} />;
  }
  if (passed) return <Result kind="good" icon="check" title={t("check.passed")} text={t("check.passed.text")} />;
  if (recheckSeconds > 0) {
    return (
      <p class="check-watching">
        <span class="pulse" aria-hidden="true" />
        {t("check.watching")}
      </p>
    );
  }
  return null;
}

/** Most checks print nothing but what they say. */
function beyond(message: string, output: string): string {
  return output.trim() === message.trim() ? "" : output;
}

function Running({ startedAt, output }: { startedAt: number; output: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1_000));
  return <Result sign={<span class="spinner" aria-hidden="true" />} title={t("check.running")} text={<span class="check-clock" aria-hidden="true">{t("check.elapsed", { seconds })}</span>} output={output} />;
}

function Solved({ exitCode, output, next }: { exitCode?: number; output: string; next: string }) {
  if (exitCode === 0) return <Result kind="good" icon="hand" title={t("solve.done")} text={next} output={output} outputTitle={t("solve.output")} />;
  return <Result kind="bad" icon="warning" title={t("solve.failed")} text={t("solve.failed.text", { code: exitCode ?? "–" })} output={output} outputTitle={t("solve.output")} />;
}

interface ResultProps {
  kind?: "good" | "warn" | "bad";
  icon?: IconName;
  /** In the icon's place. */
  sign?: ComponentChildren;
  title: string;
  text: ComponentChildren;
  output?: string;
  outputTitle?: string;
}

/** A line or two; what was printed is folded away behind a word at its end. */
function Result({ kind, icon, sign, title, text, output, outputTitle = t("check.output") }: ResultProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const printed = output?.trim();
  return (
    <div class={kind ? `notice check-result ${kind}` : "notice check-result"}>
      {icon ? <Icon name={icon} /> : sign}
      <p>
        <strong>{title}</strong> {text && <span class="check-text">{text}</span>}
      </p>
      {printed && (
        <button type="button" class="check-more" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {outputTitle}
          <Icon name="down" />
        </button>
      )}
      {printed && (
        <pre id={id} class="check-output" tabIndex={0} hidden={!open}>
          {printed}
        </pre>
      )}
    </div>
  );
}
