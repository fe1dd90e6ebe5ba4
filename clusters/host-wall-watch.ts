import { raiseHostWall } from "./host-wall.ts";

/** What {@link HostWallWatch} needs. */
export interface HostWallWatchOptions {
  /** Whether anybody works behind the wall right now; nothing is looked at while nobody does. */
  isNeeded: () => boolean;
  /** Told, in a sentence for the operator, when the wall had fallen, and once when it cannot be put back. */
  say: (sentence: string) => void;
  /** Between two looks; three short programs each, eight where environments reach the internet. */
  intervalMs?: number;
}

/** Sees to it that the packet filter's rules stay: whatever flushes them (a firewall's reload, for one) does not know them, and nothing else stands between learners and this machine's own ports. */
export class HostWallWatch implements Disposable {
  readonly #options: HostWallWatchOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #stop = new AbortController();
  #looking = false;
  #failing = false;

  constructor(options: HostWallWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), options.intervalMs ?? 10_000);
    this.#timer.unref();
  }

  /** One look, unless one is under way. Never rejects. */
  async look(): Promise<void> {
    const { isNeeded, say } = this.#options;
    if (this.#looking || !isNeeded()) return;
    this.#looking = true;
    try {
      if (await raiseHostWall(this.#stop.signal)) {
        say("⚠ Another program took away the rules in iptables that keep learners off this machine's ports. They are back, but for some seconds they did not hold.\n  → Find out what flushes iptables here (a reload of firewalld, a restart of iptables?), and do not run it while learners are in. If Docker's own rules are gone too (`iptables -S FORWARD` does not name DOCKER-USER), learners may not reach their clusters: restart Docker when nobody is in.");
      }
      this.#failing = false;
    } catch (error) {
      if (this.#stop.signal.aborted || this.#failing) return;
      this.#failing = true;
      say(`⚠ The rules in iptables that keep learners off this machine cannot be seen to: ${(error as Error).message.split("\n")[0]}\n  → Start Docker again if its chains are gone (\`iptables -S DOCKER-USER\`); it is tried again by itself.`);
    } finally {
      this.#looking = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#stop.abort();
  }
}
