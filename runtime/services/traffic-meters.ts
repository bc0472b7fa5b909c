/** Counts the messages of one service: those that it sends and those that arrive for it. */
import { Meter, type Metered } from "../base/meter.ts";

export interface TrafficCounts {
  readonly messagesOut: Metered;
  readonly bytesOut: Metered;
  readonly messagesIn: Metered;
  readonly bytesIn: Metered;
}

export class TrafficMeters {
  readonly #messagesOut = new Meter();
  readonly #bytesOut = new Meter();
  readonly #messagesIn = new Meter();
  readonly #bytesIn = new Meter();

  addOut(bytes: number, nowMs: number): void {
    this.#messagesOut.add(1, nowMs);
    this.#bytesOut.add(bytes, nowMs);
  }

  /** A reply counts as bytes alone. */
  addReply(bytes: number, nowMs: number): void {
    this.#bytesOut.add(bytes, nowMs);
  }

  addIn(bytes: number, nowMs: number): void {
    this.#messagesIn.add(1, nowMs);
    this.#bytesIn.add(bytes, nowMs);
  }

  read(nowMs: number): TrafficCounts {
    return {
      messagesOut: this.#messagesOut.read(nowMs),
      bytesOut: this.#bytesOut.read(nowMs),
      messagesIn: this.#messagesIn.read(nowMs),
      bytesIn: this.#bytesIn.read(nowMs),
    };
  }
}
