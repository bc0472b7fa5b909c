/**
 * Failure news: a node that finds a member failed tells the other members, with the node that takes its
 * place. A receiver believes the report of a node adjacent to the failed one, unless the receiver itself
 * would become the root of keys by that; then it probes the failed node.
 */

import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { Environment } from "./environment.ts";
import type { FailureDetector, FailureDetectorOptions } from "./failure-detector.ts";
import type { Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import { FAILED_MAX, type LeafSetReplyPacket, markOf } from "./packets.ts";
import type { Peer } from "./peer.ts";
import { replacements } from "./replacements.ts";
import type { Tuning } from "./tuning.ts";

/**
 * Failures found within this time are sent in one packet, in milliseconds: a mass failure then costs little
 * more than one.
 */
const GATHER_MS = 500;

export class FailureNews {
  readonly #self: Id;
  readonly #clock: Clock;
  readonly #options: FailureDetectorOptions;
  readonly #leafSet: LeafSet;
  readonly #hops: Hops;
  readonly #tuning: Tuning;
  readonly #detector: FailureDetector;
  readonly #declareFailed: (peer: Peer) => void;
  /** Failures that the members have not been sent yet. */
  readonly #unsent: Id[] = [];
  #stopSending: () => void = () => {};

  constructor(
    self: Id,
    { clock }: Environment,
    options: FailureDetectorOptions,
    parts: {
      readonly leafSet: LeafSet;
      readonly hops: Hops;
      readonly tuning: Tuning;
      readonly detector: FailureDetector;
      /** On the report of another node. */
      readonly declareFailed: (peer: Peer) => void;
    },
  ) {
    this.#self = self;
    this.#clock = clock;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#hops = parts.hops;
    this.#tuning = parts.tuning;
    this.#detector = parts.detector;
    this.#declareFailed = parts.declareFailed;
  }

  stop(): void {
    this.#stopSending();
  }

  /** The number of failures that the members have not been sent yet. */
  get size(): number {
    return this.#unsent.length;
  }

  /** This node has found the member failed itself. */
  found(failed: Id): void {
    if (this.#unsent.length === 0)
      this.#stopSending = this.#clock.after(GATHER_MS, () => this.#sendAll(this.#unsent.splice(0)));
    this.#unsent.push(failed);
  }

  /** Another node reports the failure of a third node, named by its mark. */
  reported(from: Peer, mark: number): void {
    if (mark === markOf(this.#self)) {
      // The sender is wrong: a request shows it that this node is alive.
      this.#detector.request(from);
      return;
    }
    const peer = this.#leafSet.members().find(({ id }) => markOf(id) === mark);
    if (peer === undefined) {
      this.#newcomerReported(from, mark);
      return;
    }
    if (this.#clock.now() - peer.heardMs < this.#options.probeMsMin) return;
    // The keys of an adjacent node would become this node's own: no report is enough for that. Nor is the
    // report of a node that is not adjacent to the failed one.
    if (this.#leafSet.isNeighbour(peer) || !this.#isBeside(from, peer)) {
      peer.isSuspected = true;
      this.#detector.ping(peer, true);
    } else {
      this.#declareFailed(peer);
    }
  }

  /**
   * The failure of a node that was sent a request and is not a member. It is still added if it replies later.
   */
  #newcomerReported(from: Peer, mark: number): void {
    for (const peer of this.#detector.requestedNewcomers()) {
      if (peer === from || markOf(peer.id) !== mark) continue;
      if (this.#clock.now() - peer.heardMs < this.#options.probeMsMax) return;
      this.#declareFailed(peer);
      return;
    }
  }

  /** Whether this node knows no node between the two. */
  #isBeside(a: Peer, b: Peer): boolean {
    for (const side of [this.#leafSet.larger, this.#leafSet.smaller]) {
      const [atA, atB] = [side.indexOf(a), side.indexOf(b)];
      if (atA >= 0 && atB >= 0 && Math.abs(atA - atB) === 1) return true;
    }
    return false;
  }

  /** News for a member on the left of a gap also names the nodes that come within that member's reach. */
  #sendAll(failed: readonly Id[]): void {
    const next = replacements(this.#self, this.#leafSet, failed);
    for (const peer of this.#leafSet.members()) {
      const members = (next.get(peer) ?? []).map(({ handle }) => handle);
      const { ownMs: tunedMs } = this.#tuning;
      this.#send(
        peer,
        { kind: "failureNews", sequence: 0, members, failed: failed.slice(-FAILED_MAX).map(markOf), tunedMs },
        1,
      );
    }
  }

  /** A member that does not acknowledge after several attempts is suspected. */
  #send(peer: Peer, news: LeafSetReplyPacket, attempt: number, sequence?: number): void {
    const waitMs = this.#detector.attemptMs(peer, attempt);
    const options = { isFirst: attempt === 1, waitMs, ...(sequence !== undefined && { sequence }) };
    this.#hops.send(
      peer,
      news,
      options,
      () => {},
      (number) => {
        if (!peer.isLeaf) return;
        if (attempt < this.#options.probeAttempts) this.#send(peer, news, attempt + 1, number);
        else this.#detector.suspect(peer);
      },
    );
  }
}
