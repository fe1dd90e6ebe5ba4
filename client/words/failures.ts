import type { Language } from "../../server/protocol.ts";

/** What it means that a stage of the venue's preparation has failed, by the stage's id. */
const failures: Record<string, Record<Language, string>> = {
  docker: { en: "Docker, which runs all containers, does not work here yet.", ja: "コンテナーを動かす Docker が、まだ使えません。" },
  host: { en: "This machine does not allow yet what clusters need.", ja: "クラスターに必要なことが、このマシンではまだ許可されていません。" },
  images: { en: "The images that clusters are made of could not be downloaded or built.", ja: "クラスターの材料になるイメージを、入手または作成できませんでした。" },
  environments: { en: "A first environment could not be made.", ja: "最初の環境を作れませんでした。" },
};

const other: Record<Language, string> = { en: "This stage did not work.", ja: "この工程に失敗しました。" };

/** One sentence for whoever waits. */
export function failureOf(id: string, language: Language): string {
  return (failures[id] ?? other)[language];
}
