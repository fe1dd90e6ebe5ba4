import { mostTerminals } from "../../start-terminals.ts";
import { codeFence } from "../code-fence.ts";
import type { ActionBody, CarriedAction } from "./action.ts";

/** Carries `terminal:...` actions; undefined for one that is not known. */
export function terminalAction(name: string, body: ActionBody): CarriedAction | undefined {
  const terminal = `T${Math.min(Math.max(1, Math.trunc(body.session ?? 1)), mostTerminals)}`;
  const run = (command: string, how = terminal): string => codeFence(command.replace(/\n+$/, ""), { language: "bash", action: `exec ${how}` });
  const everywhere = ["runs in the first terminal only: a click here is about one terminal"];
  switch (name) {
    case "execute":
    case "execute-all":
      if (!body.command) return undefined;
      if (/^\s*<ctrl\+c>\s*$/i.test(body.command)) return terminalAction(name === "execute" ? "interrupt" : "interrupt-all", body);
      return { markdown: run(`${body.clear ? "clear\n" : ""}${body.command}`), lost: name === "execute" ? [] : everywhere };
    case "input":
      if (body.text == null) return undefined;
      return { markdown: run(body.text, body.endl === false ? `${terminal} no-newline` : terminal), lost: [] };
    case "interrupt":
    case "interrupt-all":
      return { markdown: `\`^C\`{{exec ${terminal} ctrl-seq}}`, lost: name === "interrupt" ? [] : everywhere };
    case "clear":
    case "clear-all":
      return { markdown: `\`clear\`{{exec ${terminal}}}`, lost: name === "clear" ? [] : everywhere };
    case "select":
      return { markdown: "", lost: ["a terminal is brought to the front by a click on its tab, and by nothing in the text"] };
    default:
      return undefined;
  }
}
