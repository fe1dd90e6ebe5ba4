import { expect, test } from "vitest";
import { flagTable } from "../../../../lessons/apps/chaoskube/flags/flag-table.ts";
import { help } from "../../../../lessons/apps/chaoskube/flags/help.ts";
import { readFlags, UsageError, variableOf } from "../../../../lessons/apps/chaoskube/flags/read-flags.ts";
import { readSettings, type Settings } from "../../../../lessons/apps/chaoskube/flags/settings.ts";

function settings(args: string[], env: Record<string, string> = {}): Settings {
  const flags = readFlags(args, env);
  if (typeof flags === "string") throw new Error(`${args.join(" ")} asks for ${flags}`);
  return readSettings(flags);
}

test("the defaults of 0.39", () => {
  expect(settings([])).toEqual({
    labels: "", annotations: "", kinds: "", namespaces: "", namespaceLabels: "", includedPodNames: undefined, excludedPodNames: undefined,
    excludedWeekdays: "", excludedTimesOfDay: "", excludedDaysOfYear: "", timezone: "UTC", minimumAge: 0, maxRuntime: -1_000, maxKill: 1, master: "", kubeconfig: "",
    interval: 600_000, dryRun: true, debug: false, metricsAddress: ":8080", gracePeriod: -1_000, logFormat: "text", logCaller: false, slackWebhook: "", clientNamespaceScope: "",
  });
});

test("values come with = or as the next word; switches are turned off by --no-", () => {
  expect(settings(["--interval=30s", "--labels", "app=kafka", "--no-dry-run", "--debug", "--grace-period=0s", "--max-kill", "2"])).toMatchObject({ interval: 30_000, labels: "app=kafka", dryRun: false, debug: true, gracePeriod: 0, maxKill: 2 });
  expect(settings(["--namespaces", "!kube-system"])).toMatchObject({ namespaces: "!kube-system" });
  expect(settings(["--metrics-address="])).toMatchObject({ metricsAddress: "" });
});

test("every flag has its variable; the command line goes before it, and an empty variable is none", () => {
  expect(flagTable.map(({ name }) => variableOf(name))).toContain("CHAOSKUBE_CLIENT_NAMESPACE_SCOPE");
  const env = { CHAOSKUBE_INTERVAL: "5s", CHAOSKUBE_DRY_RUN: "false", CHAOSKUBE_LABELS: "", CHAOSKUBE_LOG_FORMAT: "json" };
  expect(settings([], env)).toMatchObject({ interval: 5_000, dryRun: false, labels: "", logFormat: "json" });
  expect(settings(["--interval=7s", "--dry-run"], env)).toMatchObject({ interval: 7_000, dryRun: true });
});

test.each([
  [["--unknown"], {}, "unknown option '--unknown'"],
  [["-i", "5s"], {}, "unknown option '-i'"],
  [["--no-interval"], {}, "unknown option '--no-interval'"],
  [["--interval"], {}, "option '--interval <value>' argument missing"],
  [["--dry-run=false"], {}, "option '--dry-run' does not take an argument"],
  [["now"], {}, "unexpected now"],
  [["--debug", "--no-debug"], {}, "flag 'debug' cannot be repeated"],
  [["--interval=soon"], {}, 'time: invalid duration "soon"'],
  [["--interval=0s"], {}, "the interval must be positive"],
  [["--minimum-age=1"], {}, 'time: missing unit in duration "1"'],
  [["--max-kill=many"], {}, "expected a whole number of pods but got 'many'"],
  [["--log-format=xml"], {}, "enum value must be one of text,json, got 'xml'"],
  [["--included-pod-names=("], {}, "error parsing regexp: missing closing ): `(`"],
  [[], { CHAOSKUBE_DRY_RUN: "perhaps" }, "CHAOSKUBE_DRY_RUN must be true or false but is 'perhaps'"],
  [[], { CHAOSKUBE_GRACE_PERIOD: "x" }, 'time: invalid duration "x"'],
])("%j with %j is a usage error", (args, env, message) => {
  expect(() => settings(args, env as Record<string, string>)).toThrow(UsageError);
  expect(() => settings(args, env as Record<string, string>)).toThrow(message);
});

test("--help names every flag, with its variable", () => {
  expect(readFlags(["--help"], {})).toBe("help");
  expect(readFlags(["--version"], {})).toBe("version");
  for (const { name } of flagTable) expect(help()).toMatch(new RegExp(`--(\\[no-\\])?${name}[ =].*\\$${variableOf(name)}`));
});
