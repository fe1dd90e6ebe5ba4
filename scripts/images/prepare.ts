import { prepareImages } from "../../clusters/images/prepare-images.ts";
import { lessonImages } from "../../lessons/images.ts";
import { prepareDocker } from "../venue/docker.ts";
import { timesTable } from "./times-table.ts";
import { venueHost } from "./venue-host.ts";

/** `tatami images build|pull`: sees to all images, says what it does, and prints where they are. */
export async function prepareByHand(source: string | undefined, signal: AbortSignal): Promise<void> {
  await prepareDocker({ signal, onDetail: (detail) => console.log(detail) });
  const begin = performance.now();
  let told = "";
  const images = await prepareImages({
    source,
    lessonImages,
    host: venueHost,
    signal,
    onMade: (made) => console.log(timesTable(made)),
    onProgress({ done, total, running, secondsLeft, overall }) {
      const words = `${done.length} of ${total} made${running.length > 0 ? `; at work on ${running.join(" and ")}` : ""}`;
      if (words === told) return;
      told = words;
      const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
      console.log(`${minutes.padStart(5)} min ${String(Math.floor(overall * 100)).padStart(3)} %  ${words}${secondsLeft > 0 ? ` (about ${Math.ceil(secondsLeft / 60)} min left)` : ""}`);
    },
  });
  console.log(`Images are ready (${images.reason}; Kubernetes ${images.kubernetesVersion}).`);
  for (const [name, place] of [["node", images.nodeImage], ["toolbox", images.toolboxImage], ["kind", images.kind], ["store", images.store.folder]]) console.log(`  ${name?.padEnd(8)} ${place}`);
}
