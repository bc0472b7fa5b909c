/** Requests of this node that wait for their answer. */
import type { Response } from "./api.ts";
import type { Clock, NodeHandle, Random } from "./environment.ts";
import type { ResponsePacket } from "./packets.ts";

/** Requests that may wait at a time; more are refused as `overloaded`. */
const WAITING_MAX = 16_384;
/** Attempts of one request, the first included. */
const ATTEMPTS_MAX = 3;
/** Between two attempts, in milliseconds, at the least. */
const ATTEMPT_MS_MIN = 2_000;

interface Waiting {
  readonly callback: (response: Response) => void;
  readonly cancelTimers: (() => void)[];
}

export class Requests {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #waiting = new Map<number, Waiting>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * `attempt` sends it, numbered from 0, and is called again when no answer has come after a while: a message can be lost
   * with the node that has acknowledged it. All attempts carry the same message id, so a root acts once.
   */
  add(
    timeoutMs: number,
    callback: (response: Response) => void,
    attempt: (requestId: number, attempt: number) => void,
  ): void {
    if (this.#waiting.size >= WAITING_MAX) {
      callback({ ok: false, reason: "overloaded" });
      return;
    }
    const requestId = this.#newId();
    const cancelTimers = [
      this.#clock.after(timeoutMs, () => this.#end(requestId, { ok: false, reason: "timeout" })),
    ];
    const intervalMs = Math.max(timeoutMs / ATTEMPTS_MAX, ATTEMPT_MS_MIN);
    this.#waiting.set(requestId, { callback, cancelTimers });
    for (let again = 1; again < ATTEMPTS_MAX && again * intervalMs < timeoutMs; again++) {
      cancelTimers.push(this.#clock.after(again * intervalMs, () => attempt(requestId, again)));
    }
    attempt(requestId, 0);
  }

  /** Answers to requests that do not wait, or not any more, are let fall. */
  answered(from: NodeHandle, packet: ResponsePacket): void {
    const { requestId, hops, refused, payload } = packet;
    this.#end(requestId, refused ? { ok: false, reason: "refused" } : { ok: true, from, payload, hops });
  }

  /** Every request ends as timed out: this node leaves. */
  close(): void {
    for (const requestId of [...this.#waiting.keys()]) this.#end(requestId, { ok: false, reason: "timeout" });
  }

  #end(requestId: number, response: Response): void {
    const waiting = this.#waiting.get(requestId);
    if (waiting === undefined) return;
    this.#waiting.delete(requestId);
    for (const cancel of waiting.cancelTimers) cancel();
    waiting.callback(response);
  }

  /** 48 random bits, so that only who has seen the request can answer it. */
  #newId(): number {
    for (;;) {
      const bytes = this.#random.bytes(6);
      let id = 0;
      for (const byte of bytes) id = id * 256 + byte;
      if (id !== 0 && !this.#waiting.has(id)) return id;
    }
  }
}
