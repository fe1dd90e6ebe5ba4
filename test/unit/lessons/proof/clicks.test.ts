import { expect, test } from "vitest";
import type { CommandButton } from "../../../../lessons/command-buttons.ts";
import { clicksOf } from "../../../../lessons/proof/clicks.ts";

const button = (command: string, terminal: string | null = null, more: Partial<CommandButton> = {}): CommandButton => ({ command, terminal, machine: false, interrupt: false, enter: true, ...more });

test("a command without a terminal goes to the one in front; what comes next there decides how long it is waited for", () => {
  const { intro, steps, finish } = clicksOf({
    intro: [button("export A=1")],
    steps: [
      [button("watch", "T2"), button("in the second, too"), button("back", "T1")],
      [button("\u0003", "T2", { enter: false }), button("again", "T2", { interrupt: true })],
    ],
    finish: [button("bye")],
  });
  const seen = [...intro, ...steps.flat(), ...finish].map(({ button: { command }, terminal, next, leaves }) => [command, terminal, next, leaves]);
  expect(seen).toEqual([
    ["export A=1", "1", "command", false],
    ["watch", "2", "command", false],
    ["in the second, too", "2", "interrupt", true],
    ["back", "1", "nothing", false],
    ["\u0003", "2", "interrupt", false],
    ["again", "2", "command", false],
    ["bye", "2", "nothing", false],
  ]);
});

test("a machine's terminal is left again for a command without one: on Katacoda its machines are seen side by side", () => {
  const host = { machine: true };
  const { steps } = clicksOf({ intro: [], steps: [[button("init"), button("join", "T2", host), button("nodes"), button("watch", "T3"), button("top", "T2", host), button("more")]], finish: [] });
  expect(steps[0]?.map(({ button: { command }, terminal }) => [command, terminal])).toEqual([["init", "1"], ["join", "2"], ["nodes", "1"], ["watch", "3"], ["top", "2"], ["more", "3"]]);
});

test("before a file is changed the command before it is waited for; what comes next in its terminal is not the change", () => {
  const edit = { path: "a", how: "append", text: "x" } as const;
  const { steps } = clicksOf({ intro: [], steps: [[button("git clone"), button("x", null, { edit }), button("tail -f a"), button("x", null, { edit }), button("\u0003", null, { enter: false })]], finish: [] });
  expect(steps[0]?.map(({ button: { command }, next, leaves }) => [command, next, leaves])).toEqual([
    ["git clone", "command", true],
    ["x", "command", false],
    ["tail -f a", "interrupt", true],
    ["x", "interrupt", false],
    ["\u0003", "nothing", false],
  ]);
});
