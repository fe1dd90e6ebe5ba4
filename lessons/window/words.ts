import type { LessonLanguage } from "../lesson.ts";
import type { WindowMissing, WindowRecord, WindowVerdict } from "./record.ts";
import type { LessonWindow } from "./window.ts";

/** What a window's verdict says to the learner, in one sentence or two of less than 200 characters. */
export function windowSentence({ counts, kills, expect, verdict }: WindowRecord & { verdict: WindowVerdict }, { look }: LessonWindow, language: LessonLanguage): string {
  const { ja, en } = sentences(verdict, { acknowledged: counts.acknowledged, kills: kills.length, expect });
  const how = look === undefined ? "" : language === "ja" ? ` 確認: ${look}` : ` Look with: ${look}`;
  return fitted(language === "ja" ? ja : en, verdict.result === expect ? "" : how);
}

const most = 199;

/** The command to look with is never cut. */
function fitted(sentence: string, how: string): string {
  const room = most - how.length;
  return (sentence.length <= room ? sentence : `${sentence.slice(0, room - 1)}…`) + how;
}

interface Facts {
  acknowledged: number;
  kills: number;
  expect: "intact" | "lost";
}

function sentences(verdict: WindowVerdict, { acknowledged, kills, expect }: Facts): Record<LessonLanguage, string> {
  const { lost, unexpected, outOfOrder, notReceived, missing } = verdict;
  const [sent, gone] = [number(acknowledged), number(lost.count)];
  switch (verdict.result) {
    case "intact":
      return expect === "intact"
        ? { ja: `無事です。${kills} 回の強制終了の後も、確認応答のあった ${sent} 件すべてが保存されています。`, en: `Intact: all ${sent} acknowledged messages are stored, over ${kills} kills.` }
        : {
            ja: `何も失われませんでした。確認応答のあった ${sent} 件すべてが保存されています。このステップでは、失われる構成を試します。`,
            en: `Nothing was lost: all ${sent} acknowledged messages are stored. This step is about a set-up that loses some.`,
          };
    case "lost":
      return {
        ja: `確認応答のあった ${sent} 件のうち ${gone} 件が失われました（最初は ${lost.first[0]}）。`,
        en: `${gone} of ${sent} acknowledged messages are lost, the first is ${lost.first[0]}.`,
      };
    case "damaged":
      return {
        ja: `失われたものはありませんが異常があります。送っていないのに保存されたもの ${unexpected.count} 件、順序が入れ替わったもの ${outOfOrder.count} 件、2 番目の読み手に届かなかったもの ${notReceived.count} 件。`,
        en: `Nothing is lost, but not all is as it should be: ${unexpected.count} stored that nobody sent, ${outOfOrder.count} out of order, ${notReceived.count} never received by the second reader.`,
      };
    case "inconclusive":
      return {
        ja: `まだ判定できません。${missing.map((one) => words.ja(one)).join("、")}。`,
        en: `No verdict yet: ${missing.map((one) => words.en(one)).join("; ")}.`,
      };
  }
}

const words: Record<LessonLanguage, (missing: WindowMissing) => string> = {
  ja: (one) => {
    switch (one.what) {
      case "kills":
        return `強制終了が ${one.seen} 回（必要数 ${one.needed}）`;
      case "leader-kills":
        return `リーダーの強制終了が ${one.seen} 回（必要数 ${one.needed}）`;
      case "acknowledged":
        return `確認応答が ${number(one.seen)} 件（必要数 ${number(one.needed)}）`;
      case "kill-while-sending":
        return "送信中の強制終了がありません";
      case "followed":
        return `2 番目の読み手が追えませんでした（${short(one.reason)}）`;
      case "healed":
        return `すべては元に戻りませんでした（${short(one.reason)}）`;
      case "read":
        return `保存された内容を読めませんでした（${short(one.reason)}）`;
    }
  },
  en: (one) => {
    switch (one.what) {
      case "kills":
        return `${one.seen} of ${one.needed} kills`;
      case "leader-kills":
        return `${one.seen} of ${one.needed} kills of a leader`;
      case "acknowledged":
        return `${number(one.seen)} of ${number(one.needed)} acknowledged messages`;
      case "kill-while-sending":
        return "no kill happened while messages were sent";
      case "followed":
        return `the second reader could not follow (${short(one.reason)})`;
      case "healed":
        return `not everything came back (${short(one.reason)})`;
      case "read":
        return `what is stored could not be read (${short(one.reason)})`;
    }
  },
};

function number(count: number): string {
  return count.toLocaleString("en");
}

function short(reason: string): string {
  return reason.length <= 100 ? reason : `${reason.slice(0, 99)}…`;
}
