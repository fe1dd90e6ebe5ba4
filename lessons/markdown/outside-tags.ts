/** A comment, or a tag with its attributes, whose values may hold `>`; one that nothing closes goes on to where the next begins. */
const tag = String.raw`<!--[\s\S]*?(?:-->|$)|<[a-z/!?](?:=\s*"[^"]*(?:"|$)|=\s*'[^']*(?:'|$)|[^<>=]+|=)*>?`;
const piece = new RegExp(String.raw`(${tag})|<?[^<]+|<`, "gi");

/** HTML with another text: tags, their attributes and comments stay as they are. */
export function outsideTags(html: string, change: (text: string) => string): string {
  return html.replace(piece, (raw: string, inTag?: string) => (inTag === undefined ? change(raw) : raw));
}
