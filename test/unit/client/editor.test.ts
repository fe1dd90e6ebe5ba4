import { describe, expect, test } from "vitest";
import { afterEdit, afterLook, fileName, type FileState, tidyPath } from "../../../client/editor/file-state.ts";
import { lineEndOf, withLineEnd } from "../../../client/editor/line-ends.ts";

describe("an open file", () => {
  test.each([
    ["saved", true, "edited"],
    ["edited", false, "saved"],
    ["new", false, "new"],
    ["new", true, "edited"],
    ["changed", true, "changed"],
    ["saving", true, "saving"],
  ] as const)("that is %s, and differs from the disk: %s, is %s after a change", (before, differs, after) => {
    expect(afterEdit({ state: before }, differs)).toEqual({ state: after });
  });

  test.each([
    ["saved", true, { state: "saved" }],
    ["saved", false, "load"],
    ["new", false, "load"],
    ["edited", true, { state: "edited" }],
    ["edited", false, { state: "changed" }],
    ["saving", false, { state: "saving" }],
  ] as const)("that is %s is, when the disk is the same: %s, dealt with by %j", (before, same, after) => {
    expect(afterLook({ state: before } as FileState, same)).toEqual(after);
  });

  test("has one name, however it is written", () => {
    expect(["app.yaml", "./app.yaml", "~/app.yaml", " ~/x/../app.yaml ", "app.yaml/"].map(tidyPath)).toEqual(Array(5).fill("app.yaml"));
    expect(["/etc//hosts", "/etc/../../x", "../../x", "~", ".", ""].map(tidyPath)).toEqual(["/etc/hosts", "/x", "../../x", "", "", ""]);
    expect(["a/b.yaml", "/etc/hosts", "x"].map(fileName)).toEqual(["b.yaml", "hosts", "x"]);
  });
});

describe("line ends", () => {
  test("are kept where all are the same", () => {
    for (const text of ["a\r\nb\r\n", "a\nb\n", "a", "", "\r\n"]) expect(withLineEnd(withLineEnd(text, "\n"), lineEndOf(text))).toBe(text);
    expect(["a\r\nb\n", "a\nb\r\n", "a\rb\r\n"].map(lineEndOf)).toEqual(["\n", "\n", "\n"]);
  });
});
