/** The figures of a run, as `prost simulate --json` prints them. docs/simulator.md explains each field. */

import { MINUTE_MS } from "./churn.ts";
import type { Lookups, Minute, TrafficTotal, UpkeepKind } from "./lookups.ts";

/** Minutes with fewer lookups do not count for the worst minute: their figures are noise. */
const LOOKUPS_MIN = 20;

interface Quantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface Rate {
  readonly messagesPerNodeS: number;
  readonly bytesPerNodeS: number;
}

export interface Report {
  /** Average over the measured time. */
  readonly nodes: number;
  readonly lookups: number;
  readonly delivered: number;
  /** Delivered at another node than the one closest to the key. */
  readonly incorrect: number;
  /** Not delivered within a minute, though the sender was alive. */
  readonly lost: number;
  /** Not delivered, and the sender failed or left within a minute. */
  readonly abandoned: number;
  /** Deliveries after the first, at the same node or at another. */
  readonly twice: number;
  readonly hops: { readonly mean: number; readonly distribution: readonly number[] };
  /**
   * Delay of a lookup over the direct delay from its origin to its root. Lookups delivered at their origin do
   * not count; null if there are no others.
   */
  readonly delayRatio: {
    readonly ofMeans: number | null;
    readonly mean: number | null;
    readonly median: number | null;
  };
  readonly delayMs: Quantiles;
  readonly control: Rate & { readonly byKind: Readonly<Partial<Record<UpkeepKind, Rate>>> };
  readonly joinMs: Quantiles & { readonly joins: number };
  /** The worst minute of each measure. */
  readonly worstMinute: {
    readonly lostShare: number;
    readonly delayRatio: number | null;
    readonly messagesPerNodeS: number;
  };
}

/** The figures of the minutes from `firstMinute` up to `endMinute`, exclusive. */
export function report(lookups: Lookups, firstMinute: number, endMinute: number): Report {
  const { sent, delivered, incorrect, lost, abandoned, deliveredTwice, hopSum, nodeMs } = lookups;
  const nodeS = Math.max(nodeMs / 1_000, 1);
  const rate = ({ packets, bytes }: TrafficTotal): Rate => ({
    messagesPerNodeS: round(packets / nodeS, 5),
    bytesPerNodeS: round(bytes / nodeS, 3),
  });
  const kinds = new Map<UpkeepKind, TrafficTotal>(lookups.upkeep);
  const again = retransmissions(lookups);
  if (again.packets > 0) kinds.set("retransmission", again);
  const all = { packets: 0, bytes: 0 };
  for (const { packets, bytes } of kinds.values()) {
    all.packets += packets;
    all.bytes += bytes;
  }
  const byKind = Object.fromEntries(
    [...kinds].sort((a, b) => b[1].packets - a[1].packets).map(([kind, cost]) => [kind, rate(cost)]),
  );
  const minutes = lookups.minutes.slice(firstMinute, endMinute);
  const longest = lookups.hops.findLastIndex((count) => count > 0);
  const shares = Array.from(lookups.hops.subarray(0, longest + 1), (count) => round(count / delivered, 6));
  const joins = lookups.joinMs.toSorted((a, b) => a - b);
  const joined = (share: number) => round(joins[Math.floor(share * joins.length)] ?? 0, 1);
  const { delays, ratios, ratioCount, delaySumMs, directSumMs } = lookups;
  const isMeasured = ratioCount > 0;
  return {
    nodes: round(nodeMs / (Math.max(1, endMinute - firstMinute) * MINUTE_MS), 1),
    lookups: sent,
    delivered,
    incorrect,
    lost,
    abandoned,
    twice: deliveredTwice,
    hops: { mean: delivered === 0 ? 0 : round(hopSum / delivered, 4), distribution: shares },
    delayRatio: {
      ofMeans: isMeasured ? round(delaySumMs / directSumMs, 4) : null,
      mean: isMeasured ? round(lookups.ratioSum / ratioCount, 4) : null,
      median: isMeasured ? quantile(ratios, 0.5) / 100 : null,
    },
    delayMs: { p50: quantile(delays, 0.5), p90: quantile(delays, 0.9), p99: quantile(delays, 0.99) },
    control: { ...rate(all), byKind },
    joinMs: { joins: joins.length, p50: joined(0.5), p90: joined(0.9), p99: joined(0.99) },
    worstMinute: worst(minutes),
  };
}

/** Packets that carried lookups, minus one for each hop of a delivered lookup. */
function retransmissions({ carried, hopSum }: Lookups): TrafficTotal {
  const packets = Math.max(0, carried.packets - hopSum);
  return { packets, bytes: carried.packets === 0 ? 0 : (carried.bytes / carried.packets) * packets };
}

export function messagesPerNodeS({ upkeepPackets, nodeMs }: Minute): number {
  return nodeMs === 0 ? 0 : upkeepPackets / (nodeMs / 1_000);
}

export function delayRatioOf({ delayMs, directMs }: Minute): number | null {
  return directMs === 0 ? null : delayMs / directMs;
}

function worst(minutes: readonly Minute[]): Report["worstMinute"] {
  const counted = minutes.filter(({ lookups }) => lookups >= LOOKUPS_MIN);
  const ratios = counted.map(delayRatioOf).filter((ratio) => ratio !== null);
  return {
    lostShare: round(Math.max(0, ...counted.map(({ lost, lookups }) => lost / lookups)), 6),
    delayRatio: ratios.length === 0 ? null : round(Math.max(...ratios), 4),
    messagesPerNodeS: round(Math.max(0, ...minutes.map(messagesPerNodeS)), 5),
  };
}

/** `counts[i]`: how often the value i occurs. */
function quantile(counts: Float64Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of counts.entries()) {
    seen += count;
    if (seen > share * total) return value;
  }
  return 0;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
