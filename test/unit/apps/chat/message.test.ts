import { describe, expect, test } from "vitest";
import { checkName, isTopicName, messageId, messageText, senderName } from "../../../../lessons/apps/chat/publish/message.ts";
import { sessionCookie, sessionKey } from "../../../../lessons/apps/chat/publish/session-cookie.ts";

describe("a message's text", () => {
  test.each(["x", "hello", "改行\nも 🍵", "\u{feff}with a mark"])("%j is taken byte for byte", (text) => {
    expect(messageText(Buffer.from(text)).toString()).toBe(text);
  });

  test.each([
    ["nothing", Buffer.alloc(0), 400, "empty"],
    ["half a character", Buffer.from([0xe3, 0x81]), 415, "not-text"],
    ["bytes of a picture", Buffer.from("89504e470d0a1a0a", "hex"), 415, "not-text"],
    ["zeros", Buffer.from("a\0b"), 415, "not-text"],
  ])("%s is refused, and said not to be stored", (_what, body, status, reason) => {
    expect(() => messageText(body)).toThrow(expect.objectContaining({ status, reason, outcome: "not-stored" }));
  });
});

describe("who sends it, and under which id", () => {
  test("the sender's name by the header, as UTF-8", () => {
    expect(senderName({})).toBe("anonymous");
    expect(senderName({ "x-chat-user": " User A " })).toBe("User A");
    expect(senderName({ "x-chat-user": Buffer.from("ユーザー A").toString("latin1") })).toBe("ユーザー A");
    expect(senderName({ "x-chat-user": "Ren\xe9" })).toBe("René");
  });

  test.each([[""], ["  "], ["x".repeat(41)], ["a\u0007b"], ["a\nb"], [undefined], [5], [{}]])("%j is no name", (name) => {
    expect(() => checkName(name)).toThrow(expect.objectContaining({ status: 400, reason: "bad-name" }));
  });

  test("40 characters of any kind are a name", () => {
    expect(checkName("🍵".repeat(40))).toBe("🍵".repeat(40));
  });

  test("the sender's own id, else a fresh one each time", () => {
    expect(messageId({ "x-message-id": "a-1" })).toBe("a-1");
    expect(messageId({})).not.toBe(messageId({}));
    expect(() => messageId({ "x-message-id": "two words" })).toThrow(expect.objectContaining({ status: 400, reason: "bad-id" }));
    expect(() => messageId({ "x-message-id": "x".repeat(101) })).toThrow(expect.objectContaining({ status: 400 }));
  });

  test.each([["chatroom", true], ["a.b_c-1", true], ["..", false], ["", false], ["a b", false], ["a".repeat(250), false], ["a%2fb", false]])("a topic %j: %s", (name, possible) => {
    expect(isTopicName(name)).toBe(possible);
  });
});

describe("the session's cookie", () => {
  test("is found among others, and only as what it can be", () => {
    const key = "abcdefghij-_0123456789";
    expect(sessionCookie(key)).toBe(`chat=${key}; Path=/; HttpOnly; SameSite=Lax`);
    expect(sessionKey(`theme=dark; chat=${key}; x=1`)).toBe(key);
    expect(sessionKey("chat=short")).toBeUndefined();
    expect(sessionKey(`mychat=${key}`)).toBeUndefined();
    expect(sessionKey(undefined)).toBeUndefined();
  });
});
