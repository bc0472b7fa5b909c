/**
 * Proximity neighbour selection: of all nodes that fit a slot of the routing table, one that is near. Nodes of a row tell one
 * another whom they have in it and how far away; since they are near, those near to them are likely near to this node
 * (constrained gossiping: Castro, Druschel, Hu and Rowstron, "Proximity neighbor selection in tree-based structured peer-to-peer
 * overlays", MSR-TR-2003-52). Only who may be nearer than the one that is there is measured.
 */

import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import type { Hops } from "./hops.ts";
import type { Membership } from "./membership.ts";
import { HANDLES_MAX, ROUND_TRIP_UNKNOWN, type RowsPacket, type RowsStage } from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import { NEARER, type RoutingTable } from "./routing-table.ts";

export interface SelectionOptions {
  /** Until the first round of questions, in milliseconds; each pause is twice as long as the one before. */
  readonly gossipFirstMs: number;
  /** The longest pause. */
  readonly gossipMs: number;
}

/** Nodes that one answer may lead this node to measure. */
const CANDIDATES_MAX = 6;
/** Round trips that are measured at a time. */
const MEASURING_MAX = 128;
/** Rows in one answer to a joining node. */
const ROWS_MAX = 16;

export class NeighborSelection {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #options: SelectionOptions;
  readonly #table: RoutingTable;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #membership: Membership;
  readonly #measuring = new Set<Peer>();
  /** Whom this node has asked for a row, and not heard of yet. */
  readonly #asked = new Set<string>();
  #stop: () => void = () => {};
  #pauseMs: number;

  constructor(
    self: NodeHandle,
    environment: Environment,
    options: SelectionOptions,
    parts: {
      readonly table: RoutingTable;
      readonly peers: Peers;
      readonly hops: Hops;
      readonly membership: Membership;
    },
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#table = parts.table;
    this.#peers = parts.peers;
    this.#hops = parts.hops;
    this.#membership = parts.membership;
    this.#pauseMs = options.gossipFirstMs;
  }

  start(): void {
    this.#plan();
  }

  stop(): void {
    this.#stop();
  }

