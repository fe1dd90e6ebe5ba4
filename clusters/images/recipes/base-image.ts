import { join } from "node:path";
import { run } from "../../command.ts";
import type { Recipe } from "../builder/recipe.ts";
import { rootfsTar } from "./debian-rootfs.ts";
import { imageExists, imageLabel } from "./docker-image.ts";

/** The image that all others stand on, of the Debian that another recipe made. */
export function baseImage(rootfs: Recipe): Recipe {
  const name = "base";
  return {
    name,
    inputs: [],
    literals: [],
    needs: [rootfs],
    lane: "network",
    expectedSeconds: 5,
    megabytes: 300,
    placeOf: (key) => `tatami/${name}:${key}`,
    isMade: imageExists,
    async build({ place, placeOf, signal }) {
      const changes = ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", `LABEL ${imageLabel}=${name}`, 'CMD ["/bin/bash"]'];
      await run("docker", ["import", ...changes.flatMap((change) => ["--change", change]), join(placeOf(rootfs), rootfsTar), place], { signal, timeoutMs: 300_000 });
    },
  };
}
