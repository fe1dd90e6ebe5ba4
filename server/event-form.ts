import type { ClientToServer } from "./protocol.ts";

/** What an event of the client consists of: what is asked, the function that takes the answer, or both in this order. */
type Form = readonly ["request"] | readonly ["answer"] | readonly ["request", "answer"];

type FormOf<Arguments extends unknown[]> = Arguments extends [unknown, unknown] ? readonly ["request", "answer"] : Arguments extends [(answer: never) => void] ? readonly ["answer"] : readonly ["request"];

/** Every event that a client may send; one of the protocol's that is missing here, or of another form, is refused by the type check. */
export const eventForms: { readonly [Event in keyof ClientToServer]: FormOf<Parameters<ClientToServer[Event]>> } = {
  "lesson:start": ["request", "answer"],
  "lesson:leave": ["answer"],
  "lesson:restart": ["answer"],
  "lesson:rebuild": ["answer"],
  "environment:extend": ["answer"],
  "step:show": ["request", "answer"],
  "step:check": ["request", "answer"],
  "step:solve": ["request", "answer"],
  "window:stop": ["answer"],
  "quiz:answer": ["request", "answer"],
  "terminal:attach": ["request", "answer"],
  "terminal:detach": ["request"],
  "terminal:close": ["request", "answer"],
  "terminal:input": ["request"],
  "terminal:resize": ["request"],
  "terminal:ack": ["request"],
};

/** True when an event is one of the protocol's and was sent with exactly its arguments: its handler takes each by its place. What a request holds is the handler's to look at. */
export function isWellFormed(event: unknown, given: readonly unknown[]): boolean {
  if (typeof event !== "string" || !Object.hasOwn(eventForms, event)) return false;
  const form: Form = eventForms[event as keyof ClientToServer];
  return given.length === form.length && form.every((place, index) => (typeof given[index] === "function") === (place === "answer"));
}
