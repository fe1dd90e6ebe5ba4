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
        ? { ja: `無事です。kill ${kills} 回の間に受領確認された ${sent} 件がすべて残っています。`, en: `Intact: all ${sent} acknowledged messages are stored, over ${kills} kills.` }
        : {
            ja: `何も失われませんでした。受領確認された ${sent} 件がすべて残っています。この手順では失われる構成を試します。`,
            en: `Nothing was lost: all ${sent} acknowledged messages are stored. This step is about a set-up that loses some.`,
          };
    case "lost":
      return {
        ja: `受領確認された ${sent} 件のうち ${gone} 件が残っていません (最初は ${lost.first[0]})。`,
        en: `${gone} of ${sent} acknowledged messages are not stored any more, the first is ${lost.first[0]}.`,
      };
    case "damaged":
      return {
        ja: `失われた件はありませんが、送っていない件 ${unexpected.count}、順序が違う件 ${outOfOrder.count}、二人目の読み手に届かなかった件 ${notReceived.count} があります。`,
        en: `Nothing is lost, but ${unexpected.count} are stored that were not sent, ${outOfOrder.count} are out of order, and ${notReceived.count} never reached the second reader.`,
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
        return `kill が ${one.needed} 回必要なところ ${one.seen} 回`;
      case "leader-kills":
        return `リーダーの kill が ${one.needed} 回必要なところ ${one.seen} 回`;
      case "acknowledged":
        return `受領確認が ${number(one.needed)} 件必要なところ ${number(one.seen)} 件`;
      case "kill-while-sending":
        return "送信中の kill がありません";
      case "followed":
        return `二人目の読み手がつながりません (${short(one.reason)})`;
      case "healed":
        return `元の状態に戻りません (${short(one.reason)})`;
      case "read":
        return `保存された内容を読めません (${short(one.reason)})`;
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
        return "no kill while messages were sent";
      case "followed":
        return `the second reader is not there (${short(one.reason)})`;
      case "healed":
        return `it did not come back (${short(one.reason)})`;
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
