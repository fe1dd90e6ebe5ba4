/** Every cycle that a walk through the graph meets, as the nodes on it; the first node is repeated at the end. */
export function findCycles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const walk = (node: string): void => {
    if (finished.has(node)) return;
    const begin = path.indexOf(node);
    if (begin >= 0) {
      cycles.push([...path.slice(begin), node]);
      return;
    }
    path.push(node);
    for (const next of graph.get(node) ?? []) walk(next);
    path.pop();
    finished.add(node);
  };
  for (const node of graph.keys()) walk(node);
  return cycles;
}
