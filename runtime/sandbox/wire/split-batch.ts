/**
 * A batch of events that is sent to the cell in parts, so that the cell runs one part while the node writes
 * another part or reads its outcomes. If a part ends early, the parts after it do not run, as in an undivided
 * batch.
 */
import type { Outcome, ServiceEvent } from "../contract.ts";
import type { BatchFrame, BatchFrames } from "./batch-frames.ts";
import { decodeOutcomes } from "./outcomes.ts";

/**
 * Minimum number of events in a part. Smaller parts cost more than they save: they wake the cell more often.
 */
const PART_EVENTS_MIN = 64;
/**
 * Number of parts of a batch, if no part reaches PART_BYTES. While the cell runs one part, the node works on
 * the other. Each further part would cost a read and a write on both sides.
 */
const PARTS_MAX = 2;
/** A part ends with the event that brings the size of its payloads to this. */
const PART_BYTES = 256 * 1024;

export class SplitBatch {
  readonly #serviceId: Uint8Array;
  readonly #events: readonly ServiceEvent[];
  readonly #check: (outcome: Outcome, event: ServiceEvent) => void;
  readonly #resolve: (outcomes: readonly Outcome[]) => void;
  #outcomes: Outcome[] = [];
  #isOver = false;

  /** `check` throws for an outcome that is not allowed. `resolve` is called once, with all outcomes. */
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

  /** True when `resolve` was called: after the last part, a part that ended early, or the end of the cell. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The parts: the index of the first event, and the index after the last event. */
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

  /** Handles the reply to a part. Throws if the reply is a violation. */
  done(from: number, to: number, body: Uint8Array): void {
    const outcomes = decodeOutcomes(body, this.#events, from > 0, from, to);
    for (let i = 0; i < outcomes.length; i++) this.#check(outcomes[i], this.#events[from + i]);
    // After a part that ended early, no event may run.
    if (this.#isOver) {
      if (outcomes.length > 0) throw new Error("the cell ran events behind a part that ended early");
      return;
    }
    this.#outcomes = this.#outcomes.length === 0 ? outcomes : this.#outcomes.concat(outcomes);
    if (to === this.#events.length || outcomes.length < to - from) this.#end();
  }

  /** To be called when the cell has ended: events without an outcome get the fault `lost`. */
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
