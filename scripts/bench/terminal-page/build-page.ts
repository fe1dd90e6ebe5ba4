import { build } from "vite";

/** Builds the bench's page into a folder. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: new URL(".", import.meta.url).pathname,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, target: "es2023", chunkSizeWarningLimit: 2_000 },
  });
}
