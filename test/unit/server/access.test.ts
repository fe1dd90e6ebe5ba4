import { describe, expect, test } from "vitest";
import { AddressRate } from "../../../server/access/address-rate.ts";
import { platformCookie, readCookie, withoutPlatformCookies, withoutPlatformSetCookies } from "../../../server/access/cookies.ts";
import { Door } from "../../../server/access/door.ts";
import { tidyNickname } from "../../../server/access/nickname.ts";
import { isLoopbackHost, isSameOrigin } from "../../../server/access/origin.ts";
import { addressKey, RateLimit, siteKey } from "../../../server/access/rate-limit.ts";
import { Sealer } from "../../../server/access/seal.ts";

describe("nicknames", () => {
  test.each([
    ["  花子  ", "花子"],
    ["a\u0000b\nc\u202ed", "a b c d"],
    ["👩‍👩‍👧‍👦🇯🇵", "👩‍👩‍👧‍👦🇯🇵"],
    ["👍".repeat(32), "👍".repeat(32)],
    ["が", "が"],
  ])("%j is shown as %j", (given, shown) => expect(tidyNickname(given)).toBe(shown));

  test.each(["", "   ", "\u200b\u200d", "\u202e\u0007"])("%j cannot be seen", (given) => {
    expect(() => tidyNickname(given)).toThrow(expect.objectContaining({ code: "nickname-missing" }));
  });

  test.each([["10,000 letters", "x".repeat(10_000)], ["33 emoji", "👍".repeat(33)], ["one letter with 500 accents", `a${"\u0301".repeat(500)}`]])("%s are too long", (_name, given) => {
    expect(() => tidyNickname(given)).toThrow(expect.objectContaining({ code: "nickname-too-long" }));
  });
});

describe("cookies", () => {
  test("one that is there twice with different values is not believed", () => {
    expect(readCookie("a=1; tatami_session=x; b=2", "tatami_session")).toBe("x");
    expect(readCookie("tatami_session=x; tatami_session=y", "tatami_session")).toBeUndefined();
    expect(readCookie(undefined, "tatami_session")).toBeUndefined();
  });

  test("a learner's app neither gets nor sets the platform's", () => {
    expect(withoutPlatformCookies("theme=dark; tatami_session=secret; Tatami_Preview_1=s; =tatami_session=z")).toBe("theme=dark");
    expect(withoutPlatformCookies("tatami_session=secret")).toBeUndefined();
    const planted = ["tatami_session=x", " TATAMI_preview_8081=x; Path=/", "=tatami_session=x", "tatami_session", "\ttatami_session=x"];
    expect(withoutPlatformSetCookies([...planted, "app=1; Path=/"])).toEqual(["app=1; Path=/"]);
  });

  test("they are HttpOnly, SameSite, and Secure on TLS", () => {
    expect(platformCookie("tatami_session", "v", { secure: true, maxAgeSeconds: 5 })).toBe("tatami_session=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure");
  });
});

describe("origins", () => {
  test.each([
    [{ host: "h:8080", origin: "http://h:8080" }, true],
    [{ host: "h:8080" }, true],
    [{ host: "h", origin: "http://h" }, true],
    [{ host: "h:8080", origin: "http://h:8081" }, false],
    [{ host: "h:8080", origin: "http://evil:8080" }, false],
    [{ host: "h:8080", origin: "null" }, false],
    [{ host: "h:8080", origin: "http://h:8080", "sec-fetch-site": "same-site" }, false],
    [{ host: "h:8080", "sec-fetch-site": "cross-site" }, false],
  ])("%j: %s", (headers, same) => expect(isSameOrigin({ headers, socket: { remoteAddress: "192.0.2.7" } })).toBe(same));

  const [plain, secure] = [{ host: "h", origin: "http://h" }, { host: "h", origin: "https://h" }];
  const tls = { remoteAddress: "192.0.2.7", encrypted: true };
  const proxy = { remoteAddress: "::ffff:127.0.0.1" };
  test.each([
    ["TLS of its own", secure, tls, true],
    ["TLS of its own, asked by a plain page", plain, tls, false],
    ["a proxy with TLS", { ...secure, "x-forwarded-proto": "https" }, proxy, true],
    ["a proxy with TLS, asked by a plain page", { ...plain, "x-forwarded-proto": "https" }, proxy, false],
    ["a proxy with TLS behind another, asked by a plain page", { ...plain, "x-forwarded-proto": "https, http" }, proxy, false],
    ["a proxy with TLS that names the WebSocket's protocol, asked by a plain page", { ...plain, "x-forwarded-proto": "wss" }, proxy, false],
    ["a proxy with TLS that says nothing", secure, proxy, true],
    ["a proxy without TLS that says nothing", plain, proxy, true],
    ["a proxy without TLS", { ...plain, "x-forwarded-proto": "http" }, proxy, true],
    ["another machine that says what only a proxy on this one may", { ...plain, "x-forwarded-proto": "https" }, { remoteAddress: "192.0.2.7" }, true],
  ])("%s", (_, headers, socket, same) => expect(isSameOrigin({ headers, socket })).toBe(same));

  test.each([["localhost:8080", true], ["127.0.0.1", true], ["[::1]:8080", true], ["evil.example:8080", false], ["127.0.0.1.evil.example", false]])("loopback name %s: %s", (host, loopback) => {
    expect(isLoopbackHost(host)).toBe(loopback);
  });
});

