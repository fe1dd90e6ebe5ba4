import type { Page } from "playwright-core";
import type { Attack } from "../attack.ts";

/** Places of the page where somebody else's text is shown. */
export type Place = "markdown" | "nickname" | "check" | "file";

/** A learner's page in a real browser, and what is shown there. */
export interface PageTarget {
  /** Opens a page whose place shows the hostile text, and gives the place. */
  show(place: Place): Promise<{ page: Page; selector: string }>;
  /** Opens a hostile picture of the lesson's by itself. */
  picture(): Promise<Page>;
  /** Opens an attacker's web app in a preview, in the browser of somebody who takes part. */
  preview(): Promise<Page>;
  /** Opens the attacker's web app of one learner, and then another learner's, in one browser at one address; gives the second one's page. */
  nextPreview(): Promise<Page>;
}

/** What each place is made to show. A script that runs calls `alert`, which the test hears. */
export const hostileTexts: Readonly<Record<Place, string>> = {
  markdown: `seen <img src="/none" onerror="alert('canary')"><script>alert('canary')</script> <a href="javascript:alert('canary')">link</a> <svg onload="alert('canary')"></svg>`,
  nickname: "<img src=/none onerror=alert(1)>",
  check: `not yet <img src="/none" onerror="alert('canary')">`,
  file: `![seen](<x" onerror="alert('canary')" y=".png>)`,
};

/** An SVG that runs a script when it is opened. */
export const hostilePicture = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect id="seen" width="50" height="50"/><script>document.documentElement.setAttribute("data-ran", "canary")</script></svg>`;

/** The attacker's web app: it asks the platform who takes part, with the cookies that the browser has. */
export function hostileApp(platform: string): string {
  return `<!doctype html><title>asking</title><script>
    fetch("${platform}/api/venue", { credentials: "include" }).then((answer) => answer.text()).then((text) => { document.title = "read: " + text; }, (error) => { document.title = "cookies: " + (document.cookie || "none") + "; " + error.message; });
  </script>`;
}

/** The attacker's web app: it leaves behind whatever the browser keeps for its address; and the next one at that address, which says what it finds. */
export const appsInTurn: Readonly<Record<string, { type: string; body: string }>> = {
  "/leaves": {
    type: "text/html",
    body: `<!doctype html><title>leaving</title><script>
      localStorage.setItem("left", "canary");
      navigator.serviceWorker.register("/worker.js").catch(() => undefined).then(() => { document.title = "left"; });
    </script>`,
  },
  "/worker.js": { type: "text/javascript", body: "self.addEventListener('fetch', () => undefined);" },
  "/finds": {
    type: "text/html",
    body: `<!doctype html><title>looking</title><script>
      navigator.serviceWorker.getRegistrations().then(({ length }) => { document.title = "storage: " + localStorage.getItem("left") + ", workers: " + length; });
    </script>`,
  },
};

/** What somebody else's text, picture or web app tries in a learner's page. */
export const pageAttacks: readonly Attack<PageTarget>[] = [
  byText("content-xss-markdown", "A lesson's text holds scripts", "markdown", /^shown: (?![^]*(onerror|onload|script|svg))[^]*seen/),
  byText("content-xss-nickname", "A nickname is an element that runs a script", "nickname", /^shown: [^]*&lt;img src=\/none onerror=alert\(1\)&gt;/),
  byText("content-xss-check-output", "What a check prints is an element that runs a script", "check", /^shown: [^]*&lt;img src="\/none" onerror=/),
  byText("content-xss-file-name", "The name of a lesson's picture ends its attribute, and begins one that runs a script", "file", /^shown: (?![^]*<img[^>]* onerror=)[^]*seen/),
  {
    id: "content-xss-svg",
    what: "A lesson's picture is an SVG with a script, opened by itself",
    attempt: async ({ picture }) => {
      const page = await picture();
      try {
        await page.locator("#seen").waitFor();
        const ran = await page.locator("svg").getAttribute("data-ran");
        return ran ? { got: ran } : { refused: "the picture is shown, its script did not run" };
      } finally {
        await page.close();
      }
    },
    canary: /^canary$/,
    refusal: /^the picture is shown, its script did not run$/,
  },
  {
    id: "content-preview-asks-platform",
    what: "A learner's web app in a preview asks the platform with the visitor's cookies, and reads the answer",
    attempt: async ({ preview }) => {
      const page = await preview();
      try {
        await page.waitForFunction(() => document.title !== "asking");
        const told = await page.title();
        return told.startsWith("read:") ? { got: told } : { refused: told };
      } finally {
        await page.close();
      }
    },
    canary: /^read: .*"nickname"/,
    refusal: /^cookies: none; Failed to fetch$/,
  },
  {
    id: "content-preview-left-behind",
    what: "A learner's web app in a preview leaves a service worker and storage behind, for the app that is shown next at its address",
    attempt: async ({ nextPreview }) => {
      const page = await nextPreview();
      try {
        await page.waitForFunction(() => document.title.startsWith("storage"));
        const found = await page.title();
        return found === "storage: null, workers: 0" ? { refused: found } : { got: found };
      } finally {
        await page.close();
      }
    },
    canary: /^storage: canary, workers: 1$/,
    refusal: /^storage: null, workers: 0$/,
  },
];

function byText(id: string, what: string, place: Place, refusal: RegExp): Attack<PageTarget> {
  return {
    id,
    what,
    canary: /^ran: (canary|1)$/,
    refusal,
    async attempt({ show }) {
      const { page, selector } = await show(place);
      try {
        // Pictures that cannot be loaded say so in the order in which they were asked for: ours is the last.
        await page.evaluate(() => new Promise((done) => Object.assign(new Image(), { onerror: done, src: `/none?${Math.random()}` })));
        const ran = await page.evaluate(() => (window as { ran?: unknown }).ran);
        return ran === undefined ? { refused: `shown: ${(await page.locator(selector).first().innerHTML()).trim()}` } : { got: `ran: ${ran}` };
      } finally {
        await page.close();
      }
    },
  };
}
