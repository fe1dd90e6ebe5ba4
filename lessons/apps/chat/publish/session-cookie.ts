/** The name of the cookie that carries a session's key. */
const cookieName = "chat";

/** The session's key in a request's cookies; undefined when there is none. */
export function sessionKey(cookies: string | undefined): string | undefined {
  for (const cookie of cookies?.split(";") ?? []) {
    const [name, value] = cookie.split("=", 2).map((part) => part.trim());
    if (name === cookieName && value && /^[\w-]{10,64}$/.test(value)) return value;
  }
  return undefined;
}

/** The `Set-Cookie` header for a session's key. */
export function sessionCookie(key: string): string {
  return `${cookieName}=${key}; Path=/; HttpOnly; SameSite=Lax`;
}
