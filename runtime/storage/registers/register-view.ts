/** Which nodes matter for a register in this node's view, and whether that view can be trusted. */
import type { Clock } from "../../base/environment.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { NetworkSize } from "../repair/network-size.ts";
import { NeighbourhoodHistory } from "./neighbourhood-history.ts";
import type { RegisterName } from "./register.ts";

/** A majority of five survives two losses before the members are moved; a majority of four survives one. */
const COPIES = 5;
/**
 * The number of nodes nearest to the key that know a register. A register is created only after each of these
 * nodes has replied that it knows none: a side of a partition without any member has at least one of them.
 */
const WITNESSES = 2 * COPIES;

export class RegisterView {
  readonly #overlay: Overlay;
  readonly #networkSize: NetworkSize;
  readonly #history: NeighbourhoodHistory;

  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    // The smaller part of the nodes never counts as all: it would create registers that the other part has.
    this.#networkSize = new NetworkSize(overlay, clock, Number.POSITIVE_INFINITY);
    this.#history = new NeighbourhoodHistory(overlay, clock);
  }

  /** To be called after the leaf set has changed. */
  update(): void {
    this.#networkSize.update();
    this.#history.update();
  }

  /** The nodes that should be the register's members. */
  members({ key }: RegisterName): readonly NodeHandle[] {
    return this.#overlay.replicaSet(key, COPIES);
  }

  /** The nodes that should know that the register exists, the members among them. */
  witnesses({ key }: RegisterName): readonly NodeHandle[] {
    return this.#overlay.replicaSet(key, WITNESSES);
  }

  isSelf({ id }: NodeHandle): boolean {
    return id.equals(this.#overlay.self.id);
  }

  /** How many members a register should have; fewer than COPIES in a small overlay. */
  get membersNeeded(): number {
    return Math.min(COPIES, this.#networkSize.nodes);
  }

  /**
   * This node misses nodes that were there lately: they may have registers that it does not know. A node that
   * has just joined cannot tell, so all witnesses are asked.
   */
  get isInDoubt(): boolean {
    const seen = 1 + this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    return seen < this.#networkSize.nodes || this.#history.isPartitionSuspected;
  }
}
