import type { OutsideKind } from "./words.ts";

/** Something on the outer web that an author shows within the text; here it is a link, since nothing of a lesson loads from elsewhere by itself. */
export interface Outside {
  kind: OutsideKind;
  /** Begins with http:// or https://. */
  href: string;
  /** What the author calls it, or the host that it is on. */
  name: string;
}

/** Hosts of which a frame shows a film. */
const filmHosts = /(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|loom\.com|dailymotion\.com|rutube\.ru|wistia\.(?:com|net)|asciinema\.org)$/;
/** A player's address without a page around it plays nothing (YouTube answers "error 153"): this is the film's own page. */
const youtubePlayer = /^\/embed\/([\w-]{11})$/;

const kinds: Record<string, OutsideKind> = { img: "image", video: "video", source: "video", audio: "audio" };

/** What an image, a frame or a player shows of the outer web; undefined for what is elsewhere: in the lesson, or nowhere a link could lead to. */
export function outside(tag: string, { src, data, title, alt, type }: Record<string, string>): Outside | undefined {
  const named = (src ?? data ?? "").trim();
  const address = named.startsWith("//") ? `https:${named}` : named;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const film = filmHosts.test(url.hostname);
  const id = film ? youtubePlayer.exec(url.pathname)?.[1] : undefined;
  const href = id && /youtube/.test(url.hostname) ? `https://www.youtube.com/watch?v=${id}` : url.href;
  const kind = type?.startsWith("audio/") ? "audio" : (kinds[tag] ?? (film ? "video" : "page"));
  return { kind, href, name: (title || alt)?.trim() || url.hostname };
}
