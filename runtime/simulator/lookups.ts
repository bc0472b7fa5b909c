/**
 * What became of the messages of a run, and what the overlay's upkeep cost: the measures of Castro, Costa and Rowstron (MSR-TR-2003-94,
 * section 5). A lookup is incorrect when it is delivered by another node than the active one closest to its key, lost when it is
 * not delivered within LOST_MS though the node that sent it was there for so long.
 */
import type { PacketKind } from "../overlay/packets.ts";
import { MINUTE_MS } from "./churn.ts";

export const LOST_MS = 60_000;
/** Of a datagram, in bytes, on top of the packet: IPv4 and UDP headers. */
export const DATAGRAM_BYTES = 28;
const HOPS_MAX = 64;
/** Joins whose times are kept. */
const JOINS_MAX = 1_000_000;
/** Ratios of single lookups are kept in steps of a hundredth, up to so many. */
const RATIO_STEPS = 10_000;

/** The packets of the workload itself are no upkeep; their acknowledgements are, and what of them had to be sent again. */
export type UpkeepKind = Exclude<PacketKind, "route"> | "join" | "retransmission" | "question";

export interface Cost {
  packets: number;
  bytes: number;
}

/** Of a run, or of one minute of it. */
export interface Minute {
  lookups: number;
  delivered: number;
  lost: number;
  incorrect: number;
  delayMs: number;
  directMs: number;
  upkeepPackets: number;
  upkeepBytes: number;
  /** Sum over nodes of how long they were there. */
  nodeMs: number;
}

interface Open {
  readonly origin: number;
  readonly sentMs: number;
  readonly minute: Minute;
  isDelivered: boolean;
  /** Its origin has gone since. */
  isOrphan: boolean;
}

export class Lookups {
  readonly minutes: Minute[] = [];
  readonly hops = new Float64Array(HOPS_MAX);
  readonly ratios = new Float64Array(RATIO_STEPS);
  /** How many took so many milliseconds. */
  readonly delays = new Float64Array(LOST_MS + 1);
  readonly upkeep = new Map<UpkeepKind, Cost>();
  /** Packets that carried lookups, sent again or not. */
  readonly carried: Cost = { packets: 0, bytes: 0 };
  readonly joinMs: number[] = [];
  delaySumMs = 0;
  directSumMs = 0;
  hopSum = 0;
  /** Sum over nodes of how long they were there while it counted. */
  nodeMs = 0;
  sent = 0;
  delivered = 0;
  incorrect = 0;
  lost = 0;
  twice = 0;
  /** Not delivered, and their origin was gone within LOST_MS. */
  abandoned = 0;
  ratioSum = 0;
  ratioCount = 0;
  /** From now on it counts. */
  #isMeasured = false;
  readonly #open = new Map<number, Open>();
  readonly #byOrigin = new Map<number, Set<Open>>();
  #next = 0;

  begin(): void {
    this.#isMeasured = true;
  }

  /** Nothing more counts but what becomes of lookups under way. */
  end(): void {
    this.#isMeasured = false;
  }

  get isMeasured(): boolean {
    return this.#isMeasured;
  }

  /** So many nodes were there for so long, until now. */
  addNodes(count: number, sinceMs: number, nowMs: number): void {
    // Belongs to the minute in which it began: there is one such count a minute at the least.
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

  /** Returns its number. */
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

  /** `directMs` null: it was sent by the node that delivers it. */
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
      this.twice++;
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

  /** Lookups that were sent before `untilMs` and have not come are lost. */
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

  #forget(open: Open): void {
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
