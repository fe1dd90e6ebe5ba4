/** A path and its query for an address. An author may write them either way, `/日本` or already encoded: what is encoded stays as it is (`%2F` is no slash). */
export function encodedPath(path: string): string {
  return encodeURI(path.toWellFormed()).replaceAll(/%25(?=[0-9a-f]{2})/gi, "%");
}
