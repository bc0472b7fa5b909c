/**
 * One hop: packets that the next node acknowledges. Measures each node's round trip and says when an acknowledgement is
 * overdue; what to do then (again, or another way) is the caller's. After RFC 6298, and Karn's rule for retransmissions.
 */
import type { Clock, Environment, NodeHandle } from "./environment.ts";
import type { NumberedPacket } from "./packets.ts";

/** Packets without an acknowledgement so far; beyond it nothing more is taken. */
const PENDING_MAX = 16_384;
/** Round trips that are remembered, of nodes used last. */
const ROUND_TRIPS_MAX = 4_096;

export interface HopOptions {
  /** Bounds and start of the retransmission timeout, in milliseconds. */
  readonly rtoMinMs: number;
  readonly rtoMaxMs: number;
  readonly rtoInitialMs: number;
}

interface RoundTrip {
  smoothedMs: number;
  deviationMs: number;
}

interface Pending {
  readonly to: NodeHandle;
  readonly sentMs: number;
  readonly isFirst: boolean;
  readonly isRouted: boolean;
  readonly acknowledged: () => void;
  readonly overdue: () => void;
  readonly cancelTimer: () => void;
}

export class Hops {
  readonly #environment: Environment;
  readonly #options: HopOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #roundTrips = new Map<string, RoundTrip>();
  #sequence: number;

  constructor(environment: Environment, options: HopOptions) {
    this.#environment = environment;
    this.#options = options;
    this.#sequence = 1 + Math.floor(environment.random.next() * 0x7fffffff);
  }

  get isFull(): boolean {
    return this.#pending.size >= PENDING_MAX;
  }

  /**
   * Sends `packet` with a number of its own. Exactly one of the two is called later: `acknowledged`, or `overdue`.
   * `patience`: how many times the usual timeout to wait. `sequence`: the number it had before, so that the receiver knows
   * a retransmission.
   */
  send(
    to: NodeHandle,
    packet: NumberedPacket,
    options: {
      readonly isFirst: boolean;
      readonly patience: number;
      readonly sequence?: number;
      readonly isRouted?: boolean;
    },
    acknowledged: () => void,
    overdue: () => void,
  ): void {
    const { clock, network } = this.#environment;
    const sequence = options.sequence ?? this.nextSequence();
    const waitMs = Math.min(this.timeoutMs(to) * options.patience, this.#options.rtoMaxMs);
    const cancelTimer = clock.after(waitMs, () => {
      this.#pending.delete(sequence);
      overdue();
    });
    this.#pending.set(sequence, {
      to,
      sentMs: clock.now(),
      isFirst: options.isFirst,
      isRouted: options.isRouted ?? false,
      acknowledged,
      overdue,
      cancelTimer,
    });
    network.send(to, { ...packet, sequence });
  }

  /** `from` says that it has the packet of that number. */
  acknowledge(from: NodeHandle, sequence: number): void {
    const pending = this.#pending.get(sequence);
    if (pending === undefined || !pending.to.id.equals(from.id)) return;
    this.#pending.delete(sequence);
    pending.cancelTimer();
    if (pending.isFirst) this.#measured(from, this.#environment.clock.now() - pending.sentMs);
    pending.acknowledged();
  }

  /** All that waits for the node is overdue at once: it is gone. */
  giveUp(node: NodeHandle): void {
    this.#expire(node, () => true);
  }

  /** The link to the node has broken: messages that may have another way are overdue at once. */
  linkBroke(node: NodeHandle): void {
    this.#expire(node, ({ isRouted }) => isRouted);
  }

  #expire(node: NodeHandle, which: (pending: Pending) => boolean): void {
    const waiting = [...this.#pending].filter(
      ([, pending]) => pending.to.id.equals(node.id) && which(pending),
    );
    for (const [sequence, { cancelTimer, overdue }] of waiting) {
      this.#pending.delete(sequence);
      cancelTimer();
      overdue();
    }
  }

  /** How long to wait for an acknowledgement, in milliseconds. */
  timeoutMs(node: NodeHandle): number {
    const { rtoMinMs, rtoMaxMs, rtoInitialMs } = this.#options;
    const trip = this.#roundTrips.get(node.id.hex);
    if (trip === undefined) return rtoInitialMs;
    return Math.min(Math.max(trip.smoothedMs + 4 * trip.deviationMs, rtoMinMs), rtoMaxMs);
  }

  /** Smoothed round trip in milliseconds; infinite where none was measured. */
  distanceMs(node: NodeHandle): number {
    return this.#roundTrips.get(node.id.hex)?.smoothedMs ?? Number.POSITIVE_INFINITY;
  }

  close(): void {
    for (const { cancelTimer } of this.#pending.values()) cancelTimer();
    this.#pending.clear();
  }

  nextSequence(): number {
    do this.#sequence = this.#sequence >= 0xffffffff ? 1 : this.#sequence + 1;
    while (this.#pending.has(this.#sequence));
    return this.#sequence;
  }

  #measured(node: NodeHandle, ms: number): void {
    const trip = this.#roundTrips.get(node.id.hex);
    if (trip !== undefined) {
      trip.deviationMs += (Math.abs(ms - trip.smoothedMs) - trip.deviationMs) / 4;
      trip.smoothedMs += (ms - trip.smoothedMs) / 8;
      return;
    }
    if (this.#roundTrips.size >= ROUND_TRIPS_MAX)
      this.#roundTrips.delete(this.#roundTrips.keys().next().value as string);
    this.#roundTrips.set(node.id.hex, { smoothedMs: ms, deviationMs: ms / 2 });
  }
}

/** A clock's callback that is run again and again, at intervals that `nextMs` gives, until called off. */
export function every(clock: Clock, nextMs: () => number, run: () => void): () => void {
  let cancel = clock.after(nextMs(), tick);
  let isStopped = false;
  function tick() {
    run();
    if (!isStopped) cancel = clock.after(nextMs(), tick);
  }
  return () => {
    isStopped = true;
    cancel();
  };
}
