/** Which message of a window: the number of its producer, and its place among that producer's, both from 1. */
export interface MessageNumber {
  producer: number;
  sequence: number;
}

/** More than any window sends (1,000 a second for 900 s), each stored twice: whoever shows more wants to fill the server's memory. */
export const mostMessages = 2_000_000;

/** What a window's messages look like: `tatami RUN PRODUCER SEQUENCE`. */
export function messageText(run: string, { producer, sequence }: MessageNumber): string {
  return `tatami ${run} ${producer} ${sequence}`;
}

/**
 * The number of a message of this run; undefined for what other people and other runs have written.
 * What begins like one of this run and is none is its own text: somebody has changed it, or made it up.
 */
export function parseMessage(run: string, text: string): MessageNumber | string | undefined {
  const start = `tatami ${run} `;
  if (!text.startsWith(start)) return undefined;
  const [, producer, sequence] = numbers.exec(text.slice(start.length)) ?? [];
  return producer === undefined ? text.slice(0, 60) : { producer: Number(producer), sequence: Number(sequence) };
}

const numbers = /^([1-9]\d{0,2}) ([1-9]\d{0,8})$/;

/** As it stands in lists: `producer-sequence`. */
export function messageName({ producer, sequence }: MessageNumber): string {
  return `${producer}-${sequence}`;
}

/** One number for both, for sets and maps of very many; a small one as long as it can be, which makes them twice as fast. */
export function messageKey({ producer, sequence }: MessageNumber): number {
  return sequence * 1_000 + producer;
}
