/**
 * Admission: how nodes on the route of a join message, and the root of the joining node's id, reply to it.
 */
import { sharedPrefixDigits } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Counters } from "./counters.ts";
import type { Delivery } from "./delivery.ts";
import type { Environment } from "./environment.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { NeighborSelection } from "./neighbor-selection.ts";
import type { NextHop } from "./next-hop.ts";
import { HANDLES_MAX, ticketOf } from "./packets.ts";
import { handlesOf, type Peer } from "./peer.ts";
import type { RoutingTable } from "./routing-table.ts";
import type { Transit } from "./transit.ts";

/** Number of nodes that the root node names in a second opinion, beside itself. */
const OPINION_LEAVES = 4;

interface AdmissionParts {
  readonly counters: Counters;
  readonly delivery: Delivery;
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly nextHop: NextHop;
  readonly selection: NeighborSelection;
  /** The nodes nearest to a joining node, this node included where it belongs. */
  readonly replicaSet: (joining: NodeHandle, max: number) => readonly NodeHandle[];
  readonly forward: (message: Transit, next: Peer) => void;
  /**
   * Another node wants to join. If this node is isolated and no node has let it in, it becomes active on its
   * own.
   */
  readonly endIsolation: () => void;
}

export class JoinAdmission {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #parts: AdmissionParts;

  constructor(self: NodeHandle, environment: Environment, parts: AdmissionParts) {
    this.#self = self;
    this.#environment = environment;
    this.#parts = parts;
  }

  /**
   * A join message is routed to the root of the joining node's id. Every node on the route replies with the
   * nodes it knows.
   */
  onJoin(message: Transit): void {
    this.#environment.checkForPause?.();
    const { counters, delivery, nextHop } = this.#parts;
    if (message.origin.id.equals(this.#self.id)) return;
    if (!message.key.equals(message.origin.id)) {
      counters.malformed++;
      return;
    }
    this.#parts.endIsolation();
    if (!delivery.isOpen) {
      counters.dropped++;
      return;
    }
    // The joining node may be known from an earlier stay; the message must not be routed to it.
    const next = nextHop.next(message.key, null, message.origin.id);
    if (message.attempt === 0) this.#nameNodes(message, next === null);
    else if (next === null) this.#giveOpinion(message);
    if (next !== null) this.#parts.forward(message, next);
  }

  #nameNodes({ origin: to, messageId }: Transit, isRoot: boolean): void {
    const { table, leafSet, selection } = this.#parts;
    const row = Math.min(sharedPrefixDigits(this.#self.id, to.id), table.rows);
    const leaves = isRoot ? handlesOf(leafSet.members()).slice(0, HANDLES_MAX) : [];
    const rows = selection.rows(isRoot ? "root" : "route", row, ticketOf(messageId), leaves);
    this.#environment.network.send(to, rows);
  }

  /** Names only the nodes nearest to the joining node: each of them names others. */
  #giveOpinion({ origin: to, messageId }: Transit): void {
    const nearest = this.#parts.replicaSet(to, OPINION_LEAVES + 1);
    this.#environment.network.send(to, {
      kind: "rows",
      stage: "root",
      ticket: ticketOf(messageId),
      nodes: [this.#self],
      roundTripsMs: [0],
      leaves: nearest.filter(({ id }) => !id.equals(this.#self.id)),
    });
  }
}
