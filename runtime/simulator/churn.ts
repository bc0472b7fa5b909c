/** How nodes come and go: for how long each stays, and when the next one comes. */
import type { Random } from "../base/environment.ts";
import { normal } from "./delays.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface Churn {
  readonly name: string;
  /** Nodes there are at the start, and on average. */
  readonly nodes: number;
  /** How long a node that comes now stays. */
  sessionMs(random: Random): number;
  /** How long one that is there at the start still stays. */
  residualMs(random: Random): number;
  /** Until the next one comes; infinite: none does. */
  arrivalMs(nowMs: number, random: Random): number;
}

/** Nobody comes or goes. */
export function noChurn(nodes: number): Churn {
  const never = () => Number.POSITIVE_INFINITY;
  return { name: "none", nodes, sessionMs: never, residualMs: never, arrivalMs: never };
}

/** Poisson arrivals, exponential sessions: as MSPastry's artificial traces (MSR-TR-2003-94). */
export function poissonChurn(nodes: number, sessionMeanMs: number): Churn {
  const sessionMs = (random: Random) => exponential(sessionMeanMs, random);
  return {
    name: "poisson",
    nodes,
    sessionMs,
    // Exponential sessions forget how long they have lasted.
    residualMs: sessionMs,
    arrivalMs: (_nowMs, random) => exponential(sessionMeanMs / nodes, random),
  };
}

/** A measured population by its moments. */
export interface TraceMoments {
  readonly name: string;
  readonly nodes: number;
  readonly sessionMeanMs: number;
  readonly sessionMedianMs: number;
  /** By how much arrivals rise and fall within a day, as a share of their mean. */
  readonly wave: number;
}

/** Saroiu, Gummadi and Gribble's Gnutella trace as MSPastry used it: 1,300 to 2,700 nodes, sessions of 2.3 h on average, median 1 h. */
export const GNUTELLA: TraceMoments = {
  name: "gnutella",
  nodes: 2_000,
  sessionMeanMs: 2.3 * HOUR_MS,
  sessionMedianMs: HOUR_MS,
  wave: 0.43,
};

/** Bhagwan, Savage and Voelker's OverNet trace as MSPastry used it: 260 to 650 nodes, 134 minutes on average, median 79. */
export const OVERNET: TraceMoments = {
  name: "overnet",
  nodes: 455,
  sessionMeanMs: 134 * MINUTE_MS,
  sessionMedianMs: 79 * MINUTE_MS,
  wave: 0.5,
};

/**
 * Sessions with a heavy tail, log-normal by mean and median, and a daily wave of arrivals: made to the moments that are published of a
 * trace, not the trace itself.
 */
export function traceChurn(moments: TraceMoments, nodes = moments.nodes): Churn {
  const { name, sessionMeanMs, sessionMedianMs, wave } = moments;
  const mu = Math.log(sessionMedianMs);
  const variance = 2 * Math.log(sessionMeanMs / sessionMedianMs);
  const logNormal = (mean: number, random: Random) => Math.exp(mean + Math.sqrt(variance) * normal(random));
  return {
    name,
    nodes,
    sessionMs: (random) => logNormal(mu, random),
    // Who is met at a random moment is in a session chosen by its length, at a random point of it.
    residualMs: (random) => random.next() * logNormal(mu + variance, random),
    arrivalMs: (nowMs, random) => {
      const share = 1 + wave * Math.sin((2 * Math.PI * nowMs) / (24 * HOUR_MS));
      return exponential(sessionMeanMs / (nodes * share), random);
    },
  };
}

function exponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random.next());
}
