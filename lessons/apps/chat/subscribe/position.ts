/** Where a reader is in a topic: for each partition the offset of the next message to read. */
export type Position = number[];

/** A position as the id of an event: the offsets of partitions 0, 1, 2... joined by dots. */
export function encodePosition(position: Position): string {
  return position.join(".");
}

/** Reads {@link encodePosition}'s text; undefined when it is something else. */
export function decodePosition(text: string): Position | undefined {
  if (!/^\d{1,15}(\.\d{1,15}){0,9999}$/.test(text)) return undefined;
  return text.split(".").map(Number);
}

/** A position for a topic that now has so many partitions: new ones are read from their beginning, as all in them is new. */
export function fitPosition(position: Position, partitions: number): Position {
  return Array.from({ length: partitions }, (_, partition) => position[partition] ?? 0);
}
