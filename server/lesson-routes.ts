import { type Request, type Router, Router as createRouter } from "express";
import { z } from "zod";
import { lessonAsset } from "../lessons/asset.ts";
import { renderLesson } from "../lessons/page.ts";
import { mustTake } from "./access/must-take.ts";
import { RateLimit } from "./access/rate-limit.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./workshop/session.ts";
import type { Workshop } from "./workshop/workshop.ts";

/** A session's own, as it reads: each is rendered anew. */
const lessonRate = { burst: 60, perSecond: 2 };
/** A session's own: a lesson has some pictures in each step, and browsers keep them. */
const imageRate = { burst: 200, perSecond: 20 };

const language = z.enum(["ja", "en"]).catch("ja");

/** The lessons as the page shows them, and their images, for whoever has joined. A lesson's id is a path, "course/lesson": what is asked for of it comes after. */
export function lessonRoutes({ caller, workshop }: { caller: (request: Request) => Session; workshop: Workshop }): Router {
  const routes = createRouter();
  const [lessons, images] = [new RateLimit(lessonRate), new RateLimit(imageRate)];

  routes.get("/*path", async (request, response) => {
    const path = (request.params as unknown as { path: string[] }).path.join("/");
    const [id = "", asset] = path.split(/\/assets\/(.*)/s);
    const session = caller(request);
    const lesson = workshop.lesson(id);
    if (asset === undefined) {
      mustTake(lessons, session.id, "lessons were asked for");
      session.language = language.parse(request.query["language"]);
      response.json(renderLesson(lesson, session.language, { assetPrefix: `/api/lessons/${id.split("/").map(encodeURIComponent).join("/")}/assets/` }));
      return;
    }
    mustTake(images, session.id, "images were asked for");
    const image = await lessonAsset(lesson, asset);
    if (!image) throw new Refusal("lesson-unknown", `the lesson has no image ${asset}`);
    // An SVG may hold scripts; opened by itself it gets no right to run them.
    response.set({ "Content-Type": image.type, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox", "Cache-Control": "private, max-age=300" });
    // The folder that the lessons are in may have a name with a dot.
    response.sendFile(image.file, { dotfiles: "allow", cacheControl: false, acceptRanges: false });
  });
  return routes;
}
