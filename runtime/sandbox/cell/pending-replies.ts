/** Requests that were sent to a cell and have no reply yet, with a deadline for the first of them. */

import type { BatchFrame } from "../wire/batch-frames.ts";
import { FRAME_RUN, Violation } from "../wire/frames.ts";
import type { SplitBatch } from "../wire/split-batch.ts";

/** Maximum number of batches in the cell at a time: the one that runs, and the next. */
const SENT_MAX = 2;

/** A frame to a cell that is answered by one frame of the same kind. */
export interface CellRequest {
  readonly kind: number;
  /** Makes the frame, with its header. */
  readonly frame: () => BatchFrame;
  readonly timeoutMs: number;
  /** The code to which a death of the cell is attributed (Quarantine). Null when there is none. */
  readonly code: string | null;
  /** The service's id in hex; two different batches of one service are never sent at once. */
  readonly service: string;
  /** Reads the reply. A throw is a violation of the protocol: the cell is killed. */
  readonly done: (body: Uint8Array) => void;
  /** `isLate`: the cell was killed because this request had no reply in time. */
  readonly lost: (why: string, isLate: boolean) => void;
  /** The batch that this frame is a part of. */
  readonly batch?: SplitBatch;
}

export class PendingReplies {
  readonly #sent: CellRequest[] = [];
  readonly #onLate: (request: CellRequest) => void;
  /** The deadline of the first request alone, since the cell handles one request after the other. */
  #deadlineMs = 0;
  /**
   * One timer for many requests, since most are answered long before their deadline. It fires at `#timerMs`,
   * which may be before the deadline; then it is set again.
   */
  #timer: NodeJS.Timeout | null = null;
  #timerMs = 0;

  /** `onLate`: the first request has had no reply before its deadline. */
  constructor(onLate: (request: CellRequest) => void) {
    this.#onLate = onLate;
  }

  /**
   * Batches of different services are independent; of one service only the parts of one batch are sent at
   * once.
   */
  hasRoomFor(request: CellRequest): boolean {
    if (this.#sent.length === 0) return true;
    if (this.#sent.length >= SENT_MAX || request.kind !== FRAME_RUN) return false;
    return this.#sent.every(
      (sent) => sent.kind === FRAME_RUN && (sent.service !== request.service || sent.batch === request.batch),
    );
  }

  add(request: CellRequest): void {
    this.#sent.push(request);
    if (this.#sent.length === 1) this.#watchFirst();
  }

  /**
   * Gives a reply to the first request. Throws for a reply of another kind, and if the request refuses the
   * reply.
   */
  answer(kind: number, body: Uint8Array): void {
    const first = this.#sent[0];
    if (first === undefined || first.kind !== kind) throw new Violation("a reply to no request");
    first.done(body);
    this.#sent.shift();
    this.#watchFirst();
  }

  /** Removes and returns all requests, in order. */
  clear(): CellRequest[] {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#sent.splice(0);
  }

  #watchFirst(): void {
    const first = this.#sent[0];
    if (first === undefined) return;
    this.#deadlineMs = performance.now() + first.timeoutMs;
    if (this.#timer !== null && this.#timerMs <= this.#deadlineMs) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#setTimer(first.timeoutMs);
  }

  #setTimer(ms: number): void {
    this.#timerMs = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const first = this.#sent[0];
      if (first === undefined) return;
      const leftMs = this.#deadlineMs - performance.now();
      if (leftMs > 0) this.#setTimer(leftMs);
      else this.#onLate(first);
    }, ms);
    // The cell's process and pipe keep this process alive; the timer must not.
    this.#timer.unref();
  }
}
