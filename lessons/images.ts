import { join } from "node:path";

/** Images that lessons deploy: what pods call them, the folder of their build context, and the Dockerfile in it, whose BASE is an image with Node.js. */
export const workloads: { reference: string; folder: string; dockerfile: string }[] = [{ reference: "tatami/web:1", folder: join(import.meta.dirname, "apps", "web"), dockerfile: "Dockerfile" }];
