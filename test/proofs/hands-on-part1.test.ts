import { expect, test } from "vitest";
import type { HandsOnPage } from "../support/hands-on-page.ts";
import { useHandsOnPage } from "../support/hands-on-walk.ts";
import { goToStep } from "../support/page.ts";

/** Part 1 of the hands-on as a learner meets it, by clicks on a real cluster; what the talk is not about is solved. */
let learner: HandsOnPage;
useHandsOnPage((opened) => (learner = opened));

test("the course has its parts in their order; Part 1 begins", async () => {
  await learner.start({ ja: "Part 1: Kafka の上のチャット", en: "Part 1: a chat on Kafka" });
  await learner.look("intro");
});

test("three brokers are seen coming in a second terminal", async () => {
  const { page } = learner;
  await goToStep(page, 0);
  await learner.click("kubectl create namespace kafka", "namespace/kafka created");
  await learner.click("kubectl config set-context", /Context\s*".*"\s*modified/);
  await learner.passed();
  await learner.look("namespace");
  await goToStep(page, 1);
  await learner.click("kubectl apply -f kafka.yaml", "statefulset.apps/kafka created");
  await learner.click("kubectl get pods --watch", /kafka-[012]\s+1\/1/, 180_000);
  expect(await learner.terminals()).toBe(2);
  await learner.passed(180_000);
  await learner.look("brokers");
});

test("a broker's name outlives its Pod, and the topic is there", async () => {
  for (const step of [2, 3]) {
    await goToStep(learner.page, step);
    await learner.haveItDone();
    await learner.passed();
  }
  await learner.look("topic");
});

test("three messages go from the console of one terminal to that of another", async () => {
  await goToStep(learner.page, 4);
  await learner.seeTerminals(2);
  await learner.click("kafka-console-consumer.sh", "print.offset=true");
  await learner.click("kafka-console-producer.sh", /--topic chatroom\s*>/);
  for (const line of ["Hello, Kafka", "Is anybody there?", "This is the third message"]) await learner.click(line, new RegExp(`Partition:\\d+\\s*Offset:\\d+\\s*${line.replace("?", "\\?")}`));
  await learner.passed();
  await learner.look("console");
});

test("User A and User B talk in two terminals", async () => {
  const { page } = learner;
  await goToStep(page, 5);
  await learner.haveItDone();
  await learner.passed();
  await goToStep(page, 6);
  await learner.click('chat "User A"', learner.say({ ja: /つながりました/, en: /Connected/ }));
  await learner.click('chat "User B"', learner.say({ ja: /User B[^]*つながりました/, en: /User B[^]*Connected/ }));
  await learner.click("Hello, B!", "User A: Hello, B! Can you read me? (received: 1)");
  await learner.click("Loud and clear", "User B: Loud and clear, A. (received: 2)");
  await learner.passed();
  expect(await learner.terminals()).toBe(3);
  await learner.look("people");
});

test("somebody else talks with them on the chat's page in another tab", async () => {
  const { page } = learner;
  await goToStep(page, 7);
  const [chat] = await Promise.all([page.context().waitForEvent("page"), page.locator(".prose button[data-action=preview]").first().click()]);
  chat.setDefaultTimeout(60_000);
  await chat.getByRole("textbox", { name: learner.say({ ja: "あなたの名前", en: "Your name" }) }).fill("花子");
  await chat.getByRole("button", { name: learner.say({ ja: "参加する", en: "Join" }) }).click();
  await chat.getByRole("textbox", { name: learner.say({ ja: "花子 としてメッセージを書く", en: "Write as 花子" }) }).fill("ページからこんにちは");
  await chat.getByRole("button", { name: learner.say({ ja: "送信", en: "Send" }) }).click();
  await learner.sees("花子: ページからこんにちは");
  await learner.click("Welcome!", "Welcome! How is it in the browser? (received: 4)");
  await chat.getByRole("log").getByText("Welcome! How is it in the browser?").waitFor();
  await learner.look("chat-page", chat);
  await chat.close();
  await learner.passed();
  await learner.look("browser");
});

test("the course leads on to the next lesson", async () => {
  await learner.goOn();
  await learner.page.getByRole("button", { name: learner.say({ ja: "次のレッスン: セッションとリリース", en: "Next lesson: Sessions and releases" }) }).waitFor();
  await learner.look("finish");
});
