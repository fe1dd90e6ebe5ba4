import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe } from "../builder/recipe.ts";

const require = createRequire(import.meta.url);

/**
 * The terminal library for the toolbox, with its native part compiled for it. It uses N-API only, so the headers of the npm package
 * `node-api-headers` do and it loads in every Node; C++'s own library is linked in, because the toolbox has none.
 */
export function nodePty(cacheFolder: string): Recipe {
  const source = folderOf("node-pty");
  const includes = [folderOf("node-addon-api"), join(folderOf("node-api-headers"), "include")];
  const parts = ["package.json", "LICENSE", "lib"];
  const code = join(source, "src", "unix", "pty.cc");
  const flags = ["-O2", "-s", "-shared", "-fPIC", "-std=c++17", "-DNAPI_CPP_EXCEPTIONS", "-DNODE_GYP_MODULE_NAME=pty", "-DBUILDING_NODE_EXTENSION", "-static-libstdc++", "-static-libgcc"];
  return fileArtifact({
    cacheFolder,
    name: "node-pty",
    inputs: [...parts.map((part) => join(source, part)), code],
    literals: flags,
    needs: [],
    lane: "cpu",
    expectedSeconds: 4,
    megabytes: 2,
    hostPackages: [
      { name: "g++", file: "/usr/bin/g++" },
      { name: "libc6-dev", file: "/usr/include/pty.h" },
    ],
    async fill(folder, { signal, onDetail }) {
      for (const part of parts) await cp(join(source, part), join(folder, part), { recursive: true });
      await mkdir(join(folder, "build", "Release"), { recursive: true });
      const args = [...flags, ...includes.map((path) => `-I${path}`), code, "-lutil", "-o", join(folder, "build", "Release", "pty.node")];
      await run("g++", args, { signal, timeoutMs: 120_000, onLine: onDetail });
      // A library that does not load would be found by a learner otherwise.
      await run(process.execPath, ["-e", `require(${JSON.stringify(folder)})`], { signal, timeoutMs: 20_000 });
    },
  });
}

function folderOf(npmPackage: string): string {
  return dirname(require.resolve(`${npmPackage}/package.json`));
}
