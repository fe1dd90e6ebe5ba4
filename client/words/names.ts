import type { Language } from "../../server/protocol.ts";

/** Names of what the venue and an environment go through while they are prepared, by the id that the server sends. */
const names: Record<string, Record<Language, string>> = {
  docker: { en: "Docker, which runs the containers", ja: "コンテナーを動かす Docker" },
  host: { en: "What this machine allows", ja: "このマシンの点検" },
  images: { en: "Images that clusters are made of", ja: "クラスターの材料になるイメージ" },
  environments: { en: "Environments for the first learners", ja: "最初の参加者のための環境" },

  "find-environment": { en: "Looking for your environment", ja: "あなたの環境を探しています" },
  "make-networks": { en: "Setting up a network of your own", ja: "専用のネットワークを用意しています" },
  "make-disks": { en: "Making room for your files", ja: "ファイルの置き場所を用意しています" },
  "start-toolbox": { en: "Starting the shell and its tools", ja: "シェルと道具を起動しています" },
  "start-cluster": { en: "Starting your Kubernetes cluster", ja: "Kubernetes クラスターを起動しています" },
  "bound-rights": { en: "Giving you access to your cluster", ja: "クラスターへのアクセスを設定しています" },
  "prove-cluster": { en: "Trying the cluster with a first Pod", ja: "最初の Pod を動かして、クラスターを試しています" },
  "open-terminal": { en: "Opening your terminal", ja: "ターミナルを開いています" },
  rebuild: { en: "Doing the steps before this one", ja: "ここまでのステップを実行しています" },
  "prepare-lesson": { en: "Preparing the lesson", ja: "レッスンを準備しています" },
};

/** The name of a stage or a bring-up step; an id that has no translation is shown as it is, with spaces. */
export function nameOf(id: string, language: Language): string {
  return names[id]?.[language] ?? id.replaceAll(/[-_:]/g, " ");
}
