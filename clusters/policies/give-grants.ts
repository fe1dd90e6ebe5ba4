import { kubectl } from "../kind.ts";
import { poll } from "../poll.ts";
import type { Grant } from "./grant.ts";

/** A right that a learner has by each grant and not without it. */
const mark: Record<Grant, { verb: string; resource: string }> = { nodes: { verb: "patch", resource: "nodes" } };

/**
 * Gives the learner of a cluster these rights, once; resolves when its API server goes by them. Throws CommandError, PollTimeout, or the signal's reason.
 * It is asked about them in the call that gives them: one program in a node that has just been thawed takes half a second of the learner's time.
 */
export async function giveGrants(cluster: string, wanted: readonly Grant[], signal: AbortSignal): Promise<void> {
  if (wanted.length === 0) return;
  const hold = async (items: readonly object[]): Promise<boolean> => {
    const input = JSON.stringify({ apiVersion: "v1", kind: "List", items });
    return !(await kubectl(cluster, ["create", "-f", "-", "--output=jsonpath={.status.allowed}"], { input, signal })).includes("false");
  };
  const questions = wanted.map(questionOf);
  if (await hold([...wanted.map(bindingOf), ...questions])) return;
  await poll({ name: `the API server to go by the grants ${wanted.join(", ")}`, timeoutMs: 10_000, signal }, () => hold(questions));
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

function questionOf(grant: Grant): object {
  return { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec: { user: "learner", groups: ["tatami:learners"], resourceAttributes: mark[grant] } };
}
