/** Lookups through the nodes of a cluster, and a check that each ended at the correct root. */
import { Id, isCloser } from "../../runtime/base/id.ts";
import type { Cluster, ClusterNode } from "./cluster.ts";

export type LookupMode = "tree" | "strict";

export interface Lookup {
  readonly mode: LookupMode;
  readonly key: Id;
  /** In ms of this process's clock. */
  readonly sentMs: number;
  readonly answeredMs: number;
  /** Null: no node answered in time. */
  readonly root: string | null;
  readonly hops: number;
}

/** The time in which a process was certainly active in the overlay. */
interface ActivePeriod {
  readonly node: Id;
  readonly fromMs: number;
  untilMs: number;
}

/**
 * The periods in which nodes were active: from their report that they have joined until just before
 * they are ended.
 */
export class ActivePeriods {
  readonly #periods: ActivePeriod[] = [];
  readonly #current = new Map<ClusterNode, ActivePeriod>();

  began(node: ClusterNode): void {
    const period = {
      node: Id.fromHex(node.nodeId),
      fromMs: performance.now(),
      untilMs: Number.POSITIVE_INFINITY,
    };
    this.#periods.push(period);
    this.#current.set(node, period);
  }

  ends(node: ClusterNode): void {
    const period = this.#current.get(node);
    if (period !== undefined) period.untilMs = performance.now();
    this.#current.delete(node);
  }

  /** Whether a node closer to the key than `root` was active from the request to the reply. */
  isIncorrect({ key, root, sentMs, answeredMs }: Lookup): boolean {
    if (root === null) return false;
    const delivered = Id.fromHex(root);
    return this.#periods.some(
      ({ node, fromMs, untilMs }) =>
        fromMs <= sentMs && untilMs >= answeredMs && isCloser(key, node, delivered),
    );
  }
}

/** One lookup from a node; null: that node ended meanwhile. */
export async function lookup(
  cluster: Cluster,
  from: ClusterNode,
  key: Id,
  mode: LookupMode,
  timeoutMs: number,
): Promise<Lookup | null> {
  const child = from.process;
  const sentMs = performance.now();
  let answer: { readonly root: string; readonly hops: number } | null = null;
  try {
    await from.control.trace({ key, mode, timeoutMs, rootOnly: true }, ({ nodeId, hop, isRoot }) => {
      if (isRoot) answer = { root: nodeId, hops: hop };
    });
  } catch (error) {
    if (from.process !== child || !cluster.running().includes(from)) return null;
    throw error;
  }
  if (from.process !== child) return null;
  const { root, hops } = answer ?? { root: null, hops: 0 };
  return { mode, key, sentMs, answeredMs: performance.now(), root, hops };
}

export interface Figures {
  readonly lookups: number;
  readonly incorrect: number;
  readonly lost: number;
  readonly meanHops: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
}

export function figuresOf(lookups: readonly Lookup[], periods: ActivePeriods): Figures {
  const answered = lookups.filter(({ root }) => root !== null);
  const delays = answered.map(({ sentMs, answeredMs }) => answeredMs - sentMs).sort((a, b) => a - b);
  const at = (share: number) => Math.round(10 * (delays[Math.floor(share * (delays.length - 1))] ?? 0)) / 10;
  const hops = answered.reduce((sum, each) => sum + each.hops, 0);
  return {
    lookups: lookups.length,
    incorrect: answered.filter((each) => periods.isIncorrect(each)).length,
    lost: lookups.length - answered.length,
    meanHops: Math.round((100 * hops) / Math.max(answered.length, 1)) / 100,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
  };
}
