import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { countVisit } from "../../../lessons/apps/web/visits.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** Something that listens and says this to whatever it is asked. */
async function speaker(says: string | undefined): Promise<{ address: string; heard: () => string }> {
  let heard = "";
  server = createServer((socket) => {
    socket.on("data", (data) => {
      heard += String(data);
      if (says === "") socket.destroy();
      else if (says !== undefined) socket.write(says);
    });
    socket.on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard };
}

describe("a visit", () => {
  test("is counted by Redis' own command", async () => {
    const { address, heard } = await speaker(":17\r\n");
    expect(await countVisit(address)).toBe(17);
    expect(heard()).toBe("INCR visits\r\n");
  });

  test.each([
    ["says no", "-READONLY You can't write against a read only replica.\r\n", /READONLY/],
    ["hangs up", "", /closed the connection/],
    ["keeps silent", undefined, /no answer within a second/],
  ])("is not counted where somebody %s", async (_, says, reason) => {
    await expect(countVisit((await speaker(says)).address)).rejects.toThrow(reason);
  });

  test("is not counted where nobody listens or nobody has the name", async () => {
    const { address } = await speaker(undefined);
    server?.close();
    await expect(countVisit(address)).rejects.toThrow(/ECONNREFUSED/);
    await expect(countVisit("no-such-name.invalid:6379")).rejects.toThrow(/ENOTFOUND|EAI_AGAIN|within a second/);
  });
});
