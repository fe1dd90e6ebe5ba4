import { afterAll, beforeAll } from "vitest";
import { attackTests } from "../attack.ts";
import { exhaustionAttacks } from "../cluster/exhaustion-attacks.ts";
import { floodAttacks } from "../cluster/flood-attacks.ts";
import { podAttacks } from "../cluster/pod-attacks.ts";
import { rightsAttacks } from "../cluster/rights-attacks.ts";
import { hostAttacks } from "../host/host-attacks.ts";
import { networkAttacks } from "../network/network-attacks.ts";
import { type Environments, startEnvironments } from "../environment/environments.ts";

// One file for three groups: they share two clusters, whose bring-up takes most of the time.
let environments: Environments;

beforeAll(async () => {
  environments = await startEnvironments(AbortSignal.timeout(290_000));
});
afterAll(async () => {
  await environments?.[Symbol.asyncDispose]();
});

const targets = { product: () => environments.product, undefended: () => environments.undefended };

attackTests("network", networkAttacks, targets);
attackTests("cluster", [...podAttacks, ...rightsAttacks], targets);
attackTests("host", hostAttacks, targets);
// Last: what the node does not survive would spoil the others' answers.
attackTests("cluster", exhaustionAttacks, targets);
attackTests("cluster", floodAttacks, targets);
