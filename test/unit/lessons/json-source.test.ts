import { describe, expect, test } from "vitest";
import { parseJson } from "../../../lessons/json-source.ts";
import { SourceMistake } from "../../../lessons/source-mistake.ts";

describe("JSON with lines", () => {
  test.each(['{"a": [1, -2.5e3, true, null, {"b": "\\u3042\\n\\"x\\""}], "": {}}', "[]", ' "text" ', "0", '{"__proto__": {"x": 1}}', '{"a":1,"a":2}'])("reads %s as JSON.parse does", (text) => {
    expect(parseJson(text).value).toEqual(JSON.parse(text));
  });

  test("knows the line of a value, or of what is around it", () => {
    const { lineOf } = parseJson('\uFEFF{\n  "a": [\n    1,\n    { "b":\n 2 }\n  ]\n}');
    expect([lineOf([]), lineOf(["a"]), lineOf(["a", 1]), lineOf(["a", 1, "b"]), lineOf(["a", 1, "c"]), lineOf(["z"])]).toEqual([1, 2, 4, 4, 4, 1]);
  });

  test.each([
    ["{", 1],
    ["", 1],
    ['{\n"a": 1,\n}', 3],
    ["[1,\n2,\n]", 3],
    ['{"a"\n: 1 "b": 2}', 2],
    ['{"a": tru}', 1],
    ['{"a": "x\ny"}', 1],
    ['{\n\n a: 1}', 3],
    ["[1] x", 1],
    ["[01]", 1],
    ["[".repeat(100_000), 1],
  ])("refuses %j, as JSON.parse does, on line %i", (text, line) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(() => parseJson(text)).toThrow(SourceMistake);
    try {
      parseJson(text);
    } catch (error) {
      expect((error as SourceMistake).line).toBe(line);
    }
  });
});
