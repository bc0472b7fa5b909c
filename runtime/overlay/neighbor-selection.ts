/**
 * Proximity neighbour selection: keeps a near node in each slot of the routing table. Nodes exchange rows
 * with round trips; a node that is near to a near node is likely near to this one (constrained gossiping:
 * Castro, Druschel, Hu and Rowstron, "Proximity neighbor selection in tree-based structured peer-to-peer
 * overlays", MSR-TR-2003-52). Only candidates that may be nearer than the present node are measured.
 */

import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import type { Hops } from "./hops.ts";
import type { Membership } from "./membership.ts";
import { HANDLES_MAX, ROUND_TRIP_UNKNOWN, type RowsPacket, type RowsStage } from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import { NEARER, type RoutingTable } from "./routing-table.ts";

export interface SelectionOptions {
  /** Delay of the first round of row requests, in milliseconds; each later pause is twice as long. */
  readonly gossipFirstMs: number;
  /** Longest pause between two rounds of row requests, in milliseconds. */
  readonly gossipMs: number;
}

/** Maximum number of nodes that are measured for one reply. */
const CANDIDATES_MAX = 6;
/** Maximum number of concurrent measurements. */
const MEASURING_MAX = 128;
/** Maximum number of rows in one reply to a joining node. */
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
  /** Ids of nodes with an open row request. */
  readonly #requested = new Set<string>();
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

  /** The rows up to `last`, or for stage "reply" only `last`. */
  rows(stage: RowsStage, last: number, ticket = 0, leaves: readonly NodeHandle[] = []): RowsPacket {
    const firstRow = stage === "reply" ? last : Math.max(0, last + 1 - ROWS_MAX);
    const peers: Peer[] = [];
    for (let row = firstRow; row <= last; row++) peers.push(...this.#table.row(row));
    const named = peers.slice(0, HANDLES_MAX - 1);
    const nodes = named.map(({ handle }) => handle);
    const roundTripsMs = named.map(({ roundTripMs }) =>
      Math.min(Math.round(roundTripMs), ROUND_TRIP_UNKNOWN),
    );
    if (stage !== "reply") {
      nodes.push(this.#self);
      roundTripsMs.push(0);
    }
    return { kind: "rows", stage, ticket, nodes, roundTripsMs, leaves };
  }

  onRowRequest(from: Peer, row: number): void {
    this.#environment.network.send(from.handle, this.rows("reply", row));
  }

  /** The reply to a row request. A reply without a request is ignored. */
  onRow(from: Peer, packet: RowsPacket): void {
    if (this.#requested.delete(from.id.hex)) this.consider(packet, from.roundTripMs);
  }

  /**
   * Measures the nearest nodes that may be better than the present ones. `awayMs`: the round trip to the
   * sender. By the triangle inequality no node can be much nearer to this one than the difference between
   * `awayMs` and the round trip that the sender reports for the node.
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

  /** After a join: measures for each slot the nearest node named in any of the replies. */
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

  /**
   * Sends a ping to measure the round trip. Returns false, and sends nothing, when the node is this one,
   * known, measured or barred, or when too many measurements are open.
   */
  measure(node: NodeHandle): boolean {
    if (this.#measuring.size >= MEASURING_MAX || node.id.equals(this.#self.id)) return false;
    const peer = this.#peers.of(node);
    if (peer.isInTable || this.#measuring.has(peer) || this.#membership.isBarred(node.id)) return false;
    this.#measuring.add(peer);
    peer.openUses++;
    const end = () => {
      this.#measuring.delete(peer);
      peer.openUses--;
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

  /**
   * Whether the peer is nearer than half of the primaries. A peer farther away almost always has a node
   * nearer than this one in that slot.
   */
  #isNear({ roundTripMs }: Peer): boolean {
    const primaries = this.#table.primaries();
    const nearer = primaries.filter((other) => other.roundTripMs < roundTripMs).length;
    return nearer <= primaries.length / 2;
  }

  /** Another node has measured the round trip between itself and this node. */
  onMeasured(from: Peer, roundTripMs: number): void {
    if (from.roundTripMs === Number.POSITIVE_INFINITY) from.measured(roundTripMs);
    if (from.isInTable) this.#table.rank(from);
    else this.#table.add(from);
  }

  #maybeNearer(node: NodeHandle, roundTripMs: number): boolean {
    const { id } = node;
    const first = this.#table.primaryOf(id);
    // First the cheap check, which decides nearly all cases.
    if (first !== null && roundTripMs >= first.roundTripMs * NEARER) return false;
    if (id.equals(this.#self.id) || this.#table.slotOf(id).some((peer) => peer.id.equals(id))) return false;
    // A node that was measured before need not be measured again.
    const knownMs = this.#peers.get(id)?.roundTripMs ?? Number.POSITIVE_INFINITY;
    return first === null || knownMs === Number.POSITIVE_INFINITY || knownMs < first.roundTripMs * NEARER;
  }

  #plan(): void {
    const { clock, random } = this.#environment;
    this.#stop = clock.after(this.#pauseMs * (0.5 + random.next()), () => {
      this.#pauseMs = Math.min(this.#pauseMs * 2, this.#options.gossipMs);
      this.#requestRows();
      this.#plan();
    });
  }

  /** Requests each row from one node of that row. */
  #requestRows(): void {
    this.#requested.clear();
    for (let row = 0; row < this.#table.rows; row++) {
      const peers = this.#table.row(row);
      if (peers.length === 0) continue;
      const peer = peers[Math.floor(this.#environment.random.next() * peers.length)];
      this.#requested.add(peer.id.hex);
      this.#environment.network.send(peer.handle, { kind: "rowRequest", row });
    }
  }
}
