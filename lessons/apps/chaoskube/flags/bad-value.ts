import type { LogField } from "../reports/log-line.ts";

/** A flag's value that chaoskube finds out about after it has begun: told by its log, with these fields, and it ends. */
export class BadValue extends Error {
  override readonly name = "BadValue";
  readonly fields: Record<string, LogField>;

  constructor(message: string, fields: Record<string, LogField>) {
    super(message);
    this.fields = fields;
  }
}
