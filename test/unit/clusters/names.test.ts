import { expect, test } from "vitest";
import { bridgeName } from "../../../clusters/host-wall.ts";
import { environmentName, labelArguments, statePrefix } from "../../../clusters/labels.ts";

test("names tell state folders and environments apart, and fit where they are used", () => {
  expect(environmentName("/var/lib/tatami", "abc234")).toBe(`${statePrefix("/var/lib/tatami")}abc234`);
  expect(statePrefix("/var/lib/tatami")).not.toBe(statePrefix("/var/lib/tatami2"));
  expect(statePrefix("/var/lib/tatami")).toBe(statePrefix("/var/lib/tatami"));
  // kind's cluster names, and host names of 63 letters.
  expect(`${environmentName("/any", "abc234")}-control-plane`).toMatch(/^[a-z0-9-]{1,63}$/);
});

test("a bridge's name fits an interface, and differs for the two networks of an environment", () => {
  const names = (["cluster", "toolbox"] as const).map((role) => bridgeName("abc234", role));
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^tatami\S{1,9}$/);
  // Rules for the others do not mean it.
  for (const role of ["cluster", "toolbox"] as const) expect(bridgeName("abc234", role, { open: true })).toMatch(/^(?!tatami)\S{1,15}$/);
});

test("labels become Docker's arguments", () => {
  expect(labelArguments({ "a.b": "c d", e: "f" })).toEqual(["--label", "a.b=c d", "--label", "e=f"]);
});
