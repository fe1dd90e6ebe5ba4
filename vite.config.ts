import { defineConfig } from "vite";

// Everything is served from one origin and nothing is inlined, so that the server can send a strict Content-Security-Policy.
export default defineConfig({
  root: "client",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../dist/client", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2023", chunkSizeWarningLimit: 700 },
});
