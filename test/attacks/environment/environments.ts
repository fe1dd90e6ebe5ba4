import { join } from "node:path";
import { bridgeName } from "../../../clusters/host-wall.ts";
import { inNode, kubectl } from "../../../clusters/kind.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { OutsideHost } from "../../support/outside-host.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";
import { addressesOf, addressOn } from "../../support/addresses.ts";
import { canary } from "./canary.ts";
import { Listeners } from "./listeners.ts";
import { NaiveEnvironment } from "./naive-environment.ts";
import { dockerPort, metadataAddress, type Places } from "./places.ts";
import type { Ended, ShellTarget } from "./shell-target.ts";

/** A learner's environment of the product's, with a neighbour, and one without defences: both attacked by the same code. Disposing it takes everything down. */
export interface Environments extends AsyncDisposable {
  product: ShellTarget;
  undefended: ShellTarget;
}

/** Brings both up at once, with canaries in them and listeners around them. */
export async function startEnvironments(signal: AbortSignal): Promise<Environments> {
  await using stack = new AsyncDisposableStack();
  const venue = stack.use(await testVenue());
  const listeners = stack.use(new Listeners());
  // What the server is started with, and no toolbox must get.
  process.env["TATAMI_TOKEN"] = canary;
  const dockerSocket = join(venue.stateDir, "docker.sock");
  const port = (await Promise.all([listeners.open({ host: "0.0.0.0", port: 0 }), listeners.open({ path: dockerSocket })]))[0];
  const [[victim, neighbour], naive] = await Promise.all([learners(venue, signal), NaiveEnvironment.start(venue.maker.materials, { dockerSocket, signal })]);
  const cluster = victim.containers[1]?.replace(/-control-plane$/, "") ?? "";
  const bridges = { shell: bridgeName(victim.id, "toolbox"), pod: bridgeName(victim.id, "cluster") };
  for (const bridge of [bridges.shell, bridges.pod, naive.bridge]) await listeners.open({ host: addressOn(bridge), port: dockerPort });
  const outside = stack.use(await OutsideHost.start({ says: canary, alias: { address: metadataAddress, from: [bridges.shell, bridges.pod, naive.bridge] } }));
  const around = async (gateways: { fromShell: string; fromPod: string; other: string }, neighbour: string, node: string): Promise<Places> => ({
    host: { ...gateways, port },
    neighbour: { name: neighbour, address: (await addressesOf(neighbour))[0] ?? "", port: 8000 },
    api: await addressesOf(node),
    outside,
  });
  const open = addressOn(naive.bridge);
  const product = target({
    shell: (script) => neverWaiting(victim, script),
    neighbour: (script) => neverWaiting(neighbour, script),
    places: await around({ fromShell: addressOn(bridges.shell), fromPod: addressOn(bridges.pod), other: open }, neighbour.containers[0] ?? "", victim.containers[1] ?? ""),
  });
  const undefended = target({
    shell: (script) => naive.run("toolbox", script),
    neighbour: (script) => naive.run("neighbour", script),
    places: await around({ fromShell: open, fromPod: open, other: addressOn(bridges.shell) }, naive.container("neighbour"), `${naive.cluster}-control-plane`),
  });
  await Promise.all([prepare(product, cluster), prepare(undefended, naive.cluster)]);
  await kubectl(naive.cluster, ["create", "-f", "-"], { input: JSON.stringify(unusedPolicyBinding) });
  const all = stack.move();
  return { product, undefended, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** By the name of one of the product's, so that there is something to delete where nothing defends. */
const unusedPolicyBinding = { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicyBinding", metadata: { name: "tatami-images" }, spec: { policyName: "none", validationActions: ["Warn"] } };

async function learners({ maker }: TestVenue, signal: AbortSignal): Promise<[LearnerEnvironment, LearnerEnvironment]> {
  const both: [LearnerEnvironment, LearnerEnvironment] = [await maker.make("cluster", { signal }), await maker.make("shell", { signal })];
  await Promise.all(both.map((one) => one.unpause(signal)));
  return both;
}

async function neverWaiting(environment: LearnerEnvironment, script: string): Promise<Ended> {
  return await environment.holder.runScript({ user: "learner", script, timeoutMs: 120_000 });
}

function target(of: Omit<ShellTarget, "pod">): ShellTarget {
  return { ...of, pod: (script) => of.shell(`kubectl exec attacker -- bash -c "$(base64 -d <<< ${Buffer.from(script).toString("base64")})" 2>&1`) };
}

/** Puts a Pod of the attacker's, a server of the neighbour's, and canaries in places that are the cluster's own. */
async function prepare({ shell, neighbour }: ShellTarget, cluster: string): Promise<void> {
  const server = `setsid node -e 'require("node:http").createServer((_, answer) => answer.end("${canary}")).listen(8000)' > /dev/null 2>&1 & until curl -s http://127.0.0.1:8000/; do sleep 0.1; done`;
  const outcomes = await Promise.all([
    shell("kubectl run attacker --image=tatami/web:1 --command -- sleep infinity && kubectl wait pod/attacker --for=condition=Ready --timeout=100s"),
    neighbour(server),
    inNode(cluster, ["sh", "-c", `echo ${canary} | tee /etc/tatami-canary > /dev/shm/tatami-canary`], {}),
    kubectl(cluster, ["--namespace=kube-system", "create", "secret", "generic", "tatami-canary", `--from-literal=word=${canary}`], {}),
  ]);
  for (const outcome of outcomes) if (typeof outcome === "object" && outcome.exitCode !== 0) throw new Error(`The attacker's place could not be prepared: ${outcome.output}`);
}
