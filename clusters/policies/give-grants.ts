import { kubectl } from "../kind.ts";
import { poll } from "../poll.ts";
import type { Grant } from "./grant.ts";

/** A right that each grant gives and no learner has without it: verb and resource. */
const mark: Record<Grant, readonly [string, string]> = { nodes: ["patch", "nodes"] };

/** Gives the learner of a cluster these rights; resolves when the API server goes by them. Throws PollTimeout after 30 s, or the signal's reason. */
export async function giveGrants(cluster: string, wanted: readonly Grant[], signal: AbortSignal): Promise<void> {
  if (wanted.length === 0) return;
  const bindings = JSON.stringify({ apiVersion: "v1", kind: "List", items: wanted.map(bindingOf) });
  await poll({ name: `the rights ${wanted.join(", ")} to hold`, timeoutMs: 30_000, signal }, async (limit) => {
    await kubectl(cluster, ["apply", "-f", "-"], { input: bindings, signal: limit });
    for (const grant of wanted) await kubectl(cluster, ["auth", "can-i", ...mark[grant], "--as=learner", "--as-group=tatami:learners"], { signal: limit });
    return true;
  });
}

function bindingOf(grant: Grant): object {
  const name = `tatami:grant:${grant}`;
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "tatami:learners" }],
  };
}
