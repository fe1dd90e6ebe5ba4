/**
 * When Kafka says that it has a message, and with that what a receipt is worth. `all`: all replicas in sync have it, each message once.
 * `1`: its leader has it, and nobody else need have; it is lost when that leader goes before another has copied it, and it is there
 * twice when an answer was lost on its way. The receipt looks the same: it names the place that the leader gave.
 */
export type Acks = "all" | "1";
