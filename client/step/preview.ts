import type { Answer } from "../../server/protocol.ts";
import { post } from "../api.ts";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { encodedPath } from "./encoded-path.ts";

/** Opens a port of the learner's environment in a new tab. */
export async function openPreview(port: number, path: string): Promise<void> {
  // The tab is opened while the click still counts; after the server's answer a browser would block it as a pop-up.
  const tab = window.open("", "_blank");
  if (tab) {
    // What runs in the environment is the learner's, and must not be able to steer this page.
    tab.opener = null;
    tab.document.title = t("action.opening");
  }
  const reply = await post<Answer<{ url: string }>>("/api/previews", { port, path: encodedPath(path) });
  if (!reply.ok) {
    tab?.close();
    return say(describeTrouble(reply.problem), "bad");
  }
  if (tab) tab.location.replace(reply.url);
  else say(t("action.blocked"), "bad", { url: reply.url, text: t("action.blocked.open") });
}
