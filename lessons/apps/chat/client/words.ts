import { learnerLanguage } from "./learner-language.ts";

/** What the client says, in one language. */
export interface Words {
  usage: string;
  greeting(name: string): string;
  waitingForServer(server: string, reason: string): string;
  connected: string;
  disconnected(reason: string): string;
  you: string;
  received(count: number): string;
  more(from: string, count: number): string;
  waiting(unsent: number, sentence: string, unknown: boolean): string;
  caughtUp: string;
  refused(sentence: string): string;
  loggedOut(unsent: number): string;
  loggedIn: string;
  gap(partition: number, expected: number, from: number): string;
  leftUnsent(unsent: number): string;
}

const en: Words = {
  usage: 'Usage: chat "User A" [--topic chatroom] [--publish URL] [--subscribe URL] [--language en|ja]',
  greeting: (name) => `You are ${name}. Write a line and press Enter. /login logs in again, Ctrl-D ends.`,
  waitingForServer: (server, reason) => `* The publish server ${server} does not answer yet (${reason}). Trying again...`,
  connected: "* Connected to the subscribe server: messages arrive here.",
  disconnected: (reason) => `* No connection to the subscribe server (${reason}). Trying again; what is sent meanwhile will be read then.`,
  you: "you",
  received: (count) => `(received: ${count})`,
  more: (from, count) => `... and ${count} more of ${from}`,
  waiting: (unsent, sentence, unknown) => `* ${lines(unsent)} not stored yet${unknown ? " (or nobody knows)" : ""}. ${sentence} Sending again...`,
  caughtUp: "* All lines are stored now.",
  refused: (sentence) => `* Not taken: ${sentence}`,
  loggedOut: (unsent) => `* You have been logged out: no server knows your session any more. ${unsent > 0 ? `${lines(unsent)} kept. ` : ""}Log in again with /login`,
  loggedIn: "* You are logged in again.",
  gap: (partition, expected, from) => `* Messages of partition ${partition} are gone: offset ${expected} does not exist any more. Reading on from ${from}.`,
  leftUnsent: (unsent) => `* ${lines(unsent)} never stored.`,
};

const ja: Words = {
  usage: '使い方: chat "User A" [--topic chatroom] [--publish URL] [--subscribe URL] [--language en|ja]',
  greeting: (name) => `あなたは ${name} です。1 行書いて Enter を押してください。/login で再ログイン、Ctrl-D で終了します。`,
  waitingForServer: (server, reason) => `* publish サーバー ${server} がまだ応答しません (${reason})。もう一度試しています...`,
  connected: "* subscribe サーバーにつながりました。メッセージはここに届きます。",
  disconnected: (reason) => `* subscribe サーバーにつながっていません (${reason})。つなぎ直しています。その間のメッセージは、あとで届きます。`,
  you: "あなた",
  received: (count) => `(received: ${count})`,
  more: (from, count) => `... ほかに ${from} から ${count} 件`,
  waiting: (unsent, sentence, unknown) => `* ${unsent} 行がまだ保存されていません${unknown ? " (または保存されたか不明です)" : ""}。${sentence} 送り直しています...`,
  caughtUp: "* すべての行が保存されました。",
  refused: (sentence) => `* 受け付けられませんでした: ${sentence}`,
  loggedOut: (unsent) => `* ログアウトされました。あなたのセッションを知っているサーバーがもうありません。${unsent > 0 ? `${unsent} 行を預かっています。` : ""}/login でもう一度ログインしてください`,
  loggedIn: "* もう一度ログインしました。",
  gap: (partition, expected, from) => `* パーティション ${partition} のメッセージが失われました。オフセット ${expected} はもうありません。${from} から読み続けます。`,
  leftUnsent: (unsent) => `* ${unsent} 行は保存されませんでした。`,
};

function lines(count: number): string {
  return count === 1 ? "1 line is" : `${count} lines are`;
}

/** The words for a language: the one that was asked for, else the page's, else the one of the terminal; English when none is known. */
export function wordsFor(asked: string | undefined, env: Record<string, string | undefined>): Words {
  const language = asked ?? learnerLanguage(env["HOME"]) ?? (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "");
  return language.toLowerCase().startsWith("ja") ? ja : en;
}
