/** The applications of the demo: one at each node, which ask again elsewhere when their node or its answer fails. */

import { asProstError, ProstError } from "../../base/errors.ts";
import type { Id } from "../../base/id.ts";
import type { SendReply } from "../../control/api.ts";
import type { ControlClient } from "../../control/client.ts";
import type { LocalNode } from "../local-overlay.ts";

/** For one attempt; another follows, elsewhere. */
const ATTEMPT_MS = 20_000;
const ATTEMPTS_MAX = 12;
/** Before the second attempt, doubled for each further one. */
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 2_000;

export interface Application {
  readonly node: LocalNode;
  readonly client: ControlClient;
}

export class Applications {
  readonly all: readonly Application[];
  /** Attempts that were made again. */
  retries = 0;
  readonly #service: Id;
  #turn = 0;

  constructor(all: readonly Application[], service: Id) {
    this.all = all;
    this.#service = service;
  }

  /** Those whose node runs. */
  alive(): readonly Application[] {
    return this.all.filter(({ node }) => node.isAlive());
  }

  /** The next in turn. */
  next(): Application {
    const alive = this.alive();
    if (alive.length === 0) throw new ProstError("UNAVAILABLE", "no node of the demo runs any more");
    return alive[this.#turn++ % alive.length];
  }

  /**
   * Sends to the key's root until `read` accepts the answer: it returns null for an answer that means "try again".
   * `first`: where to send it first.
   */
  async ask<Answer>(
    key: Id,
    payload: Uint8Array,
    read: (reply: SendReply) => Answer | null,
    first: Application = this.next(),
  ): Promise<{ readonly answer: Answer; readonly reply: SendReply; readonly through: Application }> {
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
        last = "the service asked to try again";
      } catch (error) {
        last = asProstError(error).message;
      }
    }
    throw new ProstError("UNAVAILABLE", `no answer after ${ATTEMPTS_MAX} attempts; the last said: ${last}`);
  }

  close(): void {
    for (const { client } of this.all) client.close();
  }
}
