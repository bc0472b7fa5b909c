/**
 * Messages that went past a silent root to the node next in line, kept until that root is known to be dead or alive: the node in line waits
 * for its own verdict with the message in hand, which is seconds, and takes it along when it dies meanwhile. Once it has delivered the
 * message it acknowledges that a second time, so that nobody sends it once more.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Peer } from "./peer.ts";
import type { Transit } from "./transit.ts";

/** Messages kept; the oldest are let go first, which leaves them where they are. */
const KEPT_MAX = 256;

interface Kept {
  readonly message: Transit;
  /** Whose keys the message is for, unless it is dead. */
  readonly root: Peer;
  /** Who was given it instead. */
  readonly holder: Peer;
  /** In ms of the clock. */
  readonly atMs: number;
}

export class RetainedMessages {
  readonly #clock: Clock;
  readonly #keepMs: number;
  /** By the numbers under which the holders were given them; the oldest first. */
  readonly #kept = new Map<number, Kept>();

  /** `keepMs`: longer than any verdict takes. */
  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  get size(): number {
    return this.#kept.size;
  }

  retain(message: Transit, root: Peer, holder: Peer, sequence: number): void {
    const now = this.#clock.now();
    for (const [before, { atMs }] of this.#kept) {
      if (now - atMs <= this.#keepMs) break;
      this.#kept.delete(before);
    }
    this.#kept.set(sequence, { message, root, holder, atMs: now });
    dropOldest(this.#kept, KEPT_MAX);
  }

  /** The holder has delivered it. */
  delivered(by: Peer, sequence: number): void {
    if (this.#kept.get(sequence)?.holder === by) this.#kept.delete(sequence);
  }

  /** The root is dead: what went past it, to be sent once more. Where it was heard since, whoever has the message has brought it there. */
  take(root: Peer): readonly Transit[] {
    const now = this.#clock.now();
    const taken: Transit[] = [];
    for (const [sequence, kept] of this.#kept) {
      if (kept.root !== root) continue;
      this.#kept.delete(sequence);
      if (root.heardMs <= kept.atMs && now - kept.atMs <= this.#keepMs) taken.push(kept.message);
    }
    return taken;
  }

  clear(): void {
    this.#kept.clear();
  }
}
