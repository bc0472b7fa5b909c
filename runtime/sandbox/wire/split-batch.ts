/**
 * A batch of events that goes to the cell in several parts, so that the cell runs one while the node writes the next and reads the one
 * before. The parts are of one batch all the same: where one is not run to its end, those behind it are not run at all.
 */

import type { Outcome, ServiceEvent } from "../contract.ts";
import type { BatchFrame, BatchFrames } from "./batch-frames.ts";
import { decodeOutcomes } from "./outcomes.ts";

/** Below this parts would cost more in waking the cell than they save. */
const PART_EVENTS_MIN = 64;
/** While the cell runs the one the node is busy with the other; each more would cost a read and a write on either side. */
const PARTS_MAX = 2;
/** A part of large events is large enough by itself. */
const PART_BYTES = 256 * 1024;

export class PartedBatch {
  readonly #serviceId: Uint8Array;
  readonly #events: readonly ServiceEvent[];
  readonly #check: (outcome: Outcome, event: ServiceEvent) => void;
  readonly #resolve: (outcomes: readonly Outcome[]) => void;
  #outcomes: Outcome[] = [];
  #isOver = false;

  /** `check` throws when an outcome is not such as it may be; `resolve` is called once. */
  constructor(
    serviceId: Uint8Array,
    events: readonly ServiceEvent[],
    check: (outcome: Outcome, event: ServiceEvent) => void,
    resolve: (outcomes: readonly Outcome[]) => void,
  ) {
    this.#serviceId = serviceId;
    this.#events = events;
    this.#check = check;
    this.#resolve = resolve;
  }

  /** All parts have been answered, or there will be no more answers. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** First and last event of each part, the last not included. */
  parts(): readonly (readonly [from: number, to: number])[] {
    const parts: [number, number][] = [];
    const most = Math.max(PART_EVENTS_MIN, Math.ceil(this.#events.length / PARTS_MAX));
    let from = 0;
    let bytes = 0;
    for (let i = 0; i < this.#events.length; i++) {
      bytes += this.#events[i].payload.length;
      if (i + 1 - from < most && bytes < PART_BYTES) continue;
      parts.push([from, i + 1]);
      from = i + 1;
      bytes = 0;
    }
    if (from < this.#events.length) parts.push([from, this.#events.length]);
    return parts;
  }

  encode(frames: BatchFrames, from: number, to: number): BatchFrame {
    return frames.encode(this.#serviceId, this.#events, from, to, from > 0);
  }

  /** Takes the answer for a part. What it throws is a violation. */
  done(from: number, to: number, body: Uint8Array): void {
    const outcomes = decodeOutcomes(body, this.#events, from > 0, from, to);
    for (let i = 0; i < outcomes.length; i++) this.#check(outcomes[i], this.#events[from + i]);
    // Behind one that was cut nothing runs.
    if (this.#isOver) {
      if (outcomes.length > 0) throw new Error("it ran what it was to leave alone");
      return;
    }
    this.#outcomes = this.#outcomes.length === 0 ? outcomes : this.#outcomes.concat(outcomes);
    if (to === this.#events.length || outcomes.length < to - from) this.#end();
  }

  /** The cell has died: what was not answered is lost. */
  lost(why: string): void {
    if (this.#isOver) return;
    while (this.#outcomes.length < this.#events.length)
      this.#outcomes.push({ ok: false, fuelUsed: 0, fault: "lost", detail: why });
    this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.#resolve(this.#outcomes);
  }
}
