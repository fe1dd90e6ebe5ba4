import type { SourceFolder } from "./source-folder.ts";

/** Programs and habits that need what a learner's environment does not have. */
const absent: readonly { words: RegExp; message: string }[] = [
  { words: /(?:^|[\s;&|(])(?:docker|docker-compose|podman|nerdctl)\s/, message: "needs Docker, which a learner does not have here" },
  { words: /(?:^|[\s;&|(])(?:systemctl|service|journalctl)\s/, message: "needs systemd, which does not run here" },
  { words: /(?:^|[\s;&|(])(?:apt|apt-get|yum|dnf|apk|snap|pip3?|npm)\s+(?:-\S+\s+)*(?:install|add|update|ci)\b/, message: "installs from the internet, to which no environment leads: put files into assets/" },
  { words: /(?:^|[\s;&|(])(?:git\s+clone|curl|wget)\s[^#]{0,300}?(?:https?|git):\/\/(?!localhost|127\.|\S*\$)/, message: "fetches from the internet, to which no environment leads: put files into assets/" },
  { words: /(?:^|[\s;&|(])(?:aws|gcloud|az|eksctl|ibmcloud|doctl)\s/, message: "needs a cloud account, of which there is none here" },
];

/** Says which lines of a script, or of commands in a text, cannot work at this venue. */
export function venueLosses(source: SourceFolder, commands: string, { file, line }: { file: string; line: number }): void {
  for (const [n, text] of commands.split("\n").entries()) {
    const code = text.slice(0, 2_000).replace(/^\s*#.*$/, "");
    for (const { words, message } of absent) if (words.test(code)) source.lost(file, line + n, message);
  }
}

/** True where a text or a script calls for a cluster. */
export function wantsCluster(text: string): boolean {
  return /\b(?:kubectl|helm)\s/.test(text);
}
