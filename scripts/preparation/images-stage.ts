import { type Images, prepareImages } from "../../clusters/images/prepare-images.ts";
import { lessonImages } from "../../lessons/images.ts";
import { timesTable } from "../images/times-table.ts";
import { venueHost } from "../images/venue-host.ts";
import type { PreparationStage } from "./preparation.ts";

/** All images, pulled or built; `say` gets one line with what was chosen and why, `use` what the environments are made of. */
export function imagesStage(say: (line: string) => void, use: (images: Images) => void): PreparationStage {
  return {
    id: "images",
    async run(report, signal) {
      const images = await prepareImages({
        lessonImages,
        host: venueHost,
        signal,
        onMade: (made) => timesTable(made).split("\n").forEach(say),
        onProgress: ({ overall, detail, secondsLeft }) => report({ progress: overall, detail, secondsLeft }),
      });
      say(`Kubernetes ${images.kubernetesVersion}; ${images.reason}.`);
      use(images);
    },
  };
}
