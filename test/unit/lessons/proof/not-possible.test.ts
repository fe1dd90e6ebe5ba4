import { expect, test } from "vitest";
import { whyNotPossible } from "../../../../lessons/proof/not-possible.ts";

test.each([
  ["root@host01:~# docker ps\r\ndocker: not possible at this venue\r\n", "docker cannot be used"],
  ["bash: line 1: docker: command not found\n", "docker cannot be used"],
  ["Reading package lists...\nE: Unable to locate package nginx\n", "apt cannot fetch the package nginx"],
  ["W: Failed to fetch http://deb.example.org/x  Temporary failure resolving 'deb.example.org'\n", "apt cannot reach deb.example.org on the internet"],
  ["curl: (6) Could not resolve host: example.org\r\n", "curl cannot reach example.org on the internet"],
  ["  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0curl: (6) Could not resolve host: example.org\n", "curl cannot reach example.org on the internet"],
  ["wget: unable to resolve host address ‘example.org’\n", "wget cannot reach example.org on the internet"],
  ["fatal: unable to access 'https://git.example.org/a/b.git/': Could not resolve host: git.example.org\n", "git cannot reach git.example.org on the internet"],
  ["ping: example.org: Temporary failure in name resolution\n", "ping cannot reach example.org on the internet"],
  ["ERROR: No matching distribution found for flask\n", "pip cannot fetch flask"],
  ["npm error code EAI_AGAIN\n", "npm cannot reach its registry"],
  ["Error: Get \"https://charts.example.org/index.yaml\": dial tcp: lookup charts.example.org: no such host\n", "a host on the internet cannot be reached"],
  ["nginx: unrecognized service\r\n", "the service nginx cannot be used"],
  ["ssh: Could not resolve hostname example.org: Name or service not known\n", "ssh cannot reach example.org on the internet"],
])("%j", (shown, reason) => {
  expect(whyNotPossible(shown)).toBe(reason);
});

test("what a learner can put right is no lack of the venue", () => {
  for (const shown of ["cat: greeting: No such file or directory\n", "bash: kubctl: command not found\n", "echo 'docker: not possible at this venue, says the text'\n"]) expect(whyNotPossible(shown)).toBeUndefined();
});
