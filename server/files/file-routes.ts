import { json, type Request, type Router, Router as createRouter } from "express";
import { z } from "zod";
import type { Holder } from "../../clusters/holder/holder.ts";
import { mustTake } from "../access/must-take.ts";
import { RateLimit } from "../access/rate-limit.ts";
import { Refusal } from "../refusal.ts";
import type { Session } from "../workshop/session.ts";
import { editWays } from "../../lessons/editing/file-edit.ts";
import { changeFile, openFile, saveFile } from "./learner-files.ts";

/** A text of the largest size, its line ends and quotes escaped. */
const saveBytes = 3 * 1024 * 1024;

/** Each of them starts a program in the learner's own toolbox. */
const fileRate = { burst: 40, perSecond: 4 };

const path = z.string().min(1).max(1_000).refine((text) => !text.includes("\0"), "a path has no zero byte");
const openRequest = z.object({ path });
const editRequest = z.object({ path, how: z.enum(editWays), text: z.string(), marker: z.string().max(10_000).optional() });
const saveRequest = z.object({ path, text: z.string(), version: z.string().regex(/^(?:new|[0-9a-f]{64})$/) });

/** The editor's routes: the files of the caller's own environment, and of nobody else's. `parse` refuses what is not of the wanted shape. */
export function fileRoutes({ caller, parse }: { caller: (request: Request) => Session; parse: <T>(schema: z.ZodType<T>, body: unknown) => T }): Router {
  const routes = createRouter();
  const rate = new RateLimit(fileRate);

  const holderOf = (request: Request): Holder => {
    const { environment } = caller(request).environment;
    if (!environment) throw new Refusal("environment-missing", "there is no environment whose files could be edited right now");
    return environment.holder;
  };

  // Before anything large is read.
  routes.use((request, _response, next) => {
    mustTake(rate, caller(request).id, "files were opened or saved");
    next();
  });
  routes.use(json({ limit: saveBytes }));

  routes.post("/open", async (request, response) => {
    response.json({ ok: true, ...(await openFile(holderOf(request), parse(openRequest, request.body).path)) });
  });

  routes.post("/save", async (request, response) => {
    response.json({ ok: true, version: await saveFile(holderOf(request), parse(saveRequest, request.body)) });
  });

  routes.post("/edit", async (request, response) => {
    const { marker, ...edit } = parse(editRequest, request.body);
    response.json({ ok: true, ...(await changeFile(holderOf(request), { ...edit, ...(marker && { marker }) })) });
  });

  routes.post("/list", async (request, response) => {
    response.json({ ok: true, paths: await holderOf(request).listFiles() });
  });
  return routes;
}
