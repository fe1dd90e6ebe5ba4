import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadLessons } from "../../../lessons/load-all.ts";
import { lessonFixtures, ServerUnderTest } from "../../support/server-under-test.ts";

const png = Buffer.from("89504e470d0a1a0a", "hex");
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** A server whose lessons are in a folder of a hidden one, with two pictures in one of them. */
async function withPictures(): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-pictures-"));
  const lessons = join(folder, ".hidden", "lessons");
  await cp(lessonFixtures, lessons, { recursive: true });
  await writeFile(join(lessons, "valid-host-shell", "assets", "a b.png"), png);
  await writeFile(join(lessons, "valid-host-shell", "assets", "drawn.svg"), svg);
  return ServerUnderTest.start({ folder, server: { shelf: await loadLessons(lessons) } });
}

const assets = "/api/lessons/valid-host-shell/assets";

test("a picture comes with its type and no right to run scripts, from a hidden folder too, and is kept by the browser for minutes only", async () => {
  await using running = await withPictures();
  const learner = running.browser();
  await learner.join();
  const [drawn, photo] = [await learner.get(`${assets}/assets/drawn.svg`), await learner.get(`${assets}/assets/a%20b.png`)];
  expect([drawn.status, drawn.headers.get("content-type"), drawn.headers.get("cache-control")]).toEqual([200, "image/svg+xml", "private, max-age=300"]);
  expect(drawn.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
  expect(await drawn.text()).toBe(svg);
  expect([photo.status, photo.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(Buffer.from(await photo.arrayBuffer())).toEqual(png);
  expect((await running.browser().get(`${assets}/assets/drawn.svg`)).status).toBe(401);
});

test.each([
  ["pictures", `${assets}/assets/drawn.svg`, 200],
  ["lessons", "/api/lessons/valid-host-shell?language=en", 60],
])("who asks for %s without end is told when they may go on, and keeps nobody else from them", async (_what, path, atOnce) => {
  await using running = await withPictures();
  const [greedy, other] = [running.browser(), running.browser()];
  await greedy.join("Greedy");
  await other.join("Other");
  const statuses: number[] = [];
  const began = performance.now();
  for (let n = 0; n < atOnce * 2; n++) {
    const answer = await greedy.get(path);
    statuses.push(answer.status);
    if (answer.status === 429) expect(await answer.json()).toMatchObject({ ok: false, problem: { code: "too-many-attempts", seconds: 1 } });
    else await answer.arrayBuffer();
  }
  const given = statuses.filter((status) => status === 200).length;
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(statuses.slice(0, atOnce)).toEqual(Array(atOnce).fill(200));
  expect(given).toBeLessThanOrEqual(atOnce + Math.ceil(((performance.now() - began) / 1000) * 20) + 1);
  expect((await other.get(path)).status).toBe(200);
});
