import type { EditWay } from "../editing/file-edit.ts";
import type { LessonLanguage } from "../lesson.ts";

/** What the buttons in a lesson say. */
export interface ButtonWords {
  run: string;
  copy: string;
  open: string;
  /** For screen readers, with what is run and where; it holds what is seen, so that a voice can call for it. */
  runLabel: (command: string, terminal: string | undefined) => string;
  copyLabel: (command: string) => string;
  openLabel: (port: number, path: string) => string;
  /** Which port is asked for. */
  openAny: string;
  openFileLabel: (path: string) => string;
  edit: string;
  editLabel: (path: string, how: EditWay) => string;
  missingImage: (name: string) => string;
  /** What a page elsewhere would have shown within the text. */
  outside: (kind: OutsideKind, name: string) => string;
  /** A film or a sound that is a file of the lesson's. */
  notShown: (name: string) => string;
}

/** What the outer web has and a lesson's text only links to. */
export type OutsideKind = "image" | "video" | "audio" | "page";

/** The buttons' words in each language. */
export const buttonWords: Record<LessonLanguage, ButtonWords> = {
  ja: {
    run: "実行",
    copy: "コピー",
    open: "開く",
    runLabel: (command, terminal) => `実行${terminal ? ` ${terminal}` : ""}: ${command}`,
    copyLabel: (command) => `コピー: ${command}`,
    openLabel: (port, path) => `プレビューを開く: ポート ${port}${path === "/" ? "" : `、${path}`}`,
    openAny: "ポートを選んで開く",
    openFileLabel: (path) => `エディターで開く: ${path}`,
    edit: "エディターへ",
    editLabel: (path, how) => `エディターへ ${named(path)}: ${{ replace: "ファイル全体を置き換え", append: "末尾に追加", prepend: "先頭に追加", insert: "決まった場所に挿入" }[how]}`,
    missingImage: (name) => `（画像 ${name} がありません）`,
    outside: (kind, name) => `${{ image: "画像", video: "動画", audio: "音声", page: "ページ" }[kind]}: ${name}`,
    notShown: (name) => `（${name} はここでは再生できません）`,
  },
  en: {
    run: "Run",
    copy: "Copy",
    open: "Open",
    runLabel: (command, terminal) => `Run${terminal ? ` ${terminal}` : ""}: ${command}`,
    copyLabel: (command) => `Copy: ${command}`,
    openLabel: (port, path) => `Open the preview of port ${port}${path === "/" ? "" : `, ${path}`}`,
    openAny: "Open a port",
    openFileLabel: (path) => `Open in the editor: ${path}`,
    edit: "To the editor",
    editLabel: (path, how) => `To the editor ${named(path)}: ${{ replace: "in the place of the whole file", append: "at its end", prepend: "at its beginning", insert: "in its marked place" }[how]}`,
    missingImage: (name) => `(the image ${name} is missing)`,
    outside: (kind, name) => `${{ image: "Image", video: "Video", audio: "Audio", page: "Page" }[kind]}: ${name}`,
    notShown: (name) => `(${name} cannot be played here)`,
  },
};

/** The name that a button shows, then the whole path where that says more: what is read out begins with what is seen. */
function named(path: string): string {
  const name = path.split("/").at(-1) ?? path;
  return name === path ? name : `${name} (${path})`;
}
