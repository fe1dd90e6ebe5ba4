import { describe, expect, test } from "vitest";
import { parseNamePattern } from "../../../../lessons/apps/chaoskube/flags/name-pattern.ts";

describe("what Go's expressions mean", () => {
  test.each([
    ["foo|bar", ["foo", "xbar-1"], ["baz"]],
    ["^kafka-[0-2]$", ["kafka-0"], ["kafka-3", "my-kafka-0", "kafka-01"]],
    ["(?i)KAFKA", ["kafka-1"], ["redis"]],
    ["a(?i)B|c", ["ab", "aB", "C"], ["Ab"]],
    ["(a(?i)B)c", ["aBc"], ["aBC"]],
    ["(?i:a)B", ["AB", "aB"], ["ab"]],
    ["(?P<app>chat)-(?<n>\\d+)", ["chat-12"], ["chat-x"]],
    ["(?:a|b){2}", ["ab"], ["a"]],
    ["kafka\\-0", ["kafka-0"], ["kafka0"]],
    ["a{,2}", ["a{,2}"], ["aa"]],
    ["x}y]", ["x}y]"], ["xy"]],
    ["[[:alpha:]]+-[[:digit:]]", ["web-1"], ["1-web"]],
    ["^[^]a]$", ["b"], ["]", "a"]],
    ["^[]a]$", ["]", "a"], ["b"]],
    ["^[a\\-z]$", ["-", "z"], ["b"]],
    ["\\Aweb\\z", ["web"], ["web\n", "my-web"]],
    ["\\Qa.b\\E+", ["a.b", "a.bb"], ["axb"]],
    ["^\\pL\\p{Greek}\\x{41}\\x42$", ["zαAB"], ["1αAB"]],
    ["", ["anything"], []],
  ])("%s", (text, matching, others) => {
    const pattern = parseNamePattern(text);
    for (const name of matching) expect(pattern.test(name), `${name} (${pattern})`).toBe(true);
    for (const name of others) expect(pattern.test(name), `${name} (${pattern})`).toBe(false);
  });
});

test.each(["(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "a**", "(a", "a)", "[a", "[z-a]", "\\", "\\y", "[[:word", "[[:nothing:]]", "(?U)a", "+a"])("%s is refused in Go's words", (text) => {
  expect(() => parseNamePattern(text)).toThrow(/^error parsing regexp: /);
});
