import { setGlobalProxyFromEnv } from "node:http";

/** Lets this program's requests take the way that HTTPS_PROXY and NO_PROXY say, as apt, Go and Maven do, until it is disposed. */
export function companyProxy(): Disposable {
  const restore = setGlobalProxyFromEnv();
  return { [Symbol.dispose]: restore };
}
