import { expect, test } from "vitest";
import type { Holder } from "../../../clusters/holder/holder.ts";
import { createLog } from "../../../server/log.ts";
import { SessionLanguage } from "../../../server/workshop/session-language.ts";

/** An environment that keeps every write under way until it is let go on. */
function slowHolder(): { holder: Holder; written: string[]; goOn: (error?: Error) => void } {
  const written: string[] = [];
  const underWay: PromiseWithResolvers<void>[] = [];
  const holder = {
    writeFile: (_path: string, content: Buffer) => {
      written.push(content.toString().trim());
      const write = Promise.withResolvers<void>();
      underWay.push(write);
      return write.promise;
    },
  } as unknown as Holder;
  const goOn = (error?: Error): void => {
    const write = underWay.shift();
    if (error) write?.reject(error);
    else write?.resolve();
  };
  return { holder, written, goOn };
}

const newLanguage = () => new SessionLanguage({ sessionId: "session", log: createLog({ level: "silent" }) });

test("however often the language changes, one write is under way and one waits, for the newest choice", async () => {
  const { holder, written, goOn } = slowHolder();
  const language = newLanguage();
  for (let change = 0; change < 1_000; change++) language.choose(change % 2 ? "en" : "ja", holder);
  language.choose("ja", holder);
  await expect.poll(() => written).toEqual(["ja"]);
  for (let change = 0; change < 1_001; change++) language.choose(change % 2 ? "ja" : "en", holder);
  const told = language.tell(holder);
  expect(language.tell(holder), "no second one waits").toBe(told);
  goOn(new Error("the toolbox is gone"));
  await expect.poll(() => written).toEqual(["ja", "en"]);
  goOn();
  await told;
  language.choose("en", holder);
  await new Promise(setImmediate);
  expect(written, "the same as before").toEqual(["ja", "en"]);
});

test("another environment is told too, after the one before", async () => {
  const [before, after] = [slowHolder(), slowHolder()];
  const language = newLanguage();
  language.choose("ja", before.holder);
  const told = language.tell(after.holder);
  language.choose("en", before.holder);
  await expect.poll(() => before.written).toEqual(["en"]);
  expect(after.written).toEqual([]);
  before.goOn();
  await expect.poll(() => after.written).toEqual(["en"]);
  after.goOn();
  await told;
});
