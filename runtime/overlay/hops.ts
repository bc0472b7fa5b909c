/**
 * Acknowledged packets over one hop: sends them, measures round trips, and reports when an acknowledgement is
 * overdue. The caller then sends the packet again or to another node. Timeouts follow RFC 6298, with Karn's
 * rule for retransmissions.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Environment } from "./environment.ts";
import type { NumberedPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";

/**
 * Number of packets without an acknowledgement at which `isFull` becomes true. `send` does not check it.
 * Callers check it before they send messages, lease requests and polls; probes and measurements have bounds
 * of their own.
 */
const PENDING_MAX = 16_384;
/** Maximum number of remembered overdue packets: a late acknowledgement still measures the round trip. */
const LATE_MAX = 1_024;

export interface HopOptions {
  /** Least retransmission timeout, in milliseconds. */
  readonly rtoMinMs: number;
  /** Longest retransmission timeout, in milliseconds. */
  readonly rtoMaxMs: number;
  /** Retransmission timeout before a round trip was measured, in milliseconds. */
  readonly rtoInitialMs: number;
}

interface HopSend {
  /** The packet was not sent to this peer before: its acknowledgement measures the round trip. */
  readonly isFirst: boolean;
  /** How long to wait for the acknowledgement, in milliseconds. */
  readonly waitMs: number;
  /** The number of a packet that is sent again, so that the receiver recognizes a retransmission. */
  readonly sequence?: number;
  /** Another next hop may exist: the packet is overdue as soon as the link breaks. */
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
  /**
   * The latest overdue packets. Without them, a node that is farther away than measured would be suspected
   * again and again.
   */
  readonly #late = new Map<number, Sent>();
  /** Called for each round trip that was measured. */
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
   * Sends `packet` under the number `options.sequence`. Default: a new number; `packet.sequence` is ignored.
   * Later either `acknowledged` is called, or `overdue` with that number; after `close`, neither. Does not
   * check `isFull`.
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
    // After a retransmission an acknowledgement may be for either packet, so it measures nothing (Karn's
    // rule).
    if (!options.isFirst) this.#late.delete(sequence);
    to.openUses++;
    this.#pending.set(sequence, pending);
    network.send(to.handle, packet.sequence === sequence ? packet : { ...packet, sequence });
  }

  /**
   * The peer acknowledges the packet with that number. Returns false when no packet with that number is
   * pending; a late acknowledgement may still measure the round trip. An acknowledgement by a peer to which
   * the pending packet was not sent is ignored, and the result is true.
   */
  acknowledge(from: Peer, sequence: number): boolean {
    const pending = this.#pending.get(sequence);
    if (pending === undefined) {
      this.#acknowledgedLate(from, sequence);
      return false;
    }
    if (pending.to !== from) return true;
    this.#end(pending);
    pending.cancelTimer();
    if (pending.options.isFirst) this.#measure(pending);
    pending.acknowledged();
    return true;
  }

  /** Remembers an overdue packet for as long as a late acknowledgement measures the round trip. */
  #remember({ sequence, to, sentMs }: Pending): void {
    const sinceMs = this.#environment.clock.now() - this.#options.rtoMaxMs;
    for (const [before, late] of this.#late) {
      if (late.sentMs >= sinceMs) break;
      this.#late.delete(before);
    }
    this.#late.set(sequence, { to, sentMs });
    dropOldest(this.#late, LATE_MAX);
  }

  #acknowledgedLate(from: Peer, sequence: number): void {
    const late = this.#late.get(sequence);
    if (late === undefined || late.to !== from) return;
    this.#late.delete(sequence);
    // An even later acknowledgement shows that the node stood still, not how far away it is.
    if (this.#environment.clock.now() - late.sentMs <= this.#options.rtoMaxMs) this.#measure(late);
  }

  #measure({ to, sentMs }: Sent): void {
    to.measured(this.#environment.clock.now() - sentMs);
    this.#measured(to);
  }

  /** The node was declared failed: all its packets are overdue at once. */
  failed(peer: Peer): void {
    this.#expire(peer, false);
  }

  /** The link to the node has broken: packets that another node can take are overdue at once. */
  linkBroke(peer: Peer): void {
    this.#expire(peer, true);
  }

  #expire(peer: Peer, isRoutedOnly: boolean): void {
    if (peer.openUses === 0) return;
    const waiting = [...this.#pending.values()].filter(
      ({ to, options }) => to === peer && (!isRoutedOnly || options.isRouted === true),
    );
    for (const pending of waiting) {
      this.#end(pending);
      pending.cancelTimer();
      pending.overdue(pending.sequence);
    }
  }

  /** The retransmission timeout for the peer, in milliseconds (RFC 6298, section 2). */
  timeoutMs(peer: Peer): number {
    const { rtoMinMs, rtoMaxMs, rtoInitialMs } = this.#options;
    if (peer.roundTripMs === Number.POSITIVE_INFINITY) return rtoInitialMs;
    return Math.min(Math.max(peer.roundTripMs + 4 * peer.deviationMs, rtoMinMs), rtoMaxMs);
  }

  close(): void {
    for (const { cancelTimer, to } of this.#pending.values()) {
      cancelTimer();
      to.openUses--;
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
    pending.to.openUses--;
  }
}
