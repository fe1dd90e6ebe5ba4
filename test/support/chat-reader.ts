import { Follower } from "../../lessons/apps/chat/client/follower.ts";

/** A message as the chat hands it out. */
export interface ChatMessage {
  topic: string;
  partition: number;
  offset: number;
  from: string;
  id: string;
  text: string;
  at: string;
}

/** A reader of the chat that notes what it gets, and whose line can break. */
export class ChatReader implements Disposable {
  readonly messages: ChatMessage[] = [];
  /** The names of all events, in their order. */
  readonly names: string[] = [];
  readonly #follower: Follower;
  #line = new AbortController();

  constructor(url: string) {
    this.#follower = new Follower(new URL(url), {
      event: ({ name, data }) => {
        this.names.push(name);
        if (name === "message") this.messages.push(JSON.parse(data) as ChatMessage);
      },
      state: () => undefined,
    });
    this.comeBack();
  }

  breakOff(): void {
    this.#line.abort();
  }

  /** Goes on with the last event's id, as a browser does. */
  comeBack(): void {
    this.#line = new AbortController();
    void this.#follower.run(this.#line.signal);
  }

  [Symbol.dispose](): void {
    this.breakOff();
  }
}
