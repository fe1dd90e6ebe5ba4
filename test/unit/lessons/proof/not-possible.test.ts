import { expect, test } from "vitest";
import { whyNotPossible } from "../../../../lessons/proof/not-possible.ts";

test.each([
  ["root@host01:~# docker ps\r\ndocker: not possible at this venue\r\n", "docker cannot be used"],
  ["bash: line 1: docker: command not found\n", "docker cannot be used"],
  ["Reading package lists...\nE: Unable to locate package nginx\n", "the package nginx cannot be fetched"],
  ["nginx: unrecognized service\r\n", "the service nginx cannot be used"],
  ["ssh: Could not resolve hostname example.org: Name or service not known\n", "a host on the internet cannot be reached"],
])("%j", (shown, reason) => {
  expect(whyNotPossible(shown)).toBe(reason);
});

test("what a learner can put right is no lack of the venue", () => {
  for (const shown of ["cat: greeting: No such file or directory\n", "bash: kubctl: command not found\n", "echo 'docker: not possible at this venue, says the text'\n"]) expect(whyNotPossible(shown)).toBeUndefined();
});
