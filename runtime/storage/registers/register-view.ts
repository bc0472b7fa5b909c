/**
 * The nodes that store a register in this node's view of the overlay, and whether that view can be trusted.
 */
import type { Clock } from "../../base/environment.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { NetworkSize } from "../repair/network-size.ts";
import { NeighbourhoodHistory } from "./neighbourhood-history.ts";
import type { RegisterName } from "./register.ts";

/**
 * Number of members. Of five, a majority survives two losses before the members are moved; of four, only one.
 */
const COPIES = 5;
/**
 * Number of witnesses: the nodes nearest to the key, which know that a register exists. Each must answer "no
 * such register" before a register is created: a side of a partition without any member has at least one
 * witness.
 */
const WITNESSES = 2 * COPIES;

export class RegisterView {
  readonly #overlay: Overlay;
  readonly #networkSize: NetworkSize;
  readonly #history: NeighbourhoodHistory;

  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    // The smaller side of a partition never counts as all: it would create registers that the other side has.
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

  /** The nodes that should know that the register exists. They include the members. */
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
   * True if this node misses nodes that it had recently: they may have registers that it does not know. A
   * node that has just joined cannot detect this, so all witnesses are asked.
   */
  get isInDoubt(): boolean {
    const seen = 1 + this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    return seen < this.#networkSize.nodes || this.#history.isPartitionSuspected;
  }
}
