import { join } from "node:path";
import { type Language, Learner } from "./learner.ts";

/** Takes `workspace-LANGUAGE.png`: somebody at work in the third step of the first lesson. */
export async function photographWorkspace(url: string, language: Language, folder: string): Promise<void> {
  await using learner = await Learner.join(url, language, { width: 1280, height: 800 });
  const { page } = learner;
  await learner.start(/First steps|はじめての/);
  await page.getByRole("button", { name: /^(Begin|はじめる)$/ }).click();
  for (let step = 1; step <= 3; step++) {
    await learner.isAt(step);
    const commands = page.locator(".prose button[data-action=run]:visible");
    await commands.first().waitFor();
    for (let index = 0; index < (await commands.count()); index++) {
      const text = (await commands.nth(index).getAttribute("data-command")) ?? "";
      await commands.nth(index).click();
      await learner.sees(text.slice(-12));
    }
    await page.locator(".check-panel").getByText(/^(合格です|Passed)$/).waitFor();
    if (step < 3) await page.getByRole("button", { name: /^(次へ進む|Continue)$/ }).click();
  }
  // Clicked as fast as here, it may have come before the Service's rules; the step is passed, so it answers now.
  await page.locator(".prose button[data-action=run][data-command^=curl]:visible").first().click();
  await learner.sees(/Hello from web-/);
  await page.locator(".step-scroll").evaluate((scroll) => scroll.scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `workspace-${language}.png`) });
}
