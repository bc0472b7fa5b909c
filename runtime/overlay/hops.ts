/**
 * One hop: packets that the next node acknowledges. Measures each node's round trip and says when an acknowledgement is
 * overdue; what to do then (again, or another way) is the caller's. After RFC 6298, and Karn's rule for retransmissions.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Environment } from "./environment.ts";
import type { NumberedPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";

/** Packets without an acknowledgement so far; beyond it nothing more is taken. */
const PENDING_MAX = 16_384;
/** Packets given up whose acknowledgement may still come, and tells how far their node is. */
const LATE_MAX = 1_024;

export interface HopOptions {
  /** Bounds and start of the retransmission timeout, in milliseconds. */
  readonly rtoMinMs: number;
  readonly rtoMaxMs: number;
  readonly rtoInitialMs: number;
}

export interface HopSend {
  /** Not sent to this peer before: its acknowledgement measures the round trip. */
  readonly isFirst: boolean;
  /** How long to wait for the acknowledgement, in milliseconds. */
  readonly waitMs: number;
  /** The number it had before, so that the receiver knows a retransmission. */
  readonly sequence?: number;
  /** There may be another way: it is overdue as soon as the link breaks. */
  readonly isRouted?: boolean;
}

type Sent = Pick<Pending, "to" | "sentMs">;

class Pending {
  readonly sequence: number;
  readonly to: Peer;
  readonly sentMs: number;
  readonly options: HopSend;
  readonly acknowledged: () => void;
  readonly overdue: (sequence: number) => void;
  cancelTimer: () => void = () => {};

  constructor(
    sequence: number,
    to: Peer,
    sentMs: number,
    options: HopSend,
    acknowledged: () => void,
    overdue: (sequence: number) => void,
  ) {
    this.sequence = sequence;
    this.to = to;
    this.sentMs = sentMs;
    this.options = options;
    this.acknowledged = acknowledged;
    this.overdue = overdue;
  }
}

export class Hops {
  readonly #environment: Environment;
  readonly #options: HopOptions;
  readonly #pending = new Map<number, Pending>();
  /** Overdue, the last ones: who is farther than was thought would be thought dead for ever otherwise. */
  readonly #late = new Map<number, Sent>();
  /** Told of each round trip that was measured. */
  readonly #measured: (peer: Peer) => void;
  #sequence: number;

  constructor(environment: Environment, options: HopOptions, measured: (peer: Peer) => void = () => {}) {
    this.#environment = environment;
    this.#options = options;
    this.#measured = measured;
    this.#sequence = 1 + Math.floor(environment.random.next() * 0x7fffffff);
  }

  get size(): number {
    return this.#pending.size;
  }

  get isFull(): boolean {
    return this.#pending.size >= PENDING_MAX;
  }

  /**
   * Sends `packet` with a number of its own. Exactly one of the two is called later: `acknowledged`, or `overdue` with the
   * packet's number.
   */
  send(
    to: Peer,
    packet: NumberedPacket,
    options: HopSend,
    acknowledged: () => void,
    overdue: (sequence: number) => void,
  ): void {
    const { clock, network } = this.#environment;
    const sequence = options.sequence ?? this.nextSequence();
    const pending = new Pending(sequence, to, clock.now(), options, acknowledged, overdue);
    pending.cancelTimer = clock.after(options.waitMs, () => {
      this.#end(pending);
      if (options.isFirst) this.#remember(pending);
      pending.overdue(sequence);
    });
    // Sent again under its number, an acknowledgement may be of either.
    if (!options.isFirst) this.#late.delete(sequence);
    to.holds++;
    this.#pending.set(sequence, pending);
    network.send(to.handle, packet.sequence === sequence ? packet : { ...packet, sequence });
  }

  /** The peer says that it has the packet of that number. False: nobody waits for that any more. */
  acknowledge(from: Peer, sequence: number): boolean {
    const pending = this.#pending.get(sequence);
    if (pending === undefined) {
      this.#cameLate(from, sequence);
      return false;
    }
    if (pending.to !== from) return true;
    this.#end(pending);
    pending.cancelTimer();
    if (pending.options.isFirst) this.#measure(pending);
    pending.acknowledged();
    return true;
  }

  /** For as long as its acknowledgement would tell something. */
  #remember({ sequence, to, sentMs }: Pending): void {
    const sinceMs = this.#environment.clock.now() - this.#options.rtoMaxMs;
    for (const [before, late] of this.#late) {
      if (late.sentMs >= sinceMs) break;
      this.#late.delete(before);
    }
    this.#late.set(sequence, { to, sentMs });
    dropOldest(this.#late, LATE_MAX);
  }

  #cameLate(from: Peer, sequence: number): void {
    const late = this.#late.get(sequence);
    if (late === undefined || late.to !== from) return;
    this.#late.delete(sequence);
    // Later than anything is waited for, it says that the node stood still, not how far it is.
    if (this.#environment.clock.now() - late.sentMs <= this.#options.rtoMaxMs) this.#measure(late);
  }

  #measure({ to, sentMs }: Sent): void {
    to.measured(this.#environment.clock.now() - sentMs);
    this.#measured(to);
  }

  /** All that waits for the node is overdue at once: it is gone. */
  failed(peer: Peer): void {
    this.#expire(peer, false);
  }

  /** The link to the node has broken: messages that may have another way are overdue at once. */
  linkBroke(peer: Peer): void {
    this.#expire(peer, true);
  }

  #expire(peer: Peer, isRoutedOnly: boolean): void {
    if (peer.holds === 0) return;
    const waiting = [...this.#pending.values()].filter(
      ({ to, options }) => to === peer && (!isRoutedOnly || options.isRouted === true),
    );
    for (const pending of waiting) {
      this.#end(pending);
      pending.cancelTimer();
      pending.overdue(pending.sequence);
    }
  }

  /** How long an acknowledgement takes at the most, as far as one can tell, in milliseconds. */
  timeoutMs(peer: Peer): number {
    const { rtoMinMs, rtoMaxMs, rtoInitialMs } = this.#options;
    if (peer.roundTripMs === Number.POSITIVE_INFINITY) return rtoInitialMs;
    return Math.min(Math.max(peer.roundTripMs + 4 * peer.deviationMs, rtoMinMs), rtoMaxMs);
  }

  close(): void {
    for (const { cancelTimer, to } of this.#pending.values()) {
      cancelTimer();
      to.holds--;
    }
    this.#pending.clear();
    this.#late.clear();
  }

  nextSequence(): number {
    do this.#sequence = this.#sequence >= 0xffffffff ? 1 : this.#sequence + 1;
    while (this.#pending.has(this.#sequence) || this.#late.has(this.#sequence));
    return this.#sequence;
  }

  #end(pending: Pending): void {
    this.#pending.delete(pending.sequence);
    pending.to.holds--;
  }
}

/** A clock's callback that is run again and again, at intervals that `nextMs` gives, until called off. */
export function every(clock: Clock, nextMs: () => number, run: () => void): () => void {
  let isStopped = false;
  let cancel = clock.after(nextMs(), tick);
  function tick() {
    run();
    if (!isStopped) cancel = clock.after(nextMs(), tick);
  }
  return () => {
    isStopped = true;
    cancel();
  };
}
