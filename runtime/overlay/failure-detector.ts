/**
 * Failure detection: heartbeats, probes and suspicion (Castro, Costa and Rowstron, MSR-TR-2003-94).
 *
 * Each node sends a heartbeat to its left neighbour and watches its right neighbour: the nearest members on
 * the two sides of its leaf set. A silent peer is suspected: messages are routed around it while it is
 * probed. It is declared failed when no attempt is answered.
 */

import type { Id } from "../base/id.ts";
import { repeat } from "../base/repeat.ts";
import type { Environment } from "./environment.ts";
import type { Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { LeafSetRequestPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";
import type { Tuning } from "./tuning.ts";

/** Maximum number of concurrent probes. Beyond it no probe starts; a later exchange names the peer again. */
const PROBES_MAX = 256;
/**
 * Wait before a peer with a broken link is tried again, in milliseconds; doubled each time. A process that
 * restarts is reachable again within these waits.
 */
const BROKEN_LINK_MS = 200;
/**
 * Attempts for a peer that is only in the routing table. A wrong result costs little there: a spare takes the
 * slot, and the peer can return once it is heard.
 */
const TABLE_ATTEMPTS = 3;

export interface FailureDetectorOptions {
  /** Period of heartbeats to the left neighbour, and allowed silence of the right one, in milliseconds. */
  readonly heartbeatMs: number;
  /** Attempts of a probe before the peer is declared failed. */
  readonly probeAttempts: number;
  /** Least wait for an answer to an attempt, in milliseconds. */
  readonly probeMsMin: number;
  /** Longest wait for an answer to an attempt, in milliseconds. */
  readonly probeMsMax: number;
}

interface FailureDetectorEvents {
  /** Before each heartbeat. */
  beat(): void;
  /** Makes the leaf set request that a probe sends. */
  makeRequest(): LeafSetRequestPacket;
  /**
   * No attempt was answered. `isHearsay`: the probe started because of another node's report, so the other
   * members know of the failure already.
   */
  failed(peer: Peer, isHearsay: boolean): void;
  /** No leaf set request is open: the leaf set is complete as far as this node can tell. */
  settled(): void;
}

class Probe {
  readonly peer: Peer;
  /** The probe sends leaf set requests instead of pings. */
  readonly isRequest: boolean;
  readonly isHearsay: boolean;
  /** In ms of the clock. */
  readonly startMs: number;
  attempts = 0;

  constructor(peer: Peer, isRequest: boolean, isHearsay: boolean, startMs: number) {
    this.peer = peer;
    this.isRequest = isRequest;
    this.isHearsay = isHearsay;
    this.startMs = startMs;
  }
}

export class FailureDetector {
  readonly #self: Id;
  readonly #environment: Environment;
  readonly #options: FailureDetectorOptions;
  readonly #leafSet: LeafSet;
  readonly #hops: Hops;
  readonly #tuning: Tuning;
  readonly #events: FailureDetectorEvents;
  readonly #probes = new Map<Peer, Probe>();
  /** The number of probes that send leaf set requests. */
  #openRequests = 0;
  #stopHeartbeats: () => void = () => {};
  #stopWatching: () => void = () => {};

  constructor(
    self: Id,
    environment: Environment,
    options: FailureDetectorOptions,
    parts: { readonly leafSet: LeafSet; readonly hops: Hops; readonly tuning: Tuning },
    events: FailureDetectorEvents,
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#hops = parts.hops;
    this.#tuning = parts.tuning;
    this.#events = events;
  }

  startHeartbeats(): void {
    const { clock, random } = this.#environment;
    const { heartbeatMs } = this.#options;
    let isFirst = true;
    const periodMs = () => {
      const ms = isFirst ? heartbeatMs * random.next() : heartbeatMs;
      isFirst = false;
      return ms;
    };
    this.#stopHeartbeats = repeat(clock, periodMs, () => this.#beat());
  }

  stop(): void {
    this.#stopHeartbeats();
    this.#stopWatching();
    this.#probes.clear();
    this.#openRequests = 0;
  }

  /** The number of open probes. */
  get size(): number {
    return this.#probes.size;
  }

  get openRequests(): number {
    return this.#openRequests;
  }

  /** All peers that are probed. */
  probed(): Iterable<Peer> {
    return this.#probes.keys();
  }

  /** Peers that were sent a leaf set request and are not members. */
  *requestedNewcomers(): IterableIterator<Peer> {
    for (const { peer, isRequest } of this.#probes.values()) if (isRequest && !peer.isLeaf) yield peer;
  }

  isRequested(peer: Peer): boolean {
    return this.#probes.get(peer)?.isRequest === true;
  }

  /** Requests the peer's leaf set. The peer is declared failed when several attempts are not answered. */
  request(peer: Peer): void {
    this.#probe(peer, true, false);
  }

  /** Sends pings until one is answered. */
  ping(peer: Peer, isHearsay = false): void {
    this.#probe(peer, false, isHearsay);
  }

  /** The peer did not acknowledge a packet in time. */
  suspect(peer: Peer): void {
    if (!peer.isLeaf && !peer.isInTable) return;
    peer.isSuspected = true;
    this.#probe(peer, false, false);
  }

  /**
   * A link to the peer has broken, or could not be opened. This is known sooner than silence is noticed, but
   * one broken link proves nothing.
   */
  linkBroke(peer: Peer): void {
    const probe = this.#probes.get(peer);
    if (probe === undefined) {
      this.suspect(peer);
      return;
    }
    const { attempts } = probe;
    if (attempts >= this.#options.probeAttempts) this.#attempt(probe, attempts);
    else
      this.#environment.clock.after(BROKEN_LINK_MS * 2 ** (attempts - 1), () =>
        this.#attempt(probe, attempts),
      );
  }

  /** Ends the probe of the peer, if there is one. */
  end(peer: Peer): void {
    const probe = this.#probes.get(peer);
    if (probe === undefined) return;
    this.#probes.delete(peer);
    peer.openUses--;
    if (!probe.isRequest) return;
    this.#openRequests--;
    if (this.#openRequests === 0) this.#events.settled();
  }

  /**
   * How long an attempt may take, in milliseconds. The first attempts wait no longer than necessary, so that
   * several packets in a row must be lost. The last ones wait longer, for a peer that is slow at the moment.
   */
  attemptMs(peer: Peer, attempt: number): number {
    const { probeMsMin, probeMsMax } = this.#options;
    return Math.min(Math.max(this.#hops.timeoutMs(peer) * Math.max(1, attempt - 1), probeMsMin), probeMsMax);
  }

  /**
   * Suspects the right neighbour when it should have been heard. To be called whenever that neighbour
   * changes.
   */
  watch(): void {
    this.#stopWatching();
    const right = this.#leafSet.larger[0];
    if (right === undefined) return;
    const { clock } = this.#environment;
    const { heartbeatMs, probeMsMin } = this.#options;
    // A heartbeat may travel as long as an attempt. A needless probe costs two packets; every second of delay
    // is one in which messages wait for a dead neighbour.
    const silentMs = heartbeatMs + 2 * probeMsMin;
    const dueMs = right.heardMs + silentMs;
    // At least 1 ms: due by a rounding error, the timer would fire again and again at the same moment.
    this.#stopWatching = clock.after(Math.max(1, dueMs - clock.now()), () => {
      if (clock.now() - right.heardMs >= silentMs) {
        this.suspect(right);
        // The probe watches the peer now; if the peer is alive, it will be heard.
        this.#stopWatching = clock.after(heartbeatMs, () => this.watch());
      } else {
        this.watch();
      }
    });
  }

  #beat(): void {
    this.#events.beat();
    const left = this.#leafSet.smaller[0];
    if (left === undefined) return;
    this.#environment.network.send(left.handle, { kind: "heartbeat", tunedMs: this.#tuning.ownMs });
  }

  #probe(peer: Peer, isRequest: boolean, isHearsay: boolean): void {
    if (peer.id.equals(this.#self)) return;
    const open = this.#probes.get(peer);
    // A leaf set request proves that the peer is alive as well; a ping does not replace a request.
    if (open !== undefined && (open.isRequest || !isRequest)) return;
    if (open === undefined && this.#probes.size >= PROBES_MAX) return;
    const probe = new Probe(peer, isRequest, isHearsay, this.#environment.clock.now());
    if (open === undefined) peer.openUses++;
    this.#probes.set(peer, probe);
    if (isRequest) this.#openRequests++;
    this.#attempt(probe, 0);
  }

  /**
   * `made`: the number of attempts when this one was planned. The call does nothing when another attempt was
   * made since.
   */
  #attempt(probe: Probe, made: number): void {
    const { peer } = probe;
    if (this.#probes.get(peer) !== probe || probe.attempts !== made) return;
    const { probeAttempts } = this.#options;
    const most = probe.isRequest || peer.isLeaf ? probeAttempts : Math.min(probeAttempts, TABLE_ATTEMPTS);
    if (made >= most) {
      // A peer that was heard meanwhile is alive, only slower than the timeout.
      if (!probe.isRequest && peer.heardMs > probe.startMs) this.end(peer);
      else this.#events.failed(peer, probe.isHearsay);
      return;
    }
    const attempts = ++probe.attempts;
    const waitMs = this.attemptMs(peer, attempts);
    this.#hops.send(
      peer,
      probe.isRequest ? this.#events.makeRequest() : { kind: "ping", sequence: 0 },
      { isFirst: true, waitMs },
      () => {
        if (!probe.isRequest) this.end(peer);
      },
      () => this.#attempt(probe, attempts),
    );
  }
}
