/** This node's own requests that wait for a response. */

import type { Clock, Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Response } from "./api.ts";
import type { ResponsePacket } from "./packets.ts";

/** Maximum number of concurrent requests; further ones fail as `overloaded`. */
const WAITING_MAX = 16_384;
/** Maximum number of attempts of one request, the first included. */
const ATTEMPTS_MAX = 3;
/** Attempt numbers of one request: the last two bits of its request ids. */
const ATTEMPT_NUMBERS = 4;
/** Least time between two attempts, in milliseconds. */
const ATTEMPT_MS_MIN = 2_000;

/**
 * Called when a request ends. `attempt`: the attempt that the response is for; null when there was no
 * response.
 */
export type Ended = (response: Response, attempt: number | null, request: number) => void;

interface Waiting {
  readonly callback: Ended;
  readonly cancelTimers: (() => void)[];
  /** The number of attempts sent. */
  sent: number;
}

export class Requests {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #waiting = new Map<number, Waiting>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /**
   * `attempt` sends the request. It is called with number 0, and again after a while without a response: a
   * message can be lost with the node that has acknowledged it. All attempts should have the same message id,
   * so that the root acts once. Each has its own `requestId`, so that the response shows which attempt got
   * through.
   */
  add(timeoutMs: number, callback: Ended, attempt: (requestId: number, attempt: number) => void): void {
    const request = this.#newId();
    if (this.#waiting.size >= WAITING_MAX) {
      callback({ ok: false, reason: "overloaded" }, null, request);
      return;
    }
    const cancelTimers = [
      this.#clock.after(timeoutMs, () => this.#end(request, { ok: false, reason: "timeout" }, null)),
    ];
    const intervalMs = Math.max(timeoutMs / ATTEMPTS_MAX, ATTEMPT_MS_MIN);
    const waiting: Waiting = { callback, cancelTimers, sent: 0 };
    this.#waiting.set(request, waiting);
    const send = () => {
      const number = waiting.sent++;
      attempt(request + number, number);
    };
    for (let again = 1; again < ATTEMPTS_MAX && again * intervalMs < timeoutMs; again++) {
      cancelTimers.push(this.#clock.after(again * intervalMs, send));
    }
    send();
  }

  /** Responses to unknown or ended requests are dropped. */
  answered(from: NodeHandle, packet: ResponsePacket): void {
    const { requestId, hops, refused, payload } = packet;
    const response = refused
      ? ({ ok: false, reason: "refused" } as const)
      : ({ ok: true, from, payload, hops } as const);
    const [request, attempt] = [requestOf(requestId), requestId % ATTEMPT_NUMBERS];
    if (attempt < (this.#waiting.get(request)?.sent ?? 0)) this.#end(request, response, attempt);
  }

  /** This node leaves: every request ends as timed out. */
  close(): void {
    for (const request of [...this.#waiting.keys()])
      this.#end(request, { ok: false, reason: "timeout" }, null);
  }

  /** Whether the request still waits for a response. */
  waits(request: number): boolean {
    return this.#waiting.has(request);
  }

  #end(request: number, response: Response, attempt: number | null): void {
    const waiting = this.#waiting.get(request);
    if (waiting === undefined) return;
    this.#waiting.delete(request);
    for (const cancel of waiting.cancelTimers) cancel();
    waiting.callback(response, attempt, request);
  }

  /**
   * 46 random bits, so that only a node that has seen the request can answer it, and two bits for the
   * attempt.
   */
  #newId(): number {
    for (;;) {
      const bytes = this.#random.bytes(6);
      let id = 0;
      for (const byte of bytes) id = id * 256 + byte;
      id = requestOf(id);
      if (id !== 0 && !this.#waiting.has(id)) return id;
    }
  }
}

/** The number that all attempts of one request have in common. */
export function requestOf(requestId: number): number {
  return requestId - (requestId % ATTEMPT_NUMBERS);
}
