/** A topic as the cluster described it. */
export interface Topic {
  name: string;
  /** The topic's own id: another one under the same name is another topic. */
  id: string;
  partitions: Partition[];
  /** When it was described, in milliseconds of the process's own clock. */
  seenAt: number;
}

/** One partition: brokers by their ids. */
export interface Partition {
  /** -1 when nobody leads it now. */
  leader: number;
  replicas: number[];
  /** Replicas in sync. */
  isr: number[];
}
