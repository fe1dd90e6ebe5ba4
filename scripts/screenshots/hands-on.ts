import { join } from "node:path";
import { Learner } from "./learner.ts";

/** A verdict is given within four minutes on two quiet cores. */
const verdictMs = 600_000;
const heading = { en: "The proof: no message is lost", ja: "証明: メッセージは失われない" };

/**
 * Takes, of one real run of Part 2 of the hands-on, in both languages, `chaos-LANGUAGE.png`: the page in the middle of chaos, four
 * terminals seen at once; and `timeline-LANGUAGE.png`: the run to its verdict, large, as a room sees it on a projector.
 */
export async function photographHandsOn(url: string, folder: string): Promise<void> {
  await using learner = await Learner.join(url, "en", { width: 1440, height: 900 });
  const { page } = learner;
  await learner.start(/Part 2: chaos/);
  // Four terminals are seen: those that were in front last. T1 comes first, and makes room for the others.
  await learner.goTo(4);
  await learner.click("kubectl apply -f chaoskube.yaml", "deployment.apps/chaoskube created");
  await page.getByRole("button", { name: /^Terminals seen at once/ }).click();
  await page.getByRole("button", { name: /^Terminals seen at once/ }).click();
  await learner.goTo(1);
  await learner.click('chat "User A"', /Connected/);
  await learner.click("Ready for chaos", /Ready for chaos.*\(received: \d+\)/);
  await learner.goTo(3);
  await learner.click("bash partitions.sh", /in sync: \d+ of 36/);
  await learner.goTo(4);
  await learner.click("logs --follow", /terminating pod/);
  await learner.click("ab -n 1000", /Benchmarking/);
  await learner.goTo(5);
  await page.getByRole("button", { name: "Start the run" }).click();
  const timeline = page.getByRole("region", { name: /^(Timeline|タイムライン)$/ });
  await timeline.locator(".timeline-needs li").filter({ hasText: /Kills [2-9] of/ }).waitFor({ timeout: verdictMs });
  for (const language of ["ja", "en"] as const) {
    await learner.speak(language, heading[language]);
    await page.screenshot({ path: join(folder, `chaos-${language}.png`) });
  }
  await timeline.locator(".timeline-verdict").filter({ hasText: "Intact" }).waitFor({ timeout: verdictMs });
  for (const language of ["en", "ja"] as const) {
    await learner.speak(language, heading[language]);
    await timeline.getByRole("button", { name: /^(Larger|大きく見る)$/ }).click();
    await page.getByRole("dialog").locator(".timeline-verdict").waitFor();
    await page.screenshot({ path: join(folder, `timeline-${language}.png`) });
    await page.keyboard.press("Escape");
  }
}
