/** Runs a baseline overlay, and prost's overlay with the same parameters, and measures both alike. */
import { MINUTE_MS } from "../churn.ts";
import type { Lookups } from "../lookups.ts";
import { type Report, report } from "../report.ts";
import { runSimulation } from "../run.ts";
import { Arena, type ArenaOptions, type BaselineNode, type Protocol } from "./arena.ts";

export interface CompareOptions extends Omit<ArenaOptions, "warmUpMs"> {
  readonly warmUpMinutes: number;
  readonly minutes: number;
}

/** Rates are per node and second. Packets of lookups count in `total` only. */
export interface Comparison {
  readonly report: Report;
  readonly upkeep: { readonly packets: number; readonly bytes: number };
  readonly total: { readonly packets: number; readonly bytes: number };
}

export function runBaseline<Node extends BaselineNode>(
  protocol: Protocol<Node>,
  options: CompareOptions,
): Comparison {
  const { warmUpMinutes, minutes } = options;
  const arena = new Arena(protocol, { ...options, warmUpMs: warmUpMinutes * MINUTE_MS });
  arena.run((warmUpMinutes + minutes) * MINUTE_MS);
  arena.finish();
  return comparisonOf(arena.lookups, warmUpMinutes, warmUpMinutes + minutes);
}

export function runOurs(options: CompareOptions): Comparison {
  const { lookups } = runSimulation(options);
  return comparisonOf(lookups, options.warmUpMinutes, options.warmUpMinutes + options.minutes);
}

function comparisonOf(lookups: Lookups, first: number, end: number): Comparison {
  const nodeS = lookups.nodeMs / 1_000;
  let [packets, bytes] = [0, 0];
  for (const cost of lookups.upkeep.values()) {
    packets += cost.packets;
    bytes += cost.bytes;
  }
  const { carried } = lookups;
  return {
    report: report(lookups, first, end),
    upkeep: { packets: packets / nodeS, bytes: bytes / nodeS },
    total: { packets: (packets + carried.packets) / nodeS, bytes: (bytes + carried.bytes) / nodeS },
  };
}
