/**
 * How often the nodes of the routing table are asked for a sign of life, from how often nodes fail: so often that of a hundred
 * messages no more than a few meet a dead node on their way (Castro, Costa and Rowstron, MSR-TR-2003-94, section 4.1), and no oftener
 * than the budget for it allows: what meets a dead node is only late, since it is sent another way.
 */
import { clockwiseShare, type Id } from "../base/id.ts";
import type { LeafSet } from "./leaf-set.ts";

export interface TuningOptions {
  /** The share of messages that may meet a dead node somewhere on their way, before they are sent another way. */
  readonly rawLossTarget: number;
  /** Bounds of the period, in milliseconds. */
  readonly tunedMsMin: number;
  readonly tunedMsMax: number;
  /** What signs of life of table nodes may cost, in messages a second, question and answer. */
  readonly probesPerSecond: number;
}

/** Failures that are remembered. */
const FAILURES_MAX = 16;
/** Others' periods that are remembered. */
const HEARD_MAX = 15;
const SECONDS = 1_000;

/** What is known of the overlay as a whole. */
export interface Outlook {
  /** Nodes there are. */
  readonly nodes: number;
  /** Failures of one node, a millisecond. */
  readonly failureRate: number;
  /** How often leaf sets are watched, and how long a dead node goes unnoticed after that was due, in milliseconds. */
  readonly heartbeatMs: number;
  readonly detectionMs: number;
}

/** The chance that a node which was alive when it was last asked, at a random moment of the last `periodMs`, is dead now. */
export function deadShare(periodMs: number, failureRate: number): number {
  const failures = periodMs * failureRate;
  // The series of the same, where the difference of nearly equal numbers would be noise.
  if (failures < 1e-4) return failures / 2;
  return 1 - (1 - Math.exp(-failures)) / failures;
}

/** The share of messages that meet a dead node somewhere on their way. */
export function rawLoss(periodMs: number, { nodes, failureRate, heartbeatMs, detectionMs }: Outlook): number {
  const hops = Math.max(1, (15 / 16) * (Math.log(Math.max(2, nodes)) / Math.log(16)));
  const last = deadShare(heartbeatMs + detectionMs, failureRate);
  const others = deadShare(periodMs + detectionMs, failureRate);
  return 1 - (1 - last) * (1 - others) ** (hops - 1);
}

/** The longest period, in milliseconds, that keeps to the target; the shortest allowed where none does. */
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

/** How many nodes the overlay has, from how densely they lie around this one. */
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
  /** When nodes that this one watched were found dead, the latest last, in ms of the clock. */
  readonly #failuresMs: number[] = [];
  readonly #heardMs: number[] = [];
  /** Where the next is put: in place of the oldest. */
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

  /** What another node's probes are tuned to. Nobody's word weighs more than anybody's. */
  heard(tunedMs: number): void {
    this.#heardMs[this.#heardAt] = tunedMs;
    this.#heardAt = (this.#heardAt + 1) % HEARD_MAX;
  }

  /** Looks again. `watched`: nodes whose failure this one would notice; `primaries`: those of them it asks for signs of life. */
  adjust(nowMs: number, outlook: Omit<Outlook, "failureRate">, watched: number, primaries: number): void {
    const failureRate = this.#failureRate(nowMs, watched);
    this.#ownMs = periodMs(this.#options, { ...outlook, failureRate }, primaries);
  }

  /** What this node tells others. */
  get ownMs(): number {
    return Math.round(this.#ownMs);
  }

  /** The median of its own period and others', within the bounds, in milliseconds. */
  get periodMs(): number {
    const all = [this.#ownMs, ...this.#heardMs].sort((a, b) => a - b);
    const { tunedMsMin, tunedMsMax } = this.#options;
    return Math.min(Math.max(all[all.length >> 1], tunedMsMin), tunedMsMax);
  }

  /** Failures of one node a millisecond. One that is to come is counted, so that a node with no experience expects some. */
  #failureRate(nowMs: number, watched: number): number {
    const isFull = this.#failuresMs.length === FAILURES_MAX;
    const sinceMs = isFull ? this.#failuresMs[0] : this.#startMs;
    const count = isFull ? FAILURES_MAX : this.#failuresMs.length + 1;
    return count / (Math.max(1, watched) * Math.max(SECONDS, nowMs - sinceMs));
  }
}
