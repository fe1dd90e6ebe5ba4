import type { LessonLanguage } from "../../lessons/lesson.ts";

/** What the checks of `first-steps` say to somebody who has just come to the step. */
export const firstStepsFirstWords: readonly Record<LessonLanguage, RegExp>[] = [
  { en: /^There is no ConfigMap named hello yet/, ja: /^hello という ConfigMap がまだありません/ },
  { en: /^There is no Deployment named web .* yet/, ja: /^web という Deployment がまだありません/ },
  { en: /^No Service uses the node port 30080 yet/, ja: /^ノードのポート 30080 を使う Service がまだありません/ },
  { en: /^No Pod of web has been deleted and replaced yet/, ja: /^web の Pod はまだ削除されていません/ },
  { en: /^The Deployment web asks for 1 Pod/, ja: /^Deployment web の Pod 数は 1 です/ },
  { en: /^The Deployment web has no readiness probe yet/, ja: /^Deployment web に readiness probe がまだありません/ },
  { en: /^The release is not through/, ja: /^リリースはまだ終わっていません/ },
];
