/**
 * Isolation: whether this node itself was cut off, which it assumes when it loses all other nodes at once.
 */
import type { Clock } from "../base/environment.ts";
import type { RoutingTable } from "./routing-table.ts";

/**
 * Losses within LOSSES_MS that mean isolation when no node is left. After fewer losses this node may be the
 * last one.
 */
const LOSSES_MANY = 3;
const LOSSES_MS = 30_000;

export class IsolationDetector {
  readonly #clock: Clock;
  readonly #table: RoutingTable;
  /** The last LOSSES_MANY failures of nodes that did not leave gracefully, in ms of the clock. */
  #lossesMs: number[] = [];
  /** This node was active, has lost all others at once, and joins again. */
  isIsolated = false;

  constructor(clock: Clock, table: RoutingTable) {
    this.#clock = clock;
    this.#table = table;
  }

  nodeLost(): void {
    this.#lossesMs = [...this.#lossesMs, this.#clock.now()].slice(-LOSSES_MANY);
  }

  /** Whether all other nodes were lost at once. To be called when the leaf set is empty. */
  hasLostAll(): boolean {
    // The table still has nodes, through which this node can join again.
    if (this.#table.size > 0) return true;
    return this.#lossesMs.length >= LOSSES_MANY && this.#clock.now() - this.#lossesMs[0] <= LOSSES_MS;
  }
}
