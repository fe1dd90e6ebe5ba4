/** True for Katacoda's challenges (`challenge@0.8`, `challenge@1.0`): their tasks are done when their check passes, without a button. */
export function isChallenge(type: string | undefined): boolean {
  return type?.startsWith("challenge@") ?? false;
}

/** What cannot be followed of `type`; undefined where nothing is left to be said, as for a plain scenario, which has none. */
export function unfollowedType(type: string | undefined): string | undefined {
  if (type === undefined || isChallenge(type) || /^scenario(?:@|$)/.test(type)) return undefined;
  if (type.startsWith("jupyter")) return `a notebook ("${type}") cannot be shown here: its steps stand beside a terminal`;
  return `the type "${type.slice(0, 40)}" is not known: it is shown as a scenario`;
}
