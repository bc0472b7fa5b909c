/**
 * Self-tuning of the probe period for routing table nodes (Castro, Costa and Rowstron, MSR-TR-2003-94,
 * section 4.1). From the failures that a node sees, it computes how often it must probe so that only a few
 * messages in a hundred meet a dead node. A budget limits the probes, since a message that meets a dead node
 * is only delayed: it is rerouted.
 */
import { clockwiseShare, type Id } from "../base/id.ts";
import type { LeafSet } from "./leaf-set.ts";

export interface TuningOptions {
  /** The target share of messages that meet a dead node on their route, before they are rerouted. */
  readonly rawLossTarget: number;
  /** Shortest probe period for table nodes, in milliseconds. */
  readonly tunedMsMin: number;
  /** Longest probe period for table nodes, in milliseconds. */
  readonly tunedMsMax: number;
  /** The budget for probes of table nodes, in packets per second: pings and acknowledgements. */
  readonly probesPerSecond: number;
}

/** Maximum number of remembered failures. */
const FAILURES_MAX = 16;
/** Maximum number of remembered periods of other nodes. */
const HEARD_MAX = 15;
const SECONDS = 1_000;

/** The state of the whole overlay, as a node estimates it. */
interface Outlook {
  /** The number of nodes in the overlay. */
  readonly nodes: number;
  /** Failures of one node per millisecond. */
  readonly failureRate: number;
  /**
   * The period of heartbeats, and how long a failed node stays undetected after one was due, in milliseconds.
   */
  readonly heartbeatMs: number;
  readonly detectionMs: number;
}

/**
 * The probability that a node is dead that was alive at its last probe, at a random time within the last
 * `periodMs`.
 */
export function deadShare(periodMs: number, failureRate: number): number {
  const failures = periodMs * failureRate;
  // The first term of the series: the difference of nearly equal numbers would be noise.
  if (failures < 1e-4) return failures / 2;
  return 1 - (1 - Math.exp(-failures)) / failures;
}

/** The share of messages that meet a dead node on their route. */
export function rawLoss(periodMs: number, { nodes, failureRate, heartbeatMs, detectionMs }: Outlook): number {
  const hops = Math.max(1, (15 / 16) * (Math.log(Math.max(2, nodes)) / Math.log(16)));
  const last = deadShare(heartbeatMs + detectionMs, failureRate);
  const others = deadShare(periodMs + detectionMs, failureRate);
  return 1 - (1 - last) * (1 - others) ** (hops - 1);
}

/** The longest period, in milliseconds, that meets the target; the shortest allowed one if none does. */
export function periodMs(options: TuningOptions, outlook: Outlook, primaries: number): number {
  const cheapest = (2 * primaries * SECONDS) / options.probesPerSecond;
  const least = Math.min(Math.max(options.tunedMsMin, cheapest), options.tunedMsMax);
  if (rawLoss(least, outlook) >= options.rawLossTarget) return least;
  if (rawLoss(options.tunedMsMax, outlook) <= options.rawLossTarget) return options.tunedMsMax;
  let [low, high] = [least, options.tunedMsMax];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (rawLoss(middle, outlook) <= options.rawLossTarget) low = middle;
    else high = middle;
  }
  return low;
}

/** An estimate of the number of nodes in the overlay, from their density around this one. */
export function estimateNodes(self: Id, leafSet: LeafSet): number {
  if (leafSet.coversRing) return leafSet.size + 1;
  const { larger, smaller } = leafSet;
  const last = larger.at(-1)?.id ?? self;
  const first = smaller.at(-1)?.id ?? self;
  return (larger.length + smaller.length) / Math.max(clockwiseShare(first, last), Number.MIN_VALUE);
}

export class Tuning {
  readonly #options: TuningOptions;
  readonly #startMs: number;
  /** Failures of watched nodes in ms of the clock, the latest last. */
  readonly #failuresMs: number[] = [];
  readonly #heardMs: number[] = [];
  /** The index of the oldest period heard, which the next one replaces. */
  #heardAt = 0;
  #ownMs: number;

  constructor(options: TuningOptions, nowMs: number) {
    this.#options = options;
    this.#startMs = nowMs;
    this.#ownMs = options.tunedMsMax;
  }

  failed(nowMs: number): void {
    this.#failuresMs.push(nowMs);
    if (this.#failuresMs.length > FAILURES_MAX) this.#failuresMs.shift();
  }

  /** The probe period of another node. All nodes have the same weight. */
  heard(tunedMs: number): void {
    this.#heardMs[this.#heardAt] = tunedMs;
    this.#heardAt = (this.#heardAt + 1) % HEARD_MAX;
  }

  /**
   * Computes the period anew. `watched`: nodes that this one would notice fail; `primaries`: those of them
   * that it probes.
   */
  adjust(nowMs: number, outlook: Omit<Outlook, "failureRate">, watched: number, primaries: number): void {
    const failureRate = this.#failureRate(nowMs, watched);
    this.#ownMs = periodMs(this.#options, { ...outlook, failureRate }, primaries);
  }

  /** The period that this node tells others, in milliseconds. */
  get ownMs(): number {
    return Math.round(this.#ownMs);
  }

  /** The median of this node's own period and those of others, within the bounds, in milliseconds. */
  get periodMs(): number {
    const all = [this.#ownMs, ...this.#heardMs].sort((a, b) => a - b);
    const { tunedMsMin, tunedMsMax } = this.#options;
    return Math.min(Math.max(all[all.length >> 1], tunedMsMin), tunedMsMax);
  }

  /** Failures of one node per millisecond. One future failure is counted, so that a new node expects some. */
  #failureRate(nowMs: number, watched: number): number {
    const isFull = this.#failuresMs.length === FAILURES_MAX;
    const sinceMs = isFull ? this.#failuresMs[0] : this.#startMs;
    const count = isFull ? FAILURES_MAX : this.#failuresMs.length + 1;
    return count / (Math.max(1, watched) * Math.max(SECONDS, nowMs - sinceMs));
  }
}
