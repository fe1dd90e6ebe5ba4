import type { EnvironmentUsage, PartUsage } from "../../clusters/environment.ts";

const most: Record<PartUsage["part"], PartUsage["most"]> = {
  toolbox: { cores: 1, memoryBytes: 512 * 2 ** 20, processes: 512 },
  cluster: { cores: 2, memoryBytes: 3 * 2 ** 30, processes: 4_000 },
};

/** What a look found, by the cores that each part used; half of its memory and ten processes. */
export function usageOf(cores: Partial<Record<PartUsage["part"], number>>, seconds = 5): EnvironmentUsage {
  const parts = (["toolbox", "cluster"] as const).filter((part) => cores[part] !== undefined);
  return { seconds, parts: parts.map((part) => ({ part, cores: cores[part] ?? 0, memoryBytes: most[part].memoryBytes / 2, processes: 10, most: most[part] })) };
}
