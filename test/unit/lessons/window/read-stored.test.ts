import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Holder, ScriptOptions } from "../../../../clusters/holder/holder.ts";
import { mostMessages } from "../../../../lessons/window/history/message.ts";
import { StoredMessages } from "../../../../lessons/window/history/stored-messages.ts";
import { readStored } from "../../../../lessons/window/read-stored.ts";
import type { LessonWindow } from "../../../../lessons/window/window.ts";
import { WindowMistake } from "../../../../lessons/window/window-mistake.ts";
import { type HostHolder, startHostHolder } from "../../../support/host-holder.ts";

let host: HostHolder;
beforeAll(async () => {
  host = await startHostHolder();
});
afterAll(() => host[Symbol.asyncDispose]());

function read(source: string, holder: Pick<Holder, "runScript"> = host.holder): Promise<StoredMessages | string> {
  const window = { read: { file: "proof/read.sh", source } } as LessonWindow;
  return readStored(window, { run: "r", holder, timeoutMs: 60_000, signal: AbortSignal.timeout(90_000) });
}

describe("what is stored", { timeout: 120_000 }, () => {
  test("is read whole, also where the script complains in the middle of a line", async () => {
    const stored = await read("#!/bin/bash\nprintf '0 1 tatami r 1 1\\n0 2 tata'\necho '%3|FAIL| a broker is away' >&2\nprintf 'mi r 1 2'");
    expect(stored).toMatchObject({ lines: 2, strange: [], messages: [{ sequence: 1 }, { sequence: 2, offset: 2 }] });
  });

  test("is not what a script printed before it failed; its last words say why, however much came before", async () => {
    const many = "for ((n = 1; n <= 6000; n++)); do echo \"0 $n tatami r 1 $n\"; done";
    expect(await read(`${many}\necho 'partition 3 was read to offset 1 of 9'\nexit 1`)).toBe("partition 3 was read to offset 1 of 9");
    expect(await read(`${many}\necho 'no broker answers' >&2\nexit 3`)).toBe("no broker answers");
    expect(await read(`${many}\nexit 3`)).toBe("exit code 3");
    expect(await read("echo 'no broker answers' >&2 | true")).toBe("no broker answers");
    await expect(read("kcta -C")).rejects.toThrow(WindowMistake);
  });

  test("is not taken for whole when its end did not arrive", async () => {
    const cut = { runScript: async ({ onOutput }: ScriptOptions) => (onOutput?.("0 1 tatami r 1 1\n"), { exitCode: 0, timedOut: false, output: "", truncated: false }) };
    expect(await read("echo", cut)).toBe("not all of its output arrived; start the check again");
  });
});

test("more messages than any window sends are not kept", () => {
  const stored = new StoredMessages("r");
  for (let n = 1; n <= mostMessages + 1; n++) stored.push("0 1 tatami r 1 1");
  expect(stored.messages).toHaveLength(mostMessages);
  expect(stored.tooMany).toBe(true);
});
