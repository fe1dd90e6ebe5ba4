import { copyFile, lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inOrder, printMistake } from "../mistakes.ts";
import { ImportProblem } from "./import-problem.ts";
import type { ReadImport } from "./import-lesson.ts";
import type { ImportedLesson, ImportedStep } from "./imported-lesson.ts";

/** What could not be carried over, in the lesson's folder. */
export const lossesFile = "IMPORTED.md";

/** The same as a lesson of ours may have. */
const mostFiles = 500;
const mostBytes = 64 * 1024 * 1024;
const mostBytesOfOne = 8 * 1024 * 1024;

/** Writes an imported lesson into a new folder, which is removed again when that fails. Throws {@link ImportProblem}. */
export async function writeLesson(read: ReadImport, folder: string): Promise<void> {
  const { lesson } = read;
  const files = await filesToCopy(read);
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw new ImportProblem(`${folder} is there already; remove it, or choose another place with --out`);
    throw error;
  });
  try {
    const write = async (file: string, content: string | undefined): Promise<void> => {
      if (content === undefined) return;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    };
    const steps = lesson.steps.map((step, n) => ({ ...step, folder: stepFolder(step, n) }));
    await write("index.json", `${JSON.stringify(indexOf({ ...lesson, steps }, files.some(({ forLearner }) => forLearner)), null, 2)}\n`);
    await write("setup.sh", lesson.setup);
    for (const { folder: within, text, verify, solve, setup, cleanup } of steps) {
      await write(`${within}/text.md`, text);
      for (const [name, script] of Object.entries({ verify, solve, setup, cleanup })) await write(`${within}/${name}.sh`, script);
    }
    for (const { path, asset } of files) {
      await mkdir(dirname(join(folder, "assets", asset)), { recursive: true });
      await copyFile(join(read.folder, path), join(folder, "assets", asset));
    }
    await write(lossesFile, lossesText(read));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Numbered, so that no two steps have one folder, whatever their names come to. */
function stepFolder({ folder }: ImportedStep, n: number): string {
  const name = folder.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^\d{1,3}-/, "").replace(/^-|-$/g, "").slice(0, 60);
  return `${String(n + 1).padStart(2, "0")}-${name || "step"}`;
}

function indexOf(lesson: ImportedLesson, hasExercises: boolean): unknown {
  const { title, description, time, difficulty, cluster, setup, steps } = lesson;
  return {
    title,
    description,
    time,
    difficulty,
    verifyAs: "learner",
    setup: setup === undefined ? undefined : "setup.sh",
    details: {
      steps: steps.map((step) => ({
        title: step.title,
        text: `${step.folder}/text.md`,
        ...Object.fromEntries((["verify", "solve", "setup", "cleanup"] as const).flatMap((key) => (step[key] === undefined ? [] : [[key, `${step.folder}/${key}.sh`]]))),
        verifyTimeout: step.verifyTimeout,
      })),
      assets: hasExercises ? { host01: [{ file: "exercises/**", target: "~/" }] } : undefined,
    },
    backend: { imageid: cluster ? "kubernetes-kubeadm-1node" : "ubuntu" },
  };
}

async function filesToCopy({ lesson, folder, losses }: ReadImport): Promise<ImportedLesson["files"]> {
  const kept: ImportedLesson["files"] = [];
  let bytes = 0;
  for (const file of lesson.files) {
    const { size } = await lstat(join(folder, file.path));
    if (size > mostBytesOfOne) losses.push({ file: file.path, line: 1, message: `has ${Math.ceil(size / 1024 / 1024)} MiB; a file for learners has at most ${mostBytesOfOne / 1024 / 1024}` });
    else {
      kept.push(file);
      bytes += size;
    }
  }
  if (kept.length > mostFiles || bytes > mostBytes) throw new ImportProblem(`${folder} has ${kept.length} files of ${Math.ceil(bytes / 1024 / 1024)} MiB together beside its texts; a lesson may have ${mostFiles} of ${mostBytes / 1024 / 1024} MiB`);
  return kept;
}

function lossesText({ lesson, losses }: ReadImport): string {
  const list = inOrder(losses).map((loss) => `* ${printMistake(loss).replace(/[<>*_`[\]]/g, String.raw`\$&`)}`);
  return `# Imported from ${lesson.from}\n\nWhat could not be carried over, by file and line of what was imported:\n\n${list.length === 0 ? "nothing was lost" : list.join("\n")}\n`;
}
