import { expect, test } from "vitest";
import { parseSelector } from "../../../../lessons/apps/chaoskube/selection/parse-selector.ts";
import { formatSelector, selects } from "../../../../lessons/apps/chaoskube/selection/selector.ts";

const kafka = { app: "kafka", tier: "broker", weight: "10", "chaos.alpha.kubernetes.io/enabled": "true", empty: "" };

test.each([
  ["", true],
  ["app", true],
  ["!app", false],
  ["other", false],
  ["!other", true],
  ["app=kafka", true],
  ["app==kafka", true],
  ["app=redis", false],
  ["app!=redis", true],
  ["app!=kafka", false],
  ["other!=anything", true],
  ["app in (redis,kafka)", true],
  ["app in (redis, chat)", false],
  ["app notin (redis,chat)", true],
  ["app notin (redis,kafka)", false],
  ["other notin (redis)", true],
  ["other in (redis)", false],
  ["weight>9", true],
  ["weight > 10", false],
  ["weight<11", true],
  ["app>1", false],
  ["other<1", false],
  ["empty=", true],
  ["empty in (,x)", true],
  ["app=", false],
  ["chaos.alpha.kubernetes.io/enabled=true", true],
  [" app = kafka , tier in ( broker ) , !other ", true],
  ["app=kafka,tier=front", false],
  ["constructor", false],
])("%j on the labels of a broker: %s", (text, expected) => {
  expect(selects(parseSelector(text), kafka)).toBe(expected);
});

test.each([
  ["app=", "app="],
  ["b,a", "a,b"],
  ["app == kafka , !x, stage!=production", "!x,app==kafka,stage!=production"],
  ["app notin (c, a,b,a)", "app notin (a,b,c)"],
  ["weight > 3", "weight>3"],
  ["", ""],
])("%j is asked for as %j", (text, formatted) => {
  expect(formatSelector(parseSelector(text)).split(",").sort()).toEqual(formatted.split(",").sort());
  expect(formatSelector(parseSelector(formatSelector(parseSelector(text))))).toBe(formatSelector(parseSelector(text)));
});

test.each([
  ["app=kafka,", "expected: identifier after ','"],
  [",app", "found ',', expected: identifier"],
  ["app kafka", "found 'kafka', expected: ','"],
  ["app in kafka", "found 'kafka', expected: '('"],
  ["app in (kafka", "found '', expected: ')'"],
  ["app=a=b", "found '=', expected: ','"],
  ["!", "expected: identifier"],
  ["weight>heavy", "must be a whole number"],
  ["-app", "Invalid value"],
  ["a/b/c", "Invalid value"],
  ["UPPER.CASE/x", "Invalid value"],
  [`${"a".repeat(64)}`, "Invalid value"],
  ["app=not/a/value", "Invalid value"],
])("%j cannot be read", (text, message) => {
  expect(() => parseSelector(text)).toThrow(message);
});
