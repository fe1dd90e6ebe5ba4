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
    ['{\n"a": 1,\n}', 2],
    ["[1,\n2,\n]", 2],
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

  test.each([
    ['{"a": [1, 2,]}', "one comma too many: nothing follows it before ]"],
    ['{"a": 1,\n\n}', "one comma too many: nothing follows it before }"],
    ['[1,, 2]', "one comma too many: another one follows it"],
    ['{"a": 1 // one\n}', "JSON has no comments"],
    ["{'a': 1}", "texts and keys stand in double quotes"],
    ['{"a": 1', "the file ends before }"],
    ['{"a" 1}', 'a colon is expected behind "a"'],
    ['{"a": 1 "b": 2}', 'a comma or } is expected before "\\""'],
    ["{a: 1}", 'a key in double quotes is expected before "a"'],
  ])("says of %j: %s", (text, message) => {
    expect(() => parseJson(text)).toThrow(new SourceMistake(1, message));
  });

  test("knows keys that stand twice, which JSON.parse passes over in silence", () => {
    expect(parseJson('{\n"a": 1,\n"b": {"a": 1},\n"a": 2,\n"__proto__": 1, "a": 3\n}').repeated).toEqual([{ key: "a", line: 4, first: 2 }, { key: "a", line: 5, first: 4 }]);
  });
});
