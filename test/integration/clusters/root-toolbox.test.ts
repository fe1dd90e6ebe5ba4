import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { poll } from "../../../clusters/poll.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { runIn, tryIn } from "../../support/learner-shell.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const signal = AbortSignal.timeout(280_000);
let venue: TestVenue;
let environment: LearnerEnvironment;

beforeAll(async () => {
  venue = await testVenue();
  environment = await venue.maker.make("shell", { user: "root", signal });
  await environment.unpause(signal);
});
afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

test("the learner is root in shells and scripts, with rights over files and users alone, and can gain none", async () => {
  using attachment = await environment.holder.attach("1", 0);
  const reader = new TerminalReader(attachment);
  await reader.see("root@host01");
  reader.type("echo I am $(id -un) in $PWD with $(type -t k)\r");
  await reader.see("I am root in /root with alias");
  expect(await runIn(environment, "id -u; echo $HOME; hostname; grep -E '^(CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t' | tr '\\n' ' '")).toBe(
    "0\n/root\nhost01\nCapPrm:00000000000000eb CapEff:00000000000000eb CapBnd:00000000000000eb CapAmb:0000000000000000 NoNewPrivs:1 Seccomp:2",
  );
  const refused = ["mknod /tmp/disk b 7 0", "mount -t tmpfs none /mnt", "mount -o remount,rw /", "chroot / true", "unshare --mount true", "echo 1 > /proc/sys/kernel/sysrq", "echo c > /proc/sysrq-trigger", "cat /proc/kcore", "dmesg", "pivot_root . .", "nsenter --target 1 --mount true"];
  for (const attempt of refused) expect(await runIn(environment, `(${attempt}) > /dev/null 2>&1 && echo done || echo refused`), attempt).toBe("refused");
});

test("the programs that scenarios expect are there, and run", async () => {
  const versions = ["awk 1 /dev/null", "curl", "git", "helm version", "jq", "kubectl version --client", "less", "man", "nano", "openssl version", "python3", "vim", "wget", "yq", "killall", "sudo", "xz", "tree"];
  const all = versions.map((program) => (program.includes(" ") ? program : `${program} --version`)).join("; ");
  expect(await runIn(environment, `set -e; { ${all.replace("sudo --version", "sudo true")}; } > /dev/null 2>&1; echo all`)).toBe("all");
  expect(await runIn(environment, "echo '{\"a\":[1,2]}' | python3 -m json.tool --compact; echo 'a: {b: 3}' | yq .a.b; cd /tmp && echo served > page && { python3 -m http.server 8321 > /dev/null 2>&1 & server=$!; } && until wget -qO- http://127.0.0.1:8321/page; do sleep 0.1; done; kill $server")).toBe('{"a":[1,2]}\n3\nserved');
});

test("what goes on in the background runs as root, and its words are where Killercoda has them", async () => {
  await environment.holder.begin({ name: "background0", terminal: "1", script: "id -un; docker ps; touch /opt/begun", text: "export TY''PED=here" });
  await runIn(environment, "until [ -e /opt/begun ]; do sleep 0.1; done; tail -n 1 /var/log/killercoda/background0_std*.log > /root/said");
  expect(await runIn(environment, "cat /root/said; rm /run/tatami-not-possible")).toBe("==> /var/log/killercoda/background0_stderr.log <==\ndocker: not possible at this venue\n\n==> /var/log/killercoda/background0_stdout.log <==\nroot");
  using attachment = await environment.holder.attach("1", 0);
  const reader = new TerminalReader(attachment);
  await reader.see("export TY''PED=here");
  reader.type("echo typed $TYPED\r");
  await reader.see("typed here");
});

test("what the learner prints as the toolbox itself is a bounded file on the machine", async () => {
  // Docker's own for standard output, which root can open: its log.
  await runIn(environment, "yes \"$(printf %999s)\" | head -c 20M > /proc/1/fd/1");
  const size = async () => Number(await run("bash", ["-c", 'docker logs "$1" 2> /dev/null | wc -c', "bash", environment.containers[0] ?? ""], { timeoutMs: 20_000 }));
  await poll({ name: "what was printed to be in Docker's log", timeoutMs: 20_000 }, async () => (await size()) > 0);
  expect(await size()).toBeLessThan(2 ** 20);
});

