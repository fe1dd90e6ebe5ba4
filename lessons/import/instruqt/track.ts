import { ImportProblem } from "../import-problem.ts";
import type { ImportedFile, ImportedLesson, ImportedStep } from "../imported-lesson.ts";
import { lessonName } from "../lesson-name.ts";
import type { SourceFolder } from "../source-folder.ts";
import { wantsCluster } from "../venue-losses.ts";
import { readChallenge } from "./challenge.ts";
import { type Hosts, readHosts } from "./hosts.ts";
import { readScripts } from "./scripts.ts";
import { trackFile } from "./shapes.ts";
import { unusedKeys } from "./unused-keys.ts";

const file = "track.yml";
const mostChallenges = 200;
const usedKeys = ["slug", "title", "description", "level", "timelimit"];

/** True for a folder that is a track. */
export async function isTrack(source: SourceFolder): Promise<boolean> {
  return (await source.list("")).files.includes(file);
}

/** Reads a track (v1): track.yml, config.yml, track_scripts/, assets/ and a folder for each challenge. Throws {@link ImportProblem}. */
export async function readTrack(source: SourceFolder): Promise<ImportedLesson> {
  const { data: track, source: yaml } = (await source.yaml(file, trackFile))!;
  unusedKeys(source, { data: track, yaml, file, used: usedKeys });
  const hosts = await readHosts(source);
  const steps: ImportedStep[] = [];
  const { files, folders } = await source.list("");
  for (const folder of folders) {
    if (!(await source.list(folder)).files.includes("assignment.md")) {
      if (!["assets", "track_scripts"].includes(folder)) source.lost(folder, 1, "is no challenge: there is no assignment.md in it");
      continue;
    }
    if (steps.length >= mostChallenges) throw new ImportProblem(`${source.path} has more than ${mostChallenges} challenges: a lesson has at most as many steps`);
    steps.push(await readChallenge(source, folder));
  }
  if (steps.length === 0) throw new ImportProblem(`${source.path} has a ${file} and no folder with an assignment.md: tracks that have their challenges in ${file} itself are older than v1; let Instruqt's own tool convert it first`);
  for (const name of files) if (![file, "config.yml", "README.md"].includes(name)) source.lost(name, 1, "is no part of a track that is known here");
  const scripts = await readScripts(source, "track_scripts");
  if (scripts.cleanup !== undefined) source.lost("track_scripts", 1, "its cleanup is not needed: an environment is taken down as a whole");
  const texts = steps.flatMap((step) => [step.text, step.verify, step.solve, step.setup]);
  const about = track.description || track.teaser;
  return {
    from: "Instruqt",
    name: lessonName(track.slug, source.path),
    title: track.title || track.slug || "Track",
    cluster: hosts.cluster || [...texts, scripts.setup].some((text) => text !== undefined && wantsCluster(text)),
    setup: setupScript(hosts, scripts.setup),
    steps,
    files: await pictures(source),
    ...(about && { description: about.trim() }),
    ...(track.level && { difficulty: track.level }),
    ...(track.timelimit && { time: `${Math.ceil(track.timelimit / 60)} min` }),
  };
}

/** What a track's scripts expect of its machines: the sign that they have begun, and that each has its name. */
function setupScript({ names }: Hosts, track: string | undefined): string {
  const own = [
    "mkdir -p /opt/instruqt/bootstrap && touch /opt/instruqt/bootstrap/host-bootstrap-completed /opt/instruqt/bootstrap/gcp-bootstrap-completed",
    ...(names.length > 0 ? [`printf '127.0.0.1 %s\\n' ${names.join(" ")} >> /etc/hosts`] : []),
  ];
  return `#!/bin/bash\n${own.join("\n")}\n${track === undefined ? "" : `\n${track.replace(/^#![^\n]*\n/, "")}`}`;
}

async function pictures(source: SourceFolder): Promise<ImportedFile[]> {
  return (await source.filesBelow("assets")).map((path) => ({ path, asset: path.slice("assets/".length), forLearner: false }));
}
