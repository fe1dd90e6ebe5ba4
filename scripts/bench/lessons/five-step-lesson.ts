import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a step has its learner do, and the file that comes of it. */
const steps = [
  { name: "note", command: "echo one > note.txt", file: "note.txt" },
  { name: "again", command: "echo two >> note.txt && cp note.txt again.txt", file: "again.txt" },
  { name: "sorted", command: "sort -r again.txt > sorted.txt", file: "sorted.txt" },
  { name: "counted", command: "wc -l < sorted.txt > counted.txt", file: "counted.txt" },
  { name: "kept", command: "mkdir -p kept && cp counted.txt kept/", file: "kept/counted.txt" },
];

/** Writes a lesson of five steps as authors write them: a check, a solution and a command in each, in English and Japanese, for a shell. */
export async function writeFiveStepLesson(folder: string): Promise<void> {
  const titles = steps.map(({ name }) => ({ title: `The step ${name}` }));
  const index = { title: "Five steps", language: "en", verifyAs: "checker", details: { steps: steps.map(({ name }, n) => ({ ...titles[n], text: `${name}/text.md`, verify: `${name}/verify.sh`, solve: `${name}/solve.sh`, hint: `${name}/hint.md` })) }, backend: { imageid: "ubuntu" } };
  const files: Record<string, string> = {
    "index.json": JSON.stringify(index, undefined, 2),
    "_ja/index.json": JSON.stringify({ title: "五つのステップ", details: { steps: steps.map(({ name }) => ({ title: `ステップ ${name}` })) } }, undefined, 2),
  };
  for (const { name, command, file } of steps) {
    files[`${name}/text.md`] = `Make \`${file}\`:\n\n\`\`\`\n${command}\n\`\`\`{{exec}}\n`;
    files[`_ja/${name}/text.md`] = `\`${file}\` を作ります。\n\n\`\`\`\n${command}\n\`\`\`{{exec}}\n`;
    files[`${name}/hint.md`] = "Look at what is there: `ls`\n";
    files[`_ja/${name}/hint.md`] = "何があるかを見ます: `ls`\n";
    files[`${name}/verify.sh`] = `#!/bin/bash\n[ -s /home/learner/${file} ] || not_yet en "There is no ${file} yet. Look with: ls" ja "${file} がまだありません。確認: ls"\necho "${file} is there"\n`;
    files[`${name}/solve.sh`] = `#!/bin/bash\nset -eu\ncd ~\n${command}\n`;
  }
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
