/** Churn models: how long each node stays, and when the next node joins. */
import type { Random } from "../base/environment.ts";
import { normal } from "./delays.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface Churn {
  readonly name: string;
  /** Number of nodes at the start, and on average. */
  readonly nodes: number;
  /** How long a node that joins now stays, in milliseconds. */
  sessionMs(random: Random): number;
  /** How long a node of the start still stays, in milliseconds. */
  residualMs(random: Random): number;
  /** Milliseconds until the next node joins; infinite: no node joins. */
  arrivalMs(nowMs: number, random: Random): number;
}

/** No node joins or leaves. */
export function noChurn(nodes: number): Churn {
  const never = () => Number.POSITIVE_INFINITY;
  return { name: "none", nodes, sessionMs: never, residualMs: never, arrivalMs: never };
}

/** Poisson arrivals and exponential sessions, as in MSPastry's artificial traces (MSR-TR-2003-94). */
export function poissonChurn(nodes: number, sessionMeanMs: number): Churn {
  const sessionMs = (random: Random) => exponential(sessionMeanMs, random);
  return {
    name: "poisson",
    nodes,
    sessionMs,
    // The exponential distribution is memoryless.
    residualMs: sessionMs,
    arrivalMs: (_nowMs, random) => exponential(sessionMeanMs / nodes, random),
  };
}

/** Published moments of a measured population. */
export interface TraceMoments {
  readonly name: string;
  readonly nodes: number;
  readonly sessionMeanMs: number;
  readonly sessionMedianMs: number;
  /** Amplitude of the daily wave of arrivals, as a share of their mean. */
  readonly wave: number;
}

/**
 * The Gnutella trace of Saroiu, Gummadi and Gribble as MSPastry used it: 1,300 to 2,700 nodes, mean session
 * 2.3 h, median session 1 h.
 */
export const GNUTELLA: TraceMoments = {
  name: "gnutella",
  nodes: 2_000,
  sessionMeanMs: 2.3 * HOUR_MS,
  sessionMedianMs: HOUR_MS,
  wave: 0.43,
};

/**
 * The OverNet trace of Bhagwan, Savage and Voelker as MSPastry used it: 260 to 650 nodes, mean session 134
 * minutes, median session 79.
 */
export const OVERNET: TraceMoments = {
  name: "overnet",
  nodes: 455,
  sessionMeanMs: 134 * MINUTE_MS,
  sessionMedianMs: 79 * MINUTE_MS,
  wave: 0.5,
};

/**
 * Log-normal sessions, which have a heavy tail, and a daily wave of arrivals. The moments are those published
 * of the trace; the trace itself is not replayed.
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
    // A node met at a random moment is in a session drawn with its length as weight, at a random point of it.
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
