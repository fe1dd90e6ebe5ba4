/** Why a request was not done, as it is answered: a status, a sentence for people, a word for programs. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;
  /** A word that the page and the client have a sentence for. */
  readonly reason: string;
  /** Of a message that was to be stored; `unknown` when it may have been. */
  readonly outcome: "not-stored" | "unknown" | undefined;

  constructor(status: number, reason: string, sentence: string, outcome?: "not-stored" | "unknown") {
    super(sentence);
    this.status = status;
    this.reason = reason;
    this.outcome = outcome;
  }
}