  /** What this node can tell of the rows up to `last`, or of `last` alone. */
  rows(stage: RowsStage, last: number, ticket = 0, leaves: readonly NodeHandle[] = []): RowsPacket {
    const firstRow = stage === "reply" ? last : Math.max(0, last + 1 - ROWS_MAX);
    const peers: Peer[] = [];
    for (let row = firstRow; row <= last; row++) peers.push(...this.#table.row(row));
    const told = peers.slice(0, HANDLES_MAX - 1);
    const nodes = told.map(({ handle }) => handle);
    const roundTripsMs = told.map(({ roundTripMs }) => Math.min(Math.round(roundTripMs), ROUND_TRIP_UNKNOWN));
    if (stage !== "reply") {
      nodes.push(this.#self);
      roundTripsMs.push(0);
    }
    return { kind: "rows", stage, ticket, nodes, roundTripsMs, leaves };
  }

  onRowRequest(from: Peer, row: number): void {
    this.#environment.network.send(from.handle, this.rows("reply", row));
  }

  /** An answer that was asked for. */
  onRow(from: Peer, packet: RowsPacket): void {
    if (this.#asked.delete(from.id.hex)) this.consider(packet, from.roundTripMs);
  }

  /**
   * The nearest that may be better than who is there are measured, as near as the one that names them says. It is itself `awayMs` away, in
   * round trips, and no node can be much nearer here than the difference between the two.
   */
  consider({ nodes, roundTripsMs }: RowsPacket, awayMs: number): void {
    const order = nodes.map((_, at) => at).sort((a, b) => roundTripsMs[a] - roundTripsMs[b]);
    let candidates = 0;
    for (const at of order) {
      if (candidates >= CANDIDATES_MAX) return;
      const leastMs = Math.max(roundTripsMs[at], Math.abs(awayMs - roundTripsMs[at]));
      if (this.#maybeNearer(nodes[at], leastMs) && this.measure(nodes[at])) candidates++;
    }
  }

  /** On the way in: for each slot the nearest that was named by any of several nodes. */
  fill(packets: readonly RowsPacket[]): void {
    const best = new Map<number, { readonly node: NodeHandle; readonly roundTripMs: number }>();
    for (const { nodes, roundTripsMs } of packets) {
      for (const [at, node] of nodes.entries()) {
        const slot = this.#table.slotNumber(node.id);
        const roundTripMs = roundTripsMs[at];
        if (slot !== null && roundTripMs < (best.get(slot)?.roundTripMs ?? Number.POSITIVE_INFINITY))
          best.set(slot, { node, roundTripMs });
      }
    }
    for (const { node } of best.values()) this.measure(node);
  }

  /** Asks for an acknowledgement, so that the round trip is known; false when there is no need, or no room for more. */
  measure(node: NodeHandle): boolean {
    if (this.#measuring.size >= MEASURING_MAX || node.id.equals(this.#self.id)) return false;
    const peer = this.#peers.of(node);
    if (peer.isInTable || this.#measuring.has(peer) || this.#membership.isBarred(node.id)) return false;
    this.#measuring.add(peer);
    peer.holds++;
    const end = () => {
      this.#measuring.delete(peer);
      peer.holds--;
    };
    const waitMs = this.#hops.timeoutMs(peer) * 2;
    this.#hops.send(
      peer,
      { kind: "ping", sequence: 0 },
      { isFirst: true, waitMs },
      () => {
        end();
        if (!this.#table.add(peer) || !this.#table.isPrimary(peer) || !this.#isNear(peer)) return;
        const roundTripMs = Math.min(Math.round(peer.roundTripMs), ROUND_TRIP_UNKNOWN);
        this.#environment.network.send(peer.handle, { kind: "measured", roundTripMs });
      },
      end,
    );
    return true;
  }

  /** Nearer than half of those that this node's messages take: of the others hardly any has nobody nearer in this node's place. */
  #isNear({ roundTripMs }: Peer): boolean {
    const primaries = this.#table.primaries();
    const nearer = primaries.filter((other) => other.roundTripMs < roundTripMs).length;
    return nearer <= primaries.length / 2;
  }

  /** Another node has measured how far it is. */
  onMeasured(from: Peer, roundTripMs: number): void {
    if (from.roundTripMs === Number.POSITIVE_INFINITY) from.measured(roundTripMs);
    if (from.isInTable) this.#table.rank(from);
    else this.#table.add(from);
  }

  #maybeNearer(node: NodeHandle, roundTripMs: number): boolean {
    const { id } = node;
    const first = this.#table.primaryOf(id);
    // First what is cheap and holds of nearly all.
    if (first !== null && roundTripMs >= first.roundTripMs * NEARER) return false;
    if (id.equals(this.#self.id) || this.#table.slotOf(id).some((peer) => peer.id.equals(id))) return false;
    // One that was measured before need not be again.
    const knownMs = this.#peers.get(id)?.roundTripMs ?? Number.POSITIVE_INFINITY;
    return first === null || knownMs === Number.POSITIVE_INFINITY || knownMs < first.roundTripMs * NEARER;
  }

  #plan(): void {
    const { clock, random } = this.#environment;
    this.#stop = clock.after(this.#pauseMs * (0.5 + random.next()), () => {
      this.#pauseMs = Math.min(this.#pauseMs * 2, this.#options.gossipMs);
      this.#ask();
      this.#plan();
    });
  }

  /** One node of each row is asked whom it has in it. */
  #ask(): void {
    this.#asked.clear();
    for (let row = 0; row < this.#table.rows; row++) {
      const peers = this.#table.row(row);
      if (peers.length === 0) continue;
      const peer = peers[Math.floor(this.#environment.random.next() * peers.length)];
      this.#asked.add(peer.id.hex);
      this.#environment.network.send(peer.handle, { kind: "rowRequest", row });
    }
  }
}
