/**
 * Messages that went past a silent root to the node next in line, kept until that root is known to be dead or alive: the node in line waits
 * for its own verdict with the message in hand, which is seconds, and takes it along when it dies meanwhile.
 */
import type { Clock } from "./environment.ts";
import type { Peer } from "./peer.ts";
import type { Transit } from "./transit.ts";

/** Messages kept; the oldest are let go first, which leaves them where they are. */
const KEPT_MAX = 256;

interface Kept {
  readonly message: Transit;
  /** Whose keys the message is for, unless it is dead. */
  readonly root: Peer;
  /** Who was given it instead, and under which number. */
  readonly holder: Peer;
  readonly sequence: number;
  /** In ms of the clock. */
  readonly atMs: number;
}

export class Custody {
  readonly #clock: Clock;
  readonly #keepMs: number;
  #kept: Kept[] = [];

  /** `keepMs`: longer than any verdict takes. */
  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  get size(): number {
    return this.#kept.length;
  }

  keep(message: Transit, root: Peer, holder: Peer, sequence: number): void {
    const now = this.#clock.now();
    if (this.#kept.length > 0 && (this.#kept.length >= KEPT_MAX || now - this.#kept[0].atMs > this.#keepMs))
      this.#kept = this.#kept.filter(({ atMs }) => now - atMs <= this.#keepMs).slice(1 - KEPT_MAX);
    this.#kept.push({ message, root, holder, sequence, atMs: now });
  }

  /** The holder has delivered it. */
  delivered(by: Peer, sequence: number): void {
    if (this.#kept.length === 0) return;
    this.#kept = this.#kept.filter((kept) => kept.sequence !== sequence || kept.holder !== by);
  }

  /** The root is dead: what went past it, to be sent once more. Where it was heard since, whoever has the message has brought it there. */
  take(root: Peer): readonly Transit[] {
    if (this.#kept.length === 0) return [];
    const now = this.#clock.now();
    const taken: Transit[] = [];
    const left: Kept[] = [];
    for (const kept of this.#kept) {
      if (kept.root !== root) left.push(kept);
      else if (root.heardMs <= kept.atMs && now - kept.atMs <= this.#keepMs) taken.push(kept.message);
    }
    this.#kept = left;
    return taken;
  }

  clear(): void {
    this.#kept = [];
  }
}
