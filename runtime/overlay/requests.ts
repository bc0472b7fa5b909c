/** Requests of this node that wait for their answer. */

import type { Clock, Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Response } from "./api.ts";
import type { ResponsePacket } from "./packets.ts";

/** Requests that may wait at a time; more are refused as `overloaded`. */
const WAITING_MAX = 16_384;
/** Attempts of one request, the first included. */
const ATTEMPTS_MAX = 3;
/** Numbers of attempts under one request: the last two bits of what its answer names. */
const ATTEMPT_NUMBERS = 4;
/** Between two attempts, in milliseconds, at the least. */
const ATTEMPT_MS_MIN = 2_000;

/** How a request ended: with the response, and to which of its attempts that is; null: to none. */
export type Ended = (response: Response, attempt: number | null, request: number) => void;

interface Waiting {
  readonly callback: Ended;
  readonly cancelTimers: (() => void)[];
  /** Attempts sent. */
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
   * `attempt` sends it, numbered from 0, and is called again when no answer has come after a while: a message can be lost
   * with the node that has acknowledged it. All attempts carry the same message id, so a root acts once; each has a `requestId` of
   * its own, so that an answer says which of them came through. `request` is common to them.
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

  /** Answers to requests that do not wait, or not any more, are let fall. */
  answered(from: NodeHandle, packet: ResponsePacket): void {
    const { requestId, hops, refused, payload } = packet;
    const response = refused
      ? ({ ok: false, reason: "refused" } as const)
      : ({ ok: true, from, payload, hops } as const);
    const [request, attempt] = [requestOf(requestId), requestId % ATTEMPT_NUMBERS];
    if (attempt < (this.#waiting.get(request)?.sent ?? 0)) this.#end(request, response, attempt);
  }

  /** Every request ends as timed out: this node leaves. */
  close(): void {
    for (const request of [...this.#waiting.keys()])
      this.#end(request, { ok: false, reason: "timeout" }, null);
  }

  /** The request still waits for an answer. */
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

  /** 46 random bits, so that only who has seen the request can answer it; two more are for the attempt. */
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

/** What the attempts of one request have in common. */
export function requestOf(requestId: number): number {
  return requestId - (requestId % ATTEMPT_NUMBERS);
}
