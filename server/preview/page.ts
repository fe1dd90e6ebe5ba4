import type { IncomingMessage } from "node:http";
import type { Language } from "../protocol.ts";

/** Why a preview shows nothing. */
export type PreviewTrouble =
  | { why: "not-opened" }
  | { why: "no-environment" }
  | { why: "nobody-answers"; port: number }
  | { why: "too-slow"; port: number }
  | { why: "broke-off"; port: number };

interface Words {
  title: string;
  text: string;
  todo: string;
}

const words: Record<Language, (trouble: PreviewTrouble) => Words> = {
  ja: (trouble) => {
    switch (trouble.why) {
      case "not-opened":
        return { title: "このプレビューは開かれていません", text: "ここに表示できるのは、ワークショップのページから開いたプレビューだけです。リンクは一度だけ、60 秒以内に使えます。", todo: "ワークショップのページに戻って、もう一度プレビューを開いてください。" };
      case "no-environment":
        return { title: "環境がありません", text: "いまは、あなたのクラスターが動いていません。", todo: "ワークショップのページで、レッスンを始めてください。" };
      case "nobody-answers":
        return { title: `ポート ${trouble.port} からは、まだ応答がありません`, text: "あなたの環境の中で、このポートで待ち受けているプログラムが見つかりません。", todo: `手順どおりにアプリを起動したか、Service や kubectl port-forward のポート番号が ${trouble.port} か確かめてから、このページを再読み込みしてください。` };
      case "too-slow":
        return { title: `ポート ${trouble.port} の応答が遅すぎます`, text: "接続はできましたが、1 分待っても返事がありませんでした。", todo: "アプリのログを見てから、このページを再読み込みしてください。" };
      case "broke-off":
        return { title: `ポート ${trouble.port} との接続が切れました`, text: "アプリが、HTTP の返事を終える前に接続を閉じました。", todo: "Pod が動いているか、このポートが HTTP を話すか確かめてから、このページを再読み込みしてください。" };
    }
  },
  en: (trouble) => {
    switch (trouble.why) {
      case "not-opened":
        return { title: "This preview is not open", text: "Only previews that were opened from the workshop's page are shown here; a link works once and for 60 seconds.", todo: "Go back to the workshop's page and open the preview again." };
      case "no-environment":
        return { title: "There is no environment", text: "Your cluster is not running right now.", todo: "Start a lesson on the workshop's page." };
      case "nobody-answers":
        return { title: `Nothing answers on port ${trouble.port} yet`, text: "No program in your environment listens on this port.", todo: `Check that the app was started as the step says and that its Service or your kubectl port-forward uses port ${trouble.port}; then reload this page.` };
      case "too-slow":
        return { title: `Port ${trouble.port} takes too long`, text: "The connection was made, but no answer came within a minute.", todo: "Look at the app's log, then reload this page." };
      case "broke-off":
        return { title: `The connection to port ${trouble.port} broke off`, text: "The app closed the connection before its HTTP answer was complete.", todo: "Check that the pod runs and that this port speaks HTTP, then reload this page." };
    }
  },
};

const statusOf: Record<PreviewTrouble["why"], number> = { "not-opened": 403, "no-environment": 503, "nobody-answers": 502, "too-slow": 504, "broke-off": 502 };

/** A page that says what is wrong and what to do, in the learner's language, or the browser's where that is not known; it needs no script. */
export function troublePage(request: IncomingMessage, trouble: PreviewTrouble, learners?: Language): { status: number; headers: Record<string, string>; body: string } {
  const language = learners ?? (/^\s*ja\b/i.test(request.headers["accept-language"] ?? "") ? "ja" : "en");
  const { title, text, todo } = words[language](trouble);
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.7 system-ui, "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", sans-serif }
body { max-width: 38rem; margin: 18vh auto; padding: 0 1.5rem }
h1 { font-size: 1.4rem; line-height: 1.4 }
</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p><strong>${todo}</strong></p></main></body></html>
`;
  return {
    status: statusOf[trouble.why],
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      connection: "close",
    },
    body,
  };
}