test("a lesson's files can be put anywhere that root can write", async () => {
  await environment.holder.writeFile("/usr/local/bin/greet", Buffer.from("#!/bin/sh\necho hello\n"), 0o755);
  await environment.holder.writeFile("/opt/a/b/c.yaml", Buffer.from("a: 1\n"));
  expect(await runIn(environment, "greet; stat -c '%U %a' /opt/a/b/c.yaml")).toBe("hello\nroot 644");
  await environment.holder.writeFile("/own/x", Buffer.from("x"));
  await environment.holder.writeFile("/y", Buffer.from("y"), 0o600);
  expect(await runIn(environment, "mkdir /ks && mv /own/x /ks/x && touch /finished && cat /ks/x /y && stat -c '%a %m' /y")).toBe("xy600 /");
});

test("packages, users, programs and names of hosts can be changed as on a machine of one's own", async () => {
  const deb = `mkdir -p /tmp/own/DEBIAN /tmp/own/usr/bin && printf '#!/bin/sh\\necho of my own\\n' > /tmp/own/usr/bin/own && chmod +x /tmp/own/usr/bin/own
    printf 'Package: own\\nVersion: 1\\nArchitecture: all\\nMaintainer: me <me@example.org>\\nDescription: own\\n' > /tmp/own/DEBIAN/control
    dpkg-deb --build /tmp/own /tmp/own.deb > /dev/null && apt-get install --yes --quiet /tmp/own.deb > /dev/null 2>&1 && own && dpkg --remove own > /dev/null`;
  expect(await runIn(environment, deb)).toBe("of my own");
  expect(await runIn(environment, "useradd -m bob && echo hi > ~bob/note && chown bob:bob ~bob/note && sudo -u bob cat /home/bob/note && sudo -u bob id -un")).toBe("hi\nbob");
  expect(await runIn(environment, "echo 127.0.0.1 shop.example >> /etc/hosts && for name in shop.example host01 controlplane node01 client; do getent ahostsv4 $name | grep -c STREAM; done | uniq -c | tr -s ' '")).toBe(" 5 1");
  expect(await runIn(environment, "for folder in /data /app /opt /srv /mnt /usr/local/bin /var/log /etc; do mkdir -p $folder/mine && echo x > $folder/mine/file || echo $folder; done")).toBe("");
});

test("there is no key of a checker, no Docker socket and nothing of the server's for root to find", async () => {
  expect(await runIn(environment, "find / -xdev \\( -name docker.sock -o -name 'checker*' \\) 2> /dev/null; ls -A /run/tatami /run/tatami/socket")).toBe("/run/tatami:\nimages.txt\nsocket\n\n/run/tatami/socket:\nholder.sock");
  expect(await runIn(environment, "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -E 'VITEST|TATAMI_(TEST|STATE|CACHE)|NODE_OPTIONS' | wc -l")).toBe("0");
  expect(await runIn(environment, "ls /dev | grep -E '^(loop|vd|sd|nvme|dm-|kmsg|mem)'; true")).toBe("");
});

test("everything that root can write is bounded, and the machine keeps its disk", async () => {
  const before = await freeBytes();
  const sizes = await runIn(environment, "awk '$4 ~ /^rw/ && $3 !~ /^(proc|sysfs|cgroup2?|devpts|mqueue|tmpfs)$/ { print $2 }' /proc/mounts | xargs df --block-size=1M --output=size,target | tail -n +2");
  const bounds = sizes.split("\n").map((line) => line.trim().split(/\s+/) as [string, string]);
  expect(bounds.map(([, target]) => target)).toEqual(expect.arrayContaining(["/", "/run/tatami/socket"]));
  // What is in memory is bounded by the container's.
  expect(await run("docker", ["container", "inspect", "--format", "{{.HostConfig.Memory}}", environment.containers[0] ?? ""], { timeoutMs: 30_000 })).toBe(String(512 * 2 ** 20));
  for (const [size, target] of bounds) expect(Number(size), target).toBeLessThanOrEqual(1024);

  for (const place of ["/root", "/", "/run/tatami/socket"]) expect((await tryIn(environment, `dd if=/dev/zero of=${place}/full bs=1M; rm ${place}/full`)).output, place).toContain("No space left on device");
  expect((await tryIn(environment, "mkdir /var/many && cd /var/many && seq 150000 | xargs touch; cd / && rm -r /var/many")).output).toContain("No space left on device");
  expect(before - (await freeBytes())).toBeLessThan(1.2 * 2 ** 30);
  expect(Number(await run("docker", ["container", "inspect", "--size", "--format", "{{.SizeRw}}", environment.containers[0] ?? ""], { timeoutMs: 30_000 }))).toBeLessThan(2 ** 20);
  expect(await runIn(environment, "head -c 20M /dev/zero | tr '\\0' x | fold -w 1000 > /proc/1/fd/1 && echo printed")).toBe("printed");
  expect((await run("docker", ["logs", environment.containers[0] ?? ""], { timeoutMs: 30_000 })).length).toBeLessThanOrEqual(2 ** 20);
  expect(await runIn(environment, "echo works > ~/again && cat ~/again")).toBe("works");
});

