import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../../../server/config.ts";

function mistakes(argv: string[], env: Record<string, string> = {}): string[] {
  try {
    parseConfig(argv, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("without any, the page is on this machine's port 8080 and the previews behind it", () => {
    expect(parseConfig([], { HOME: "/home/me", XDG_STATE_HOME: "/state" })).toMatchObject({ port: 8080, host: "127.0.0.1", previewPort: 8081, stateDir: "/state/tatami", idleMinutes: 120, lessonDirs: [] });
  });

  test("an option wins over its variable", () => {
    expect(parseConfig(["--port=9000"], { PORT: "7000", HOST: "::1" })).toMatchObject({ port: 9000, host: "::1", previewPort: 9001 });
  });

  test("lessons may be given more than once", () => {
    expect(parseConfig(["--lessons", "/a", "--lessons", "/b"], {}).lessonDirs).toEqual(["/a", "/b"]);
  });

  test("all mistakes come at once, each with its option", () => {
    expect(mistakes(["--port", "abc", "--capacity", "0", "--colour", "--title", "extra"], { TATAMI_ACCESS_CODE: "abc" })).toEqual([
      expect.stringMatching(/^--colour: there is no such option/),
      expect.stringMatching(/^--port: must be a whole number/),
      expect.stringMatching(/^--access-code: .*at least 6 characters/),
      expect.stringMatching(/^--capacity: must be from 1/),
    ]);
  });

  test("the internet is reached where a public DNS server is named, and only there", () => {
    expect(parseConfig([], {}).internet).toBeUndefined();
    expect(parseConfig(["--internet", "1.1.1.1"], {}).internet).toEqual({ dns: "1.1.1.1" });
    expect(mistakes(["--internet"])).toEqual(["--internet: DNS is missing after it"]);
    expect(mistakes(["--internet", "1.1.1.1", "--addresses", "10.99.0.0/16"])).toEqual([]);
    expect(mistakes(["--internet", "1.1.1.1", "--addresses", "81.0.0.0/16"])).toEqual([expect.stringMatching(/^--addresses: 81\.0\.0\.0\/16 is part of the internet/)]);
    for (const dns of ["192.168.1.1", "dns.example", "1.1.1.1; reboot"]) expect(mistakes(["--internet", dns])).toEqual([expect.stringMatching(/^--internet: must be the public IPv4 address of a DNS server/)]);
  });

  test("an option without its value is named", () => {
    expect(mistakes(["--host"])).toEqual(["--host: ADDRESS is missing after it"]);
  });

  test("preview ports do not run into the page's port or past the last one", () => {
    expect(mistakes(["--port", "9002", "--preview-port", "9000"])[0]).toContain("would hold the page's own port 9002");
    expect(mistakes(["--port", "65533"])[0]).toContain("needs 4 ports from 65534 on");
  });

  test.each(["0.0.0.0", "192.168.1.7", "::", "127.0.0.1.example.com"])("%s needs an access code, or the word that it is meant", (host) => {
    expect(mistakes(["--host", host])[0]).toContain("whoever reaches it gets a shell");
    expect(mistakes(["--host", host, "--access-code", "correct horse"])).toEqual([]);
    expect(mistakes(["--host", host, "--open-to-anyone"])).toEqual([]);
  });

  test.each(["localhost", "127.0.0.1", "127.1.2.3", "::1"])("%s needs none", (host) => {
    expect(mistakes(["--host", host])).toEqual([]);
  });
});
