import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectHolder } from "../../../clusters/holder/connect-holder.ts";
import { HolderProcess } from "../../support/holder-process.ts";

let running: HolderProcess;

beforeAll(async () => {
  running = await HolderProcess.start();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

test("connect reaches a loopback port; either side may end its half first", async () => {
  await using server = createServer({ allowHalfOpen: true }, async (socket) => {
    const asked = await text(socket);
    socket.end(`you said ${asked.length}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const tunnel = await running.holder.connect((server.address() as AddressInfo).port);
  tunnel.end("x".repeat(3_000_000));
  expect(await text(tunnel)).toBe("you said 3000000");
});

test("connect tells that nobody listens, and where it looked", async () => {
  await expect(running.holder.connect(1)).rejects.toThrow(/nobody listens on port 1 \(127\.0\.0\.1: ECONNREFUSED/);
});

test("a file lands below the home, whole, with its mode, and replaces an older one", async () => {
  await running.holder.writeFile("work/a b/日本.yaml", Buffer.from("first"));
  await running.holder.writeFile("work/a b/日本.yaml", Buffer.from("second"), 0o600);
  const path = join(running.home, "work/a b/日本.yaml");
  expect(readFileSync(path, "utf8")).toBe("second");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const large = Buffer.alloc(2_000_000, "z");
  await running.holder.writeFile("large", large);
  expect(readFileSync(join(running.home, "large")).equals(large)).toBe(true);
});

test("no path and no link leads out of the home", async () => {
  const outside = join(running.home, "../outside");
  mkdirSync(outside, { recursive: true });
  symlinkSync(outside, join(running.home, "door"));
  symlinkSync(join(outside, "target"), join(running.home, "link"));
  for (const path of ["/etc/x", "../x", "a/../../x", "", "folder/"]) {
    await expect(running.holder.writeFile(path, Buffer.from("x"))).rejects.toThrow();
  }
  await expect(running.holder.writeFile("door/x", Buffer.from("x"))).rejects.toThrow("leads out of the home");
  await expect(running.holder.writeFile("door/deep/x", Buffer.from("x"))).rejects.toThrow("leads out of the home");
  await running.holder.writeFile("link", Buffer.from("mine"));
  expect(readFileSync(join(running.home, "link"), "utf8")).toBe("mine");
  expect(() => statSync(join(outside, "target"))).toThrow("ENOENT");
});

test("a learner who is root may have a file anywhere in their toolbox, with its folders and its mode", async () => {
  await using root = await HolderProcess.start({ learner: { uid: 0, gid: 0, name: "root", home: running.home, kubeconfig: "none" } });
  const path = join(running.home, "../elsewhere/deep/tool");
  await root.holder.writeFile(path, Buffer.from("#!/bin/sh\n"), 0o755);
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["#!/bin/sh\n", 0o755]);
  await root.holder.writeFile("at-home", Buffer.from("x"));
  expect(readFileSync(join(running.home, "at-home"), "utf8")).toBe("x");
  for (const wrong of [`${running.home}/../x`, "/etc/passwd/x", "/tmp/"]) await expect(root.holder.writeFile(wrong, Buffer.from("x"))).rejects.toThrow();
});

test("nonsense on the socket is refused or cut off, and the holder goes on", async () => {
  const said = async (bytes: string | Buffer) => {
    const socket = connect(running.socketPath);
    socket.on("error", () => undefined);
    socket.write(bytes);
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    await once(socket, "close");
    return answer;
  };
  expect(await said("hello\n")).toContain('"ok":false');
  expect(await said('{"do":"explode"}\n')).toContain("nobody knows how to explode");
  expect(await said('{"do":"attach","name":"none","from":-1}\n')).toContain("from must be within");
  expect(await said(Buffer.alloc(300_000, "x"))).toContain("a line of more than");
  await running.holder.openTerminal("main", { columns: 80, rows: 24 });
  await said(Buffer.concat([Buffer.from('{"do":"attach","name":"main","from":0}\n'), Buffer.from([9, 255, 255, 255, 255])]));
  expect(await running.holder.terminals()).toHaveLength(1);
});

test("a holder that is not there, or that talks nonsense, is a HolderError", async () => {
  await expect(connectHolder(join(running.home, "none.sock")).terminals()).rejects.toThrow("the toolbox did not list its terminals: its holder does not run");
  const path = join(running.home, "liar.sock");
  await using liar = createServer((socket) => void socket.resume().end('{"ok":true,"terminals":[{"name":7}]}\n'));
  liar.listen(path);
  await once(liar, "listening");
  await expect(connectHolder(path).terminals()).rejects.toThrow("its answer makes no sense");
});

test("a link in the socket's place is not followed, nor is anything else that is there", async () => {
  await using server = createServer((socket) => socket.resume().end('{"ok":true,"terminals":[]}\n'));
  const [socket, link, file] = ["other.sock", "link.sock", "file.sock"].map((name) => join(running.home, name)) as [string, string, string];
  server.listen(socket);
  await once(server, "listening");
  symlinkSync(socket, link);
  writeFileSync(file, "");
  expect(await connectHolder(socket).terminals()).toEqual([]);
  for (const path of [link, file]) await expect(connectHolder(path).terminals()).rejects.toThrow("list its terminals: something else is in the place of its socket");
  await expect(connectHolder(join(running.home, "none.sock")).terminals()).rejects.toThrow("its holder does not run");
});

test("no connection leaves a file open behind it", async () => {
  const open = () => readdirSync("/proc/self/fd").length;
  await running.holder.terminals();
  const before = open();
  for (let count = 0; count < 50; count++) await running.holder.terminals();
  expect(open()).toBeLessThan(before + 10);
});
