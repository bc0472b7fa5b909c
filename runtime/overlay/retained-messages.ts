/**
 * Retained messages: copies of messages that were sent past a silent root to the next candidate. That
 * candidate queues the message for seconds, until it has declared the root failed itself; if it fails
 * meanwhile, its copy is lost. So the sender retains a copy until it knows whether the root is alive. A
 * candidate that has delivered the message acknowledges it a second time, which ends the retention.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Peer } from "./peer.ts";
import type { Transit } from "./transit.ts";

/**
 * Maximum number of retained messages. Beyond it the oldest are dropped, and exist only at the next
 * candidate.
 */
const RETAINED_MAX = 256;

interface Retained {
  readonly message: Transit;
  /** The silent root. */
  readonly root: Peer;
  /** The next candidate, which got the message. */
  readonly candidate: Peer;
  /** In ms of the clock. */
  readonly atMs: number;
}

export class RetainedMessages {
  readonly #clock: Clock;
  readonly #keepMs: number;
  /** By the number under which the message was sent to the candidate; the oldest first. */
  readonly #retained = new Map<number, Retained>();

  /** `keepMs`: longer than it takes to declare a node failed. */
  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  get size(): number {
    return this.#retained.size;
  }

  retain(message: Transit, root: Peer, candidate: Peer, sequence: number): void {
    const now = this.#clock.now();
    for (const [before, { atMs }] of this.#retained) {
      if (now - atMs <= this.#keepMs) break;
      this.#retained.delete(before);
    }
    this.#retained.set(sequence, { message, root, candidate, atMs: now });
    dropOldest(this.#retained, RETAINED_MAX);
  }

  /** The candidate has delivered the message. */
  delivered(by: Peer, sequence: number): void {
    if (this.#retained.get(sequence)?.candidate === by) this.#retained.delete(sequence);
  }

  /**
   * The root was declared failed: removes all messages that were sent past it, and returns those to send
   * again. If the root was heard after a message was retained, the candidate has reached the root.
   */
  take(root: Peer): readonly Transit[] {
    const now = this.#clock.now();
    const taken: Transit[] = [];
    for (const [sequence, kept] of this.#retained) {
      if (kept.root !== root) continue;
      this.#retained.delete(sequence);
      if (root.heardMs <= kept.atMs && now - kept.atMs <= this.#keepMs) taken.push(kept.message);
    }
    return taken;
  }

  clear(): void {
    this.#retained.clear();
  }
}
