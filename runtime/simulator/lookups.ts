/**
 * Counts the lookups and the upkeep traffic of a run: the measures of Castro, Costa and Rowstron
 * (MSR-TR-2003-94, section 5). A lookup is incorrect if it is delivered at another node than the active one
 * closest to its key. It is lost if it is not delivered within LOST_MS and its origin was alive for that time.
 */
import type { PacketKind } from "../overlay/packets.ts";
import { MINUTE_MS } from "./churn.ts";

export const LOST_MS = 60_000;
/** IPv4 and UDP headers of a datagram, in bytes. They count with every packet. */
const DATAGRAM_BYTES = 28;
const HOPS_MAX = 64;
/** Number of joins whose times are kept. */
const JOINS_MAX = 1_000_000;
/** Delay ratios of single lookups are counted in steps of 0.01, up to this number of steps. */
const RATIO_STEPS = 10_000;

/** Packets that carry lookups are not upkeep. Their acknowledgements and retransmissions are. */
export type UpkeepKind = Exclude<PacketKind, "route"> | "join" | "retransmission" | "baselineRequest";

export interface TrafficTotal {
  packets: number;
  bytes: number;
}

/** Counts of one virtual minute. A lookup counts in the minute in which it was sent. */
export interface Minute {
  lookups: number;
  delivered: number;
  lost: number;
  incorrect: number;
  delayMs: number;
  directMs: number;
  upkeepPackets: number;
  upkeepBytes: number;
  /** Sum of the lifetimes of all nodes within the minute, in milliseconds. */
  nodeMs: number;
}

/** A lookup that is under way, or was delivered less than LOST_MS after it was sent. */
interface OpenLookup {
  readonly origin: number;
  readonly sentMs: number;
  readonly minute: Minute;
  isDelivered: boolean;
  /** Its origin has failed or left. */
  isOrphan: boolean;
}

/**
 * One class: most fields are plain totals of one run, and every event of a lookup changes several of them together.
 * `begin` and `end` bound the measured time.
 */
export class Lookups {
  readonly minutes: Minute[] = [];
  readonly hops = new Float64Array(HOPS_MAX);
  readonly ratios = new Float64Array(RATIO_STEPS);
  /** Number of lookups by delay, in whole milliseconds. */
  readonly delays = new Float64Array(LOST_MS + 1);
  readonly upkeep = new Map<UpkeepKind, TrafficTotal>();
  /** Packets that carried lookups, retransmissions included. */
  readonly carried: TrafficTotal = { packets: 0, bytes: 0 };
  readonly joinMs: number[] = [];
  delaySumMs = 0;
  directSumMs = 0;
  hopSum = 0;
  /** Sum of the lifetimes of all nodes within the measured time, in milliseconds. */
  nodeMs = 0;
  sent = 0;
  delivered = 0;
  incorrect = 0;
  lost = 0;
  deliveredTwice = 0;
  /** Not delivered, and their origin failed or left within LOST_MS. */
  abandoned = 0;
  ratioSum = 0;
  ratioCount = 0;
  /** Between `begin` and `end`. */
  #isMeasured = false;
  readonly #open = new Map<number, OpenLookup>();
  readonly #byOrigin = new Map<number, Set<OpenLookup>>();
  #next = 0;

  begin(): void {
    this.#isMeasured = true;
  }

