import { cacheFolder } from "../../clusters/cache-folder.ts";
import { missingRecipes } from "../../clusters/images/builder/build-recipes.ts";
import { images } from "../../clusters/images/images.ts";
import type { VenueImage } from "../../clusters/images/images.ts";
import { choosePlan, partsOf } from "../../clusters/images/prepare-images.ts";
import { lessonImages } from "../../lessons/images.ts";

/** `tatami images list`: every image, where upstream has it, and what is still to be made here. */
export async function listImages(signal: AbortSignal): Promise<void> {
  const { choice, plan } = await choosePlan(cacheFolder(), { lessonImages, signal });
  const missing = await missingRecipes(partsOf(plan));
  for (const { name, purpose, upstream, triedHere } of images as readonly VenueImage[]) {
    console.log(`${name.padEnd(24)}${purpose}\n${"".padEnd(24)}pull: ${upstream ? `${upstream}${triedHere ? "" : " (not tried by the authors)"}` : "never, it is ours"}`);
  }
  for (const { references, folder, upstream } of lessonImages.workloads) {
    console.log(`${references.join(", ")}\n${"".padEnd(24)}for lessons, built from ${folder}\n${"".padEnd(24)}pull: ${upstream ? `${upstream} (not tried by the authors)` : "never, it is ours"}`);
  }
  for (const [name, { folder }] of Object.entries(lessonImages.toolboxPrograms)) console.log(`${name.padEnd(24)}a command of the toolbox, from ${folder}`);
  console.log(`\n${choice.reason}.`);
  console.log(missing.length === 0 ? "All is here." : `Still to be made: ${missing.map(({ name }) => name).join(", ")}.`);
}
