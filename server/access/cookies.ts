/** Name of the cookie that says whose session a browser has. */
export const sessionCookie = "tatami_session";

/** Every cookie of the platform begins so; a learner's web app neither sees nor sets one. */
export const platformCookiePrefix = "tatami_";

/** The value of one cookie; undefined when it is missing, or there twice with different values (then somebody planted one). */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = new Set(pairs(header).filter((pair) => pair.name === name).map((pair) => pair.value));
  return values.size === 1 ? [...values][0] : undefined;
}

/** The Cookie header without the platform's own cookies; undefined when nothing is left. */
export function withoutPlatformCookies(header: string | undefined): string | undefined {
  const rest = pairs(header).filter(({ name, value }) => name !== "" && !isPlatformName(name) && value !== undefined);
  return rest.length === 0 ? undefined : rest.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/**
 * The Set-Cookie headers that a learner's web app may send: none that would be taken for a cookie of the platform.
 * One without a name is refused too: browsers send `Set-Cookie: =tatami_session=x` back as `tatami_session=x`.
 */
export function withoutPlatformSetCookies(headers: readonly string[]): string[] {
  return headers.filter((header) => {
    const [pair = ""] = header.split(";", 1);
    const name = pair.includes("=") ? pair.slice(0, pair.indexOf("=")).trim() : "";
    return name !== "" && !isPlatformName(name);
  });
}

/** A Set-Cookie header for one of the platform's cookies. Without `maxAgeSeconds` it ends with the browser; 0 removes it. */
export function platformCookie(name: string, value: string, options: { secure: boolean; maxAgeSeconds?: number }): string {
  const age = options.maxAgeSeconds === undefined ? "" : `; Max-Age=${options.maxAgeSeconds}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${age}${options.secure ? "; Secure" : ""}`;
}

function isPlatformName(name: string): boolean {
  return name.toLowerCase().startsWith(platformCookiePrefix);
}

function pairs(header: string | undefined): { name: string; value: string }[] {
  if (!header) return [];
  return header.split(";").map((part) => {
    const at = part.indexOf("=");
    return at < 0 ? { name: "", value: part.trim() } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
  });
}