test("sudo, ssh and scp to the machine's own names, and launch.sh do what a scenario expects", async () => {
  expect(await runIn(environment, "sudo -E bash -c 'id -un'; echo text | sudo tee /etc/written; sudo A=1 -- env | grep ^A=")).toBe("root\ntext\nA=1");
  expect(await runIn(environment, "ssh -o StrictHostKeyChecking=no root@host01 'echo $(hostname) in $PWD'; ssh controlplane hostname; echo pwd | ssh node01 bash -s")).toBe("host01 in /root\nhost01\n/root");
  expect(await runIn(environment, "echo copied > /tmp/a && scp -q /tmp/a root@node01:/opt/b && cat /opt/b && ssh host01 cat /opt/b; launch.sh; sed 's/PORT/8080/g' /etc/killercoda/host")).toBe("copied\ncopied\nThere is no cluster in this environment.\nhttp://localhost:8080");
});

test("what this venue does not have says so by its name, and is written down for whoever proves the lesson", async () => {
  for (const [name, command] of [["docker", "docker ps"], ["docker", "sudo docker ps"], ["systemctl", "systemctl restart nginx"], ["journalctl", "journalctl -u kubelet"], ["snap", "snap install go"]]) {
    expect(await tryIn(environment, command ?? ""), command).toMatchObject({ exitCode: 127, output: `${name}: not possible at this venue\n` });
  }
  expect(await runIn(environment, "cat /run/tatami-not-possible")).toBe("docker ps\ndocker ps\nsystemctl restart nginx\njournalctl -u kubelet\nsnap install go");
  expect(await runIn(environment, "printf '#!/bin/sh\\necho real\\n' > /usr/local/bin/snap && chmod +x /usr/local/bin/snap && snap install go")).toBe("real");
  const elsewhere = await tryIn(environment, "ssh root@example.org ls");
  expect([elsewhere.exitCode, elsewhere.output]).toEqual([255, "ssh: Could not resolve hostname example.org: Name or service not known\n"]);
});

test("the next process finds it again, and its root still is root", async () => {
  const adopted = (await new EnvironmentMaker(venue.maker.materials).adopt(environment.id)) as LearnerEnvironment;
  expect(adopted).toMatchObject({ id: environment.id, flavor: "shell", user: "root" });
  expect(await runIn(adopted, "id -un; cat ~/again")).toBe("root\nworks");
});

test("a link that root lays in the place of the holder's socket leads nowhere on this machine", async () => {
  const victim = join(venue.stateDir, "victim.sock");
  let visits = 0;
  await using server = createServer((socket) => void (visits++, socket.resume().end('{"ok":true,"terminals":[]}\n')));
  server.listen(victim);
  await once(server, "listening");
  await runIn(environment, `rm /run/tatami/socket/holder.sock && ln -s ${victim} /run/tatami/socket/holder.sock`);
  await expect(environment.holder.terminals()).rejects.toThrow("something else is in the place of its socket");
  expect(visits).toBe(0);
});

test("its teardown leaves nothing, also when the process that made it was killed", async () => {
  await environment[Symbol.asyncDispose]();
  expect(await presenceOf(venue.stateDir)).toEqual([]);
  const script = `const { EnvironmentMaker } = await import(${JSON.stringify(resolve("clusters/environment-maker.ts"))});
    await new EnvironmentMaker(${JSON.stringify(venue.maker.materials)}).make("shell", { user: "root", signal: AbortSignal.timeout(60_000), onStep: ({ name }) => name === "start-toolbox" && (console.log(name), process.kill(process.pid, "SIGKILL")) });`;
  const server = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await once(server, "exit");
  expect(await presenceOf(venue.stateDir)).toEqual(expect.arrayContaining([expect.stringContaining("root-files")]));
  await venue.maker.sweep(new Set());
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

async function freeBytes(): Promise<number> {
  return Number((await run("df", ["--block-size=1", "--output=avail", venue.stateDir], { timeoutMs: 10_000 })).split("\n")[1]);
}
