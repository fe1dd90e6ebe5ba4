import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execa } from "execa";

const shims = join(import.meta.dirname, "..", "..", "..", "clusters", "root", "files", "usr", "local", "sbin");
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "tatami-shims-"));
});
afterAll(async () => {
  await rm(home, { recursive: true });
});

/**
 * How a line of bash ends and what it says, with the shims on its PATH and these programs before them. A folder of the
 * test's own is root's home meanwhile, in a mount namespace: a login shell would read this machine's settings, and wait
 * for what they wait for.
 */
async function say(line: string, programs = ""): Promise<[number | undefined, string]> {
  const { exitCode, all } = await execa("unshare", ["--mount", "--propagation", "private", "bash", "--norc", "-c", 'mount --bind "$1" /root && exec bash -c "$2"', "bash", home, line], {
    all: true,
    reject: false,
    extendEnv: false,
    // As the socket that Node takes for a pipe, bash would read ~/.bashrc.
    stdin: "ignore",
    timeout: 20_000,
    env: { PATH: `${programs}:${shims}:/usr/sbin:/usr/bin:/sbin:/bin`, HOME: "/root", KUBECONFIG: "/root/.kube/config" },
  });
  return [exitCode, all];
}

test.each([
  ["sudo id -un", 0, "root"],
  ["sudo -u nobody id -un", 0, "nobody"],
  ["sudo -nEH -unobody -- id -un", 0, "nobody"],
  ["sudo --user=nobody -g daemon bash -c 'id -un; id -gn'", 0, "nobody\ndaemon"],
  ["sudo -u nobody env | grep KUBECONFIG; sudo env | grep KUBECONFIG", 0, "KUBECONFIG=/root/.kube/config"],
  ["sudo -u '#65534' -s id -u", 0, "65534"],
  ["cd /usr; sudo -i pwd; sudo pwd", 0, "/root\n/usr"],
  ["sudo -i echo 'two  blanks' '$HOME'", 0, "two  blanks $HOME"],
  ["sudo A=1 B='2 3' -- bash -c 'echo $A $B'", 0, "1 2 3"],
  ["echo secret | sudo -S -p '' cat", 0, "secret"],
  ["sudo sh -c 'exit 7'", 7, ""],
  ["sudo -v && sudo -k && sudo -n true", 0, ""],
  ["sudo su -c 'id -un'", 0, "root"],
  ["sudo no-such-program", 1, "sudo: no-such-program: command not found"],
  ["sudo -u no-such-user true", 1, "sudo: unknown user no-such-user"],
])("%s", async (line, exitCode, said) => {
  expect(await say(line)).toEqual([exitCode, said]);
});

test.each([
  ["ssh host01 'echo $((40 + 2)); pwd'", 0, "42\n/root"],
  ["ssh -tt -p 2222 -i key -oStrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@controlplane echo a b", 0, "a b"],
  ["ssh node01 -l nobody -- id -un", 0, "nobody"],
  ["ssh nobody@client id -un", 0, "nobody"],
  ["ssh ssh://root@host01:22 'echo here'", 0, "here"],
  ["echo piped | ssh localhost cat", 0, "piped"],
  ["echo piped | ssh -n localhost cat", 0, ""],
  ["printf 'echo from a shell\\nexit 4\\n' | ssh host01", 4, "from a shell"],
  ["ssh no-such-user@host01 true", 255, "no-such-user@host01: Permission denied (publickey)."],
])("%s", async (line, exitCode, said) => {
  expect(await say(line)).toEqual([exitCode, said]);
});

test("scp copies files and folders, to and from whichever host it is told", async () => {
  await mkdir(join(home, "from/deep"), { recursive: true });
  for (const name of ["a.txt", "b.txt", "deep/c.txt"]) await writeFile(join(home, "from", name), name);
  expect(await say("cd ~/from && mkdir ~/to && scp -q -P 22 -o A=b a.txt root@host01:~/to/first && scp host01:from/*.txt ~/to && scp -rp node01:~/from/deep controlplane:to/ && find ~/to -type f -printf '%P\\n' | sort")).toEqual([0, "a.txt\nb.txt\ndeep/c.txt\nfirst"]);
  expect(await readFile(join(home, "to/first"), "utf8")).toBe("a.txt");
});

test("launch.sh waits for the node, and knows when there is no cluster", async () => {
  await writeFile(join(home, "kubectl"), `#!/bin/sh\necho asked >> ${home}/asked\n[ "$(wc -l < ${home}/asked)" -lt 2 ] && { echo 'node NotReady'; exit; }\necho 'node   Ready'\n`, { mode: 0o755 });
  await writeFile(join(home, "config"), "");
  expect(await say(`export KUBECONFIG=${home}/config; launch.sh`, home)).toEqual([0, "Waiting for Kubernetes to start...\nKubernetes started"]);
  expect(await readFile(join(home, "asked"), "utf8")).toBe("asked\nasked\n");
  expect(await say(`export KUBECONFIG=${home}/none; launch.sh`, home)).toEqual([0, "There is no cluster in this environment."]);
});
