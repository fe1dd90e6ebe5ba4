import type { Recipe } from "../builder/recipe.ts";
import { goPrograms } from "./go-programs.ts";

/** Seconds were measured on 2 cores while other work ran. */
const tools = {
  helm: { package: "helm.sh/helm/v3/cmd/helm", expectedSeconds: 30, megabytes: 400 },
  kind: { package: "sigs.k8s.io/kind", expectedSeconds: 6, megabytes: 100 },
  yq: { package: "github.com/mikefarah/yq/v4", expectedSeconds: 60, megabytes: 500 },
};

/** A single program that is built wherever there is a Go, whether images are built or pulled. */
export function goTool(cacheFolder: string, name: keyof typeof tools): Recipe {
  const { package: path, ...facts } = tools[name];
  return goPrograms({ cacheFolder, name, packages: [path], ...facts });
}
