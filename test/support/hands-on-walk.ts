import { afterAll, beforeAll, beforeEach, onTestFailed } from "vitest";
import { HandsOnPage } from "./hands-on-page.ts";

/** For all tests of a file, each of which goes on where the one before it ended: the page is opened before them and given to `take`; a failed one ends the walk, and its page is photographed. */
export function useHandsOnPage(take: (learner: HandsOnPage) => void): void {
  let learner: HandsOnPage;
  let failedBefore = "";
  beforeAll(async () => {
    learner = await HandsOnPage.open();
    take(learner);
  });
  afterAll(() => learner?.[Symbol.asyncDispose]());
  beforeEach(({ task }) => {
    if (failedBefore) throw new Error(`not tried: "${failedBefore}" failed, and this goes on from there`);
    onTestFailed(async () => {
      failedBefore ||= task.name;
      await learner.photograph("failed");
    });
  });
}
