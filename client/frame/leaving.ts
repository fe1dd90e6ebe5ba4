import { askPlain } from "../connection.ts";
import { confirm } from "../design/confirm.tsx";
import { say } from "../design/toasts.tsx";
import { leave } from "../session.ts";
import { t } from "../preferences/language.ts";
import { describeTrouble, type Reply } from "../trouble.ts";

/** Gives the environment back and goes to the lessons, after asking. */
export async function leaveLesson(): Promise<void> {
  if (await confirm({ title: t("workspace.leave"), text: t("workspace.leave.text"), action: t("workspace.leave.short"), danger: true })) tell(await askPlain("lesson:leave"));
}

/** A fresh environment for the same lesson, after asking. */
export async function restartLesson(): Promise<void> {
  if (await confirm({ title: t("workspace.restart"), text: t("workspace.restart.text"), action: t("workspace.restart.short"), danger: true })) tell(await askPlain("lesson:restart"));
}

/** A fresh environment in which the steps before this one are done, after asking. */
export async function rebuildLesson(): Promise<void> {
  if (await confirm({ title: t("workspace.rebuild"), text: t("workspace.rebuild.text"), action: t("workspace.rebuild.short"), danger: true })) tell(await askPlain("lesson:rebuild"));
}

/** Ends the session, after asking. */
export async function leaveWorkshop(): Promise<void> {
  if (await confirm({ title: t("workspace.out"), text: t("workspace.out.text"), action: t("workspace.out"), danger: true })) tell(await leave());
}

function tell(reply: Reply): void {
  if (!reply.ok) say(describeTrouble(reply.problem), "bad");
}
