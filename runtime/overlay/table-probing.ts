/**
 * Table probing: primaries of the routing table that were silent for the tuned period get a ping (Castro,
 * Costa and Rowstron, MSR-TR-2003-94, section 4.1). `Tuning` computes that period.
 */

import type { Id } from "../base/id.ts";
import { repeat } from "../base/repeat.ts";
import type { Environment } from "./environment.ts";
import type { FailureDetector, FailureDetectorOptions } from "./failure-detector.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { RoutingTable } from "./routing-table.ts";
import { estimateNodes, type Tuning } from "./tuning.ts";

/**
 * Period at which the probe period is adjusted, in milliseconds; also the longest pause between two looks at
 * the table.
 */
const ADJUST_MS = 60_000;
/** Maximum number of pings sent at one look at the table. */
const PINGS_MAX = 64;

export class TableProbing {
  readonly #self: Id;
  readonly #environment: Environment;
  readonly #options: FailureDetectorOptions;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #tuning: Tuning;
  readonly #detector: FailureDetector;
  #adjustedMs = Number.NEGATIVE_INFINITY;
  #stop: () => void = () => {};

  constructor(
    self: Id,
    environment: Environment,
    options: FailureDetectorOptions,
    parts: {
      readonly leafSet: LeafSet;
      readonly table: RoutingTable;
      readonly tuning: Tuning;
      readonly detector: FailureDetector;
    },
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#tuning = parts.tuning;
    this.#detector = parts.detector;
  }

  start(): void {
    const { clock, random } = this.#environment;
    const pauseMs = () => Math.min(ADJUST_MS, this.#tuning.periodMs / 4) * (0.75 + random.next() / 2);
    this.#stop = repeat(clock, pauseMs, () => this.#look());
  }

  stop(): void {
    this.#stop();
  }

  #look(): void {
    const now = this.#environment.clock.now();
    // Members need no ping: their neighbours watch them and send news of their failure.
    const primaries = this.#table.primaries().filter(({ isLeaf }) => !isLeaf);
    if (now - this.#adjustedMs >= ADJUST_MS / 2) this.#adjust(now, primaries.length);
    const { periodMs } = this.#tuning;
    let pings = 0;
    for (const peer of primaries) {
      if (now - peer.heardMs < periodMs || pings >= PINGS_MAX) continue;
      pings++;
      this.#detector.ping(peer);
    }
  }

  #adjust(now: number, primaries: number): void {
    this.#adjustedMs = now;
    const { heartbeatMs, probeAttempts, probeMsMin } = this.#options;
    const nodes = estimateNodes(this.#self, this.#leafSet);
    const outlook = { nodes, heartbeatMs, detectionMs: probeAttempts * probeMsMin };
    this.#tuning.adjust(now, outlook, primaries + this.#leafSet.size, primaries);
  }
}
