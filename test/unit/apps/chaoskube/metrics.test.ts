import { expect, test } from "vitest";
import { Metrics } from "../../../../lessons/apps/chaoskube/reports/metrics.ts";
import { parseAddress } from "../../../../lessons/apps/chaoskube/reports/metrics-server.ts";

test("a fresh start counts nothing, and knows no namespace", () => {
  const text = new Metrics().text();
  expect(text).toContain("\nchaoskube_intervals_total 0\n");
  expect(text).toContain("# TYPE chaoskube_errors_total counter\nchaoskube_errors_total 0\n");
  expect(text).not.toContain("pods_deleted");
  expect(text).toContain('_bucket{le="+Inf"} 0\n');
});

test("deletions are counted by namespace, terminations by their time", () => {
  const metrics = new Metrics();
  for (const namespace of ["kafka", "web", "kafka"]) metrics.deleted(namespace);
  for (const seconds of [0.01, 0.02, 0.5, 60]) metrics.terminated(seconds);
  metrics.interval();
  metrics.error();
  const text = metrics.text();
  expect(text).toContain('# TYPE chaoskube_pods_deleted_total counter\nchaoskube_pods_deleted_total{namespace="kafka"} 2\nchaoskube_pods_deleted_total{namespace="web"} 1\n');
  for (const [bound, number] of [["0.005", 0], ["0.01", 1], ["0.025", 2], ["0.25", 2], ["0.5", 3], ["10", 3], ["+Inf", 4]]) expect(text).toContain(`chaoskube_termination_duration_seconds_bucket{le="${bound}"} ${number}\n`);
  expect(text).toContain("chaoskube_termination_duration_seconds_sum 60.53\nchaoskube_termination_duration_seconds_count 4\n");
  expect(text).toContain("chaoskube_intervals_total 1\n");
  expect(text).toContain("chaoskube_errors_total 1\n");
  expect(text.endsWith("\n")).toBe(true);
});

test.each([
  [":8080", { host: "", port: 8080 }],
  ["127.0.0.1:9000", { host: "127.0.0.1", port: 9000 }],
  ["[::1]:80", { host: "::1", port: 80 }],
])("%s is an address to listen on", (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each(["8080", "here", ":http", ":70000", "::1:80"])("%s is none", (text) => {
  expect(() => parseAddress(text)).toThrow("no address to listen on");
});
