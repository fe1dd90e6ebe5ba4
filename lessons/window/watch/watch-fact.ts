import { z } from "zod";

const pod = z.looseObject({ pod: z.string().min(1).max(253), uid: z.string().min(1).max(100) });
const count = z.int().min(0).max(10_000);

const watchFact = z
  .looseObject({
    /** A Pod was killed: an event says so, and its UID is gone. */
    kill: pod.optional(),
    /** A Pod of that name is Ready. */
    ready: pod.optional(),
    topic: z.looseObject({ partitions: z.array(z.looseObject({ leader: z.string().nullish(), replicas: count, isr: count })).max(1_000) }).optional(),
  })
  .refine(({ kill, ready, topic }) => kill || ready || topic, "has neither kill nor ready nor topic");

/** What one line of an author's watch script says. */
export type WatchFact = z.infer<typeof watchFact>;

/** Reads one line of a watch script; the text says what is wrong with it. */
export function parseWatchLine(line: string): WatchFact | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return `is not JSON: ${line.slice(0, 200)}`;
  }
  const read = watchFact.safeParse(value);
  if (read.success) return read.data;
  return `${read.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ")}: ${line.slice(0, 200)}`;
}