describe("rate limits", () => {
  test("so many at once, then so many a second, for each key", () => {
    let now = 0;
    const limit = new RateLimit({ burst: 3, perSecond: 2, now: () => now });
    expect([1, 2, 3, 4].map(() => limit.take("a"))).toEqual([true, true, true, false]);
    expect(limit.take("b")).toBe(true);
    now += 500;
    expect([limit.take("a"), limit.take("a")]).toEqual([true, false]);
  });

  test("memory stays bounded however many keys come", () => {
    const limit = new RateLimit({ burst: 1, perSecond: 0 });
    limit.take("first");
    for (let index = 0; index < 10_000; index++) limit.take(String(index));
    expect(limit.allows("first"), "the key unused for longest was forgotten").toBe(true);
    expect(limit.allows("9999")).toBe(false);
  });

  test.each([["::ffff:10.0.0.1", "10.0.0.1"], ["2001:db8:0:1:aa::5", "2001:db8:0:1"], ["2001:db8::1", "2001:db8:0:0"], ["::1", "0:0:0:0"], ["10.1.2.3", "10.1.2.3"]])("%s counts as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  test.each([["2001:db8:0:1:aa::5", "2001:db8:0"], ["2001:db8::1", "2001:db8:0"], ["2001:0db8:00ff:1::", "2001:db8:ff"], ["::ffff:10.0.0.1", undefined], ["10.1.2.3", undefined], [undefined, undefined]])("%s is in the /48 %s", (address, key) => {
    expect(siteKey(address)).toBe(key);
  });

  test("all networks of an IPv6 site have ten times what one has; another site and IPv4 addresses have their own", () => {
    let now = 0;
    const rate = new AddressRate({ burst: 3, perSecond: 1 / 6, now: () => now });
    const taken = (addresses: string[]) => addresses.filter((address) => rate.take(address)).length;
    expect(taken(Array(5).fill("2001:db8:0:1::5"))).toBe(3);
    expect(taken(Array.from({ length: 100 }, (_, network) => `2001:db8:0:${(network + 2).toString(16)}::5`))).toBe(27);
    expect([rate.secondsLeft("2001:db8:0:ffff::1"), rate.secondsLeft("2001:db8:0:1::5")], "the site's, and the network's").toEqual([1, 6]);
    expect(taken(Array(5).fill("2001:db8:1:1::5"))).toBe(3);
    expect(taken(Array.from({ length: 100 }, (_, host) => `::ffff:10.0.0.${host}`))).toBe(100);
    now = 6_000;
    expect(taken(Array.from({ length: 100 }, (_, network) => `2001:db8:0:${(network + 1000).toString(16)}::5`))).toBe(10);
  });

  test("who has an IPv6 site guesses ten times as many codes as who has one network of it, not 65,536 times", () => {
    const door = new Door("open sesame");
    const codes = Array.from({ length: 1_000 }, (_, guess) => {
      try {
        door.enter(`2001:db8:0:${guess.toString(16)}::1`, `guess ${guess}`);
        return "in";
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    const wrong = codes.filter((code) => code === "access-code-wrong").length;
    expect(wrong).toBeGreaterThanOrEqual(200);
    expect(wrong, "and what comes back meanwhile").toBeLessThan(220);
    expect(codes.filter((code) => code === "too-many-attempts")).toHaveLength(1_000 - wrong);
    expect(() => door.enter("2001:db8:1::1", "open sesame")).not.toThrow();
  });
});

test("coming in by links counts as joining, whose links they ever are", () => {
  const door = new Door(undefined);
  const outcomes = Array.from({ length: 300 }, (_, session) => {
    try {
      return door.resume("10.0.0.1", () => ({ id: `session ${session}` })).id;
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  const refused = outcomes.filter((outcome) => outcome === "too-many-attempts").length;
  expect(refused).toBeGreaterThan(90);
  expect(refused).toBeLessThanOrEqual(100);
  expect(() => door.enter("10.0.0.1", undefined)).toThrow(expect.objectContaining({ code: "too-many-attempts" }));
  expect(() => door.enter("10.0.0.2", undefined)).not.toThrow();
});

describe("seals", () => {
  const sealer = new Sealer(Buffer.alloc(32, 1));
  const nonce = Buffer.alloc(16, 2);

  test("hold for one text, one purpose and one nonce only", () => {
    const seal = sealer.seal("session-cookie", "id", nonce);
    expect(sealer.verify(seal, "session-cookie", "id", nonce)).toBe(true);
    expect(sealer.verify(seal, "resume-link", "id", nonce)).toBe(false);
    expect(sealer.verify(seal, "session-cookie", "other", nonce)).toBe(false);
    expect(sealer.verify(seal, "session-cookie", "id", Buffer.alloc(16, 3))).toBe(false);
    expect(new Sealer(Buffer.alloc(32, 9)).verify(seal, "session-cookie", "id", nonce)).toBe(false);
  });
});
