/** The applications of the demo: a client of each node. A failed request is repeated through another node. */
import { asProstError, ProstError } from "../../base/errors.ts";
import type { Id } from "../../base/id.ts";
import type { SendReply } from "../../control/api.ts";
import type { ControlClient } from "../../control/client.ts";
import type { LocalNode } from "../local-overlay.ts";

/** Timeout of an attempt. The next attempt uses another node. */
const ATTEMPT_MS = 20_000;
const ATTEMPTS_MAX = 12;
/** Pause before the second attempt, doubled for each further attempt. */
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 2_000;

export interface DemoApplication {
  readonly node: LocalNode;
  readonly client: ControlClient;
}

export class Applications {
  readonly all: readonly DemoApplication[];
  /** Number of repeated attempts. */
  retries = 0;
  readonly #service: Id;
  #turn = 0;

  constructor(all: readonly DemoApplication[], service: Id) {
    this.all = all;
    this.#service = service;
  }

  /** The applications with a live node. */
  alive(): readonly DemoApplication[] {
    return this.all.filter(({ node }) => node.isAlive());
  }

  /** The next live application, round robin. */
  next(): DemoApplication {
    const alive = this.alive();
    if (alive.length === 0)
      throw new ProstError("UNAVAILABLE", "all nodes of the demo have ended; start the demo again");
    return alive[this.#turn++ % alive.length];
  }

  /**
   * Sends to the root of the key until `read` accepts the answer. `read` returns null for an answer that means
   * "try again". `first`: the application for the first attempt.
   */
  async ask<Answer>(
    key: Id,
    payload: Uint8Array,
    read: (reply: SendReply) => Answer | null,
    first: DemoApplication = this.next(),
  ): Promise<{ readonly answer: Answer; readonly reply: SendReply; readonly through: DemoApplication }> {
    let through = first;
    let last = "";
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (attempt > 0) {
        this.retries++;
        await new Promise((resolve) =>
          setTimeout(resolve, Math.min(PAUSE_MS * 2 ** (attempt - 1), PAUSE_MS_MAX)),
        );
        through = this.next();
      }
      try {
        const reply = await through.client.send({
          service: this.#service,
          key,
          payload,
          timeoutMs: ATTEMPT_MS,
        });
        const answer = read(reply);
        if (answer !== null) return { answer, reply, through };
        last = "the service replied that it is not ready";
      } catch (error) {
        last = asProstError(error).message;
      }
    }
    throw new ProstError(
      "UNAVAILABLE",
      `no answer after ${ATTEMPTS_MAX} attempts; the last one failed: ${last}`,
    );
  }

  close(): void {
    for (const { client } of this.all) client.close();
  }
}
