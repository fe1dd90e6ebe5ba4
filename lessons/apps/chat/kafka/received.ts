/** A message as it was read from Kafka. */
export interface Received {
  topic: string;
  partition: number;
  offset: number;
  from: string;
  id: string;
  text: string;
  /** When it was stored, ISO 8601. */
  at: string;
}
