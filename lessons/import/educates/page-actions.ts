import { codeFence } from "../code-fence.ts";
import type { ActionBody, CarriedAction } from "./action.ts";
import { shellPath } from "./file-commands.ts";

/** Carries the actions that are about the page: `dashboard:...`, `workshop:...`, `section:...`, `files:...`, `examiner:...`; undefined for one that cannot be had. */
export function pageAction(name: string, body: ActionBody): CarriedAction | undefined {
  switch (name) {
    case "workshop:copy":
    case "workshop:copy-and-edit":
      if (body.text == null) return undefined;
      return { markdown: codeFence(body.text.replace(/\n+$/, ""), { action: "copy" }), lost: name === "workshop:copy" ? [] : ["nothing says that the text is to be changed before it is used"] };
    case "dashboard:open-url":
    case "dashboard:create-dashboard":
    case "dashboard:reload-dashboard":
      return link(body);
    case "section:heading":
      return body.title ? { markdown: `### ${line(body.title)}`, lost: [] } : undefined;
    case "section:begin":
      return { markdown: `<details><summary>${line(body.title || body.name || "…")}</summary>\n`, lost: [] };
    case "section:end":
      return { markdown: "\n</details>", lost: [] };
    case "files:copy-file": {
      const path = shellPath(body.path);
      return path === undefined ? undefined : { markdown: codeFence(`cat ${path}`, { language: "bash", action: "exec" }), lost: ["the file is shown, and not put onto the clipboard"] };
    }
    case "examiner:execute-test":
      return examiner(body);
    default:
      return undefined;
  }
}

function link({ url, title, name }: ActionBody): CarriedAction | undefined {
  const label = line(title || name || url || "").replace(/[`[\]{}]/g, " ");
  const [, port, path = "/"] = /^https?:\/\/(?:localhost|127\.0\.0\.1):(\d{1,5})(\/[^\s{}`]*)?$/.exec(url ?? "") ?? [];
  if (port && Number(port) >= 1 && Number(port) <= 65_535) return { markdown: `\`${label}\`{{preview ${port} ${path}}}`, lost: [] };
  return /^https?:\/\/[^\s<>(){}$]+$/.test(url ?? "") ? { markdown: `[${label}](${url})`, lost: [] } : undefined;
}

function examiner({ name, title, args, inputs, timeout, url }: ActionBody): CarriedAction | undefined {
  if (!name || url) return undefined;
  if (inputs !== undefined) return { markdown: title ? `**${line(title)}**` : "", lost: ["the test asks its learner by a form, which there is not here"] };
  return { markdown: title ? `**${line(title)}**` : "", lost: [], test: { name, args: args ?? [], title: line(title || name), timeout: timeout || 15 } };
}

function line(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[<>]/g, "").trim();
}
