/** The lifecycle of a node in the overlay: joining, active, isolated (joining again), left. */
import { assert } from "../base/assert.ts";
import type { OverlayStatus } from "./api.ts";
import type { Delivery } from "./delivery.ts";
import type { Hops } from "./hops.ts";
import type { IsolationDetector } from "./isolation.ts";
import type { Joining } from "./joining.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { Leases } from "./leases.ts";
import type { Membership } from "./membership.ts";
import type { NeighborSelection } from "./neighbor-selection.ts";
import { handlesOf } from "./peer.ts";
import type { Requests } from "./requests.ts";
import type { RetainedMessages } from "./retained-messages.ts";
import type { RoutingTable } from "./routing-table.ts";

interface LifecycleParts {
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly hops: Hops;
  readonly membership: Membership;
  readonly selection: NeighborSelection;
  readonly joining: Joining;
  readonly leases: Leases;
  readonly requests: Requests;
  readonly delivery: Delivery;
  readonly retained: RetainedMessages;
  readonly isolation: IsolationDetector;
}

export class Lifecycle {
  readonly #parts: LifecycleParts;
  #status: OverlayStatus = "joining";
  /** Null before `join`, and after this callback was called. */
  #onActive: (() => void) | null = null;

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
  }

  get status(): OverlayStatus {
    return this.#status;
  }

  /** Without addresses the node starts a new overlay. */
  join(addresses: readonly string[], onActive: () => void): void {
    this.mustBeNew();
    this.#onActive = onActive;
    this.#parts.membership.start();
    this.#parts.joining.begin(addresses);
    if (addresses.length === 0) this.settled();
  }

  /** Asserts that neither `join` nor `leave` was called. */
  mustBeNew(): void {
    assert(this.#status === "joining" && this.#onActive === null, "a node joins once");
  }

  leave(): void {
    if (this.#status === "left") return;
    this.#status = "left";
    const { joining, membership, selection, leases, hops, delivery, retained, requests } = this.#parts;
    delivery.leave();
    joining.stop();
    membership.leave();
    membership.stop();
    selection.stop();
    leases.stop();
    hops.close();
    retained.clear();
    requests.close();
  }

  /** No leaf set request is open, and no contact's reply is due: opens delivery if this node has joined. */
  settled(): void {
    const { joining, leafSet, delivery, isolation, selection } = this.#parts;
    if (this.#status === "left" || !joining.isIn) return;
    const { addresses } = joining;
    if (this.#status === "joining" && leafSet.size === 0 && addresses.length > 0) {
      // The node that let this one in has failed before it replied.
      joining.begin(addresses);
      return;
    }
    delivery.open();
    isolation.isIsolated = false;
    if (this.#status === "joining") {
      this.#status = "active";
      selection.fill(joining.takeRows());
      selection.start();
      this.#onActive?.();
      this.#onActive = null;
    }
    delivery.runQueued();
  }

  /**
   * The process stood still: its leaf set may be stale, so it delivers again only after all members have
   * replied.
   */
  resumedAfterPause(): void {
    const { delivery, leases, membership } = this.#parts;
    if (this.#status === "left" || !delivery.isOpen) return;
    delivery.close();
    leases.resumedAfterPause();
    membership.recheck();
    if (membership.isSettled) this.settled();
  }

  /**
   * The leaf set has changed. An active node that has lost all others at once is isolated: it joins again
   * before it delivers.
   */
  leafSetChanged(): void {
    const { leafSet, table, membership, selection, joining, delivery, isolation } = this.#parts;
    if (leafSet.size > 0 || this.#status !== "active" || !isolation.hasLostAll()) return;
    this.#status = "joining";
    isolation.isIsolated = true;
    delivery.close();
    selection.stop();
    const nodes = [...handlesOf(table.members()), ...membership.departed()];
    joining.begin([...new Set([...nodes.map(({ address }) => address), ...joining.addresses])]);
  }

  /**
   * Another node wants to join through this one. If this node is isolated and all known nodes were asked in
   * vain, it becomes active on its own: if each waited for the other, the overlay would be gone. If more
   * nodes are behind a partition, it heals as every partition does.
   */
  endIsolation(): void {
    const { isolation, joining } = this.#parts;
    if (!isolation.isIsolated || !joining.isInVain) return;
    joining.begin([]);
    this.settled();
  }
}