  /** Afterwards only the outcomes of lookups under way count. */
  end(): void {
    this.#isMeasured = false;
  }

  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** `count` nodes were alive from `sinceMs` to `nowMs`. */
  addNodes(count: number, sinceMs: number, nowMs: number): void {
    // Counted in the minute of `sinceMs`: this is called at least once a minute.
    const nodeMs = (nowMs - sinceMs) * count;
    this.minuteAt(sinceMs).nodeMs += nodeMs;
    if (this.#isMeasured) this.nodeMs += nodeMs;
  }

  minuteAt(nowMs: number): Minute {
    const at = Math.floor(nowMs / MINUTE_MS);
    while (this.minutes.length <= at)
      this.minutes.push({
        lookups: 0,
        delivered: 0,
        lost: 0,
        incorrect: 0,
        delayMs: 0,
        directMs: 0,
        upkeepPackets: 0,
        upkeepBytes: 0,
        nodeMs: 0,
      });
    return this.minutes[at];
  }

  /** Returns the number of the lookup. */
  start(origin: number, nowMs: number): number {
    const minute = this.minuteAt(nowMs);
    const number = this.#next++;
    if (this.#isMeasured) {
      this.sent++;
      minute.lookups++;
      const open = { origin, sentMs: nowMs, minute, isDelivered: false, isOrphan: false };
      this.#open.set(number, open);
      const those = this.#byOrigin.get(origin);
      if (those === undefined) this.#byOrigin.set(origin, new Set([open]));
      else those.add(open);
    }
    return number;
  }

  /** `directMsFrom`: the direct delay from the origin; null if the origin delivers the lookup itself. */
  deliver(
    number: number,
    nowMs: number,
    hops: number,
    isCorrect: boolean,
    directMsFrom: (origin: number) => number | null,
  ): void {
    const open = this.#open.get(number);
    if (open === undefined) return;
    if (open.isDelivered) {
      this.deliveredTwice++;
      return;
    }
    open.isDelivered = true;
    this.#forget(open);
    const { minute } = open;
    this.delivered++;
    minute.delivered++;
    if (!isCorrect) {
      this.incorrect++;
      minute.incorrect++;
    }
    this.hops[Math.min(hops, HOPS_MAX - 1)]++;
    this.hopSum += hops;
    const directMs = directMsFrom(open.origin);
    if (directMs === null) return;
    const delayMs = nowMs - open.sentMs;
    minute.delayMs += delayMs;
    minute.directMs += directMs;
    this.delaySumMs += delayMs;
    this.directSumMs += directMs;
    const ratio = delayMs / directMs;
    this.ratioSum += ratio;
    this.ratioCount++;
    this.ratios[Math.min(RATIO_STEPS - 1, Math.floor(ratio * 100))]++;
    this.delays[Math.min(LOST_MS, Math.round(delayMs))]++;
  }

  originGone(origin: number): void {
    for (const open of this.#byOrigin.get(origin) ?? []) open.isOrphan = true;
    this.#byOrigin.delete(origin);
  }

  /** Lookups sent up to `untilMs` and not delivered are lost, or abandoned. */
  sweep(untilMs: number): void {
    for (const [number, open] of this.#open) {
      if (open.sentMs > untilMs) break;
      this.#open.delete(number);
      if (open.isDelivered) continue;
      this.#forget(open);
      if (open.isOrphan) {
        this.abandoned++;
        continue;
      }
      this.lost++;
      open.minute.lost++;
    }
  }

  #forget(open: OpenLookup): void {
    const those = this.#byOrigin.get(open.origin);
    those?.delete(open);
    if (those?.size === 0) this.#byOrigin.delete(open.origin);
  }

  addCarried(packetBytes: number): void {
    if (!this.#isMeasured) return;
    this.carried.packets++;
    this.carried.bytes += packetBytes + DATAGRAM_BYTES;
  }

  addJoin(tookMs: number): void {
    if (this.#isMeasured && this.joinMs.length < JOINS_MAX) this.joinMs.push(tookMs);
  }

  addUpkeep(kind: UpkeepKind, packetBytes: number, nowMs: number): void {
    const minute = this.minuteAt(nowMs);
    const bytes = packetBytes + DATAGRAM_BYTES;
    minute.upkeepPackets++;
    minute.upkeepBytes += bytes;
    if (!this.#isMeasured) return;
    const sum = this.upkeep.get(kind);
    if (sum === undefined) this.upkeep.set(kind, { packets: 1, bytes });
    else {
      sum.packets++;
      sum.bytes += bytes;
    }
  }
}
