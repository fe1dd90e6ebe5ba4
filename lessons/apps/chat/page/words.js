/** What the page says, in its two languages. `{x}` is filled in. */
export const words = {
  ja: {
    title: "チャット",
    name: "あなたの名前",
    join: "参加する",
    messages: "メッセージ",
    empty: "まだメッセージがありません。ここに参加したあとのメッセージが表示されます。",
    newest: "新しいメッセージへ",
    unsent: "未送信のメッセージ",
    unsentCount: "まだ保存されていないメッセージ: {count}",
    send: "送信",
    me: "{name} としてメッセージを書く",
    remove: "取り消す",
    connecting: "接続しています",
    connected: "接続中",
    disconnected: "つなぎ直しています。その間のメッセージはあとで届きます",
    loggedOut: "ログアウトされました。あなたのセッションを知っているサーバーがもうありません。もう一度参加してください。未送信のメッセージは残っています。",
    count: "受信: {count}",
    version: "フロントのバージョン {version} ({pod})",
    where: "パーティション {partition}、オフセット {offset}",
    gap: "パーティション {partition} のメッセージが失われました。オフセット {expected} はもうありません。{from} から読み続けます。",
    "reason.sending": "送信しています。",
    "reason.kafka-away": "Kafka が今は応答しません。送り直しています。",
    "reason.server-away": "サーバーが今は応答しません。送り直しています。",
    "reason.sessions-away": "ログイン情報を持つ Redis が応答しません。送り直しています。",
    "reason.unknown-topic": "トピックがまだありません。送り直しています。",
    "reason.too-many": "待っているメッセージが多すぎます。送り直しています。",
    "reason.too-large": "64 KiB より長いので送れません。",
    "reason.not-text": "文字ではないものが含まれているので送れません。",
    "reason.empty": "空なので送れません。",
    "reason.bad-name": "名前は 1 文字以上 40 文字以内です。",
    "reason.other": "今は送れません ({reason})。送り直しています。",
    unknown: "保存されたかどうか不明です。同じ番号で送り直すので、二重には表示されません。",
  },
  en: {
    title: "Chat",
    name: "Your name",
    join: "Join",
    messages: "Messages",
    empty: "No messages yet. What is sent from now on appears here.",
    newest: "To the newest message",
    unsent: "Messages not stored yet",
    unsentCount: "Not stored yet: {count}",
    send: "Send",
    me: "Write as {name}",
    remove: "Remove",
    connecting: "Connecting",
    connected: "Connected",
    disconnected: "Connecting again. What is sent meanwhile arrives then",
    loggedOut: "You have been logged out: no server knows your session any more. Join again; your unsent messages are kept.",
    count: "Received: {count}",
    version: "Front version {version} ({pod})",
    where: "partition {partition}, offset {offset}",
    gap: "Messages of partition {partition} are gone: offset {expected} does not exist any more. Reading on from {from}.",
    "reason.sending": "Sending.",
    "reason.kafka-away": "Kafka does not answer now. Sending again.",
    "reason.server-away": "The server does not answer now. Sending again.",
    "reason.sessions-away": "Redis, which knows who is logged in, does not answer now. Sending again.",
    "reason.unknown-topic": "The topic does not exist yet. Sending again.",
    "reason.too-many": "Too many messages are waiting. Sending again.",
    "reason.too-large": "Longer than 64 KiB: it cannot be sent.",
    "reason.not-text": "It holds something that is not text: it cannot be sent.",
    "reason.empty": "It is empty: it cannot be sent.",
    "reason.bad-name": "A name has 1 to 40 characters.",
    "reason.other": "It cannot be sent now ({reason}). Sending again.",
    unknown: "Nobody knows whether it was stored. It is sent again under the same number and will not be shown twice.",
  },
};

/** The language that was chosen here before, else the browser's; English when it is neither Japanese nor English. */
export function chosenLanguage() {
  const kept = localStorage.getItem("language");
  if (kept === "ja" || kept === "en") return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ja" || tag === "en") ?? "en";
}

/** A sentence with its values filled in. */
export function say(language, word, values = {}) {
  const sentence = words[language][word] ?? words[language]["reason.other"];
  return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
