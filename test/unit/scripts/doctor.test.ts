import { expect, test } from "vitest";
import type { Finding } from "../../../scripts/doctor/finding.ts";
import { canWork, reportOf } from "../../../scripts/doctor/report.ts";

const good: Finding = { name: "Memory", state: "ok", found: "16 GiB" };
const weak: Finding = { name: "cgroups", state: "weak", found: "v1", fix: "Boot with v2." };
const missing: Finding = { name: "Docker daemon", state: "missing", found: "none answers", fix: "Start it." };

test("a venue with something weak works, and the report says what and how to mend it", () => {
  expect(canWork([good, weak])).toBe(true);
  expect(reportOf([good, weak])).toMatch(/cgroups.*weak.*v1\n\s+→ Boot with v2\.[^]*This venue works; weak: cgroups\.$/);
});

test("a venue with something missing does not work, and the last line names it", () => {
  expect(canWork([good, weak, missing])).toBe(false);
  expect(reportOf([good, weak, missing])).toMatch(/This venue cannot work yet: Docker daemon\.$/);
});

test("a venue with everything is ready", () => {
  expect(reportOf([good])).toMatch(/ready for a workshop\.$/);
});
