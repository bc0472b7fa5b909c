/**
 * Read access to leaf set and routing table, as the common API offers it (Dabek et al., IPTPS 2003, section
 * 3.2).
 */
import { type Id, isCloser } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { KeyRange, RankRange } from "./api.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { NextHop } from "./next-hop.ts";
import { handlesOf, type Peer, type Peers } from "./peer.ts";
import { rangeOf, rankRangeOf } from "./ranges.ts";
import type { RoutingTable } from "./routing-table.ts";
import { estimateNodes } from "./tuning.ts";

/** See `Overlay` in api.ts for each method's contract. */
export class RoutingStateView {
  readonly #self: NodeHandle;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #nextHop: NextHop;
  readonly #peers: Peers;

  constructor(
    self: NodeHandle,
    parts: {
      readonly leafSet: LeafSet;
      readonly table: RoutingTable;
      readonly nextHop: NextHop;
      readonly peers: Peers;
    },
  ) {
    this.#self = self;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#nextHop = parts.nextHop;
    this.#peers = parts.peers;
  }

  isRoot(key: Id): boolean {
    return this.#nextHop.isRoot(key);
  }

  localLookup(key: Id, max: number, safe: boolean): readonly NodeHandle[] {
    return handlesOf(
      safe
        ? this.#nextHop.safeCandidates(key, max, this.#peers.values())
        : this.#nextHop.candidates(key, max),
    );
  }

  neighborSet(max: number): readonly NodeHandle[] {
    const { larger, smaller } = this.#leafSet;
    const nearest = new Set<Peer>();
    for (let i = 0; i < Math.max(larger.length, smaller.length); i++) {
      if (i < larger.length) nearest.add(larger[i]);
      if (i < smaller.length) nearest.add(smaller[i]);
    }
    return handlesOf([...nearest].slice(0, max));
  }

  replicaSet(key: Id, maxRank: number): readonly NodeHandle[] {
    const nodes = this.#selfAndLeaves();
    nodes.sort((a, b) => (isCloser(key, a.id, b.id) ? -1 : 1));
    return nodes.slice(0, Math.max(0, maxRank));
  }

  range(node: NodeHandle, rank: number): KeyRange | null {
    return rangeOf(this.#selfAndLeaves(), node, rank, this.#leafSet.coversRing);
  }

  rankRange(node: NodeHandle, rank: number, key: Id): RankRange {
    return rankRangeOf(this.#selfAndLeaves(), node, rank, this.#leafSet.coversRing, key);
  }

  knownNodes(): readonly NodeHandle[] {
    return handlesOf(this.#nextHop.known());
  }

  rowSizes(): readonly number[] {
    return Array.from({ length: this.#table.rows }, (_, row) => this.#table.row(row).length);
  }

  estimateNodes(): number {
    return estimateNodes(this.#self.id, this.#leafSet);
  }

  #selfAndLeaves(): NodeHandle[] {
    return [this.#self, ...handlesOf(this.#leafSet.members())];
  }
}
