import { expect, test } from "vitest";
import { layoutOf, wanted } from "../../../lessons/layout.ts";
import type { Lesson } from "../../../lessons/lesson.ts";

const layout = (foreign: object) => layoutOf({ foreign, terminals: [] } as unknown as Lesson);

test("the files that a scenario opens are named from its editor's folder", () => {
  expect(layout({ files: ["a.js", "/etc/hosts", "", 7], asyncFiles: ["b/c.js"], environment: { uieditorpath: "/root/projects/app" } }).files).toEqual(["projects/app/a.js", "/etc/hosts", "projects/app/b/c.js"]);
  expect(layout({ files: ["a.js"], environment: { uieditorpath: "/root" } }).files).toEqual(["a.js"]);
  // Where the editor has a folder of its own, / is that folder, but for what a machine has at its root.
  expect(layout({ files: ["/src/a.js", "/root/b.js", "/srv", "/app/c.js"], environment: { uieditorpath: "/root/app" } }).files).toEqual(["app/src/a.js", "/root/b.js", "/srv", "app/app/c.js"]);
  expect(layout({ files: ["/app/src/a.js", "/src/a.js"], environment: { uieditorpath: "/app" } }).files).toEqual(["/app/src/a.js", "/app/src/a.js"]);
  expect(layout({ files: ["/src/a.js"] }).files).toEqual(["/src/a.js"]);
  expect(layout({ files: Array(100).fill("x") }).files).toHaveLength(6);
});

test("dashboards become ports, by number or by address; what is neither is left out", () => {
  const dashboards = [
    { name: "App", port: 8080 },
    { name: "Shop", port: "30001" },
    { name: "Docs", href: "https://[[HOST_SUBDOMAIN]]-3000-[[KATACODA_HOST]].environments.katacoda.com/docs" },
    { href: "{{TRAFFIC_HOST1_80}}" },
    { name: "Console", href: "https://console-openshift-console-[[HOST_SUBDOMAIN]]-443-[[KATACODA_HOST]].environments.katacoda.com" },
    { name: "Away", href: "https://example.com" },
    { name: "None", port: 0 },
    null,
    "x",
  ];
  expect(wanted({ dashboards }).ports).toEqual([
    { name: "App", port: 8080, path: "/" },
    { name: "Shop", port: 30001, path: "/" },
    { name: "Docs", port: 3000, path: "/docs" },
    { name: ":80", port: 80, path: "/" },
    { name: "Console", port: 443, path: "/" },
  ]);
  expect(layout({ environment: { dashboards: [{ name: "App", port: 80 }] } }).ports).toHaveLength(1);
});

test.each([
  ["http://localhost:7800", 7800, "/"],
  ["http://LOCALHOST:7800/ui?a=b#/c", 7800, "/ui?a=b#/c"],
  ["http://localhost", 80, "/"],
  ["https://localhost/", 443, "/"],
  ["http://127.0.0.1:8080/x", 8080, "/x"],
  ["http://0.0.0.0:8080", 8080, "/"],
  ["http://[::1]:8080", 8080, "/"],
])("a dashboard at %s is the environment's port, not the learner's own machine", (href, port, path) => {
  expect(layout({ dashboards: [{ name: "App", href }] })).toMatchObject({ ports: [{ name: "App", port, path }], links: [] });
});

test.each(["http://localhost.example.com:7800/", "https://example.com/localhost:7800", "http://1270.example/"])("a dashboard at %s is somewhere else", (href) => {
  expect(layout({ dashboards: [{ name: "App", href }] })).toMatchObject({ ports: [], links: [{ name: "App", href }] });
});

test.each(["http://localhost:0", "http://localhost:99999", "ftp://localhost/"])("a dashboard at %s is none", (href) => {
  expect(layout({ dashboards: [{ name: "App", href }] })).toMatchObject({ ports: [], links: [] });
});
