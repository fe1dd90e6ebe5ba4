/** Upper bounds of the histogram's buckets in seconds, as Prometheus' clients have them by default. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** chaoskube's four metrics. A handful of numbers needs no client library, whose own memory would be larger than this program's. */
export class Metrics {
  readonly #deleted = new Map<string, number>();
  readonly #buckets = bounds.map(() => 0);
  #intervals = 0;
  #errors = 0;
  #terminations = 0;
  #seconds = 0;

  /** A pod of this namespace was deleted. */
  deleted(namespace: string): void {
    this.#deleted.set(namespace, (this.#deleted.get(namespace) ?? 0) + 1);
  }

  /** A round is over, whether or not there was a victim. */
  interval(): void {
    this.#intervals++;
  }

  /** A round failed. */
  error(): void {
    this.#errors++;
  }

  /** The API server answered a request to delete a pod after so many seconds, whatever it said. */
  terminated(seconds: number): void {
    this.#terminations++;
    this.#seconds += seconds;
    bounds.forEach((bound, index) => {
      if (seconds <= bound) this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
    });
  }

  /** Everything in Prometheus' text format. */
  text(): string {
    const deleted = [...this.#deleted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([namespace, number]) => `chaoskube_pods_deleted_total{namespace="${namespace}"} ${number}`);
    const duration = "chaoskube_termination_duration_seconds";
    const buckets = [...bounds.map((bound, index) => [bound, this.#buckets[index]]), ["+Inf", this.#terminations]].map(([bound, number]) => `${duration}_bucket{le="${bound}"} ${number}`);
    return [
      ...family("chaoskube_errors_total", "The total number of errors on terminate victim operation", "counter", [`chaoskube_errors_total ${this.#errors}`]),
      ...family("chaoskube_intervals_total", "The total number of pod termination logic runs", "counter", [`chaoskube_intervals_total ${this.#intervals}`]),
      ...family("chaoskube_pods_deleted_total", "The total number of pods deleted", "counter", deleted),
      ...family(duration, "The time it took a single pod termination to finish", "histogram", [...buckets, `${duration}_sum ${this.#seconds}`, `${duration}_count ${this.#terminations}`]),
      "",
    ].join("\n");
  }
}

/** A metric without any value yet is left out, as Prometheus' clients do it. */
function family(name: string, help: string, type: string, values: string[]): string[] {
  return values.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values];
}
