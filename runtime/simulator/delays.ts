/** Delays between simulated nodes: two models, and a measured matrix from a file. */
import { readFileSync } from "node:fs";
import type { Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import { seededRandom } from "./random.ts";

/** One-way delays between nodes. */
export interface DelayModel {
  readonly name: string;
  /** Milliseconds without jitter, equal for equal arguments. `from` and `to`: the nodes' numbers. */
  baseMs(from: number, to: number): number;
  /** The share by which a packet's delay varies around the base, uniformly. */
  readonly jitter: number;
}

/** The same mean for all pairs. A packet takes between 0.5 and 1.5 times the mean. */
export function uniformDelays(meanMs: number): DelayModel {
  return { name: "uniform", baseMs: () => meanMs, jitter: 0.5 };
}

/**
 * The synthetic Internet: nodes in clusters on a plane, each behind its own access link (the "height" of Dabek
 * et al., "Vivaldi", SIGCOMM 2004). The plane and a cluster have these sizes.
 */
const CLUSTERS = 60;
const PLANE_MS = 200;
const CLUSTER_MS = 4;
const ACCESS_MEDIAN_MS = 2;
/** The size of the k-th cluster is proportional to k to the power of minus this. */
const ZIPF = 1.3;
const LAYOUT_SEED = 1;
/** Initial capacity of the array of coordinates: three numbers for each node. */
const PLACES_MIN = 3 * 1_024;
const ACCESS_SIGMA = 0.8;
/** The share of pairs with a detour. They violate the triangle inequality, as 5.8 % of PlanetLab's triples do. */
const DETOURS = 0.04;

/**
 * Fitted to the one-way delays between hosts measured by CAIDA that OverSim uses: 10th, 50th and 90th
 * percentile 15.5, 69.8 and 156.8 ms, mean 78.7 ms. This model has 14, 74, 145 and 80 ms, and 6 % of its
 * triples violate the triangle inequality.
 */
export function syntheticDelays(random: Random): DelayModel {
  // All runs share the same clusters; the run's seed decides where its nodes are.
  const layout = seededRandom(LAYOUT_SEED);
  const centres = Array.from({ length: CLUSTERS }, () => [
    layout.next() * PLANE_MS,
    layout.next() * PLANE_MS,
  ]);
  // Sizes of clusters differ widely.
  const weights = centres.map((_, k) => (k + 1) ** -ZIPF);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const salt = Math.floor(random.next() * 2 ** 32);
  /** For each node placed so far: x and y on the plane, and the delay of its access link, in milliseconds. */
  let places = new Float64Array(PLACES_MIN);
  let placed = 0;
  const place = (node: number): number => {
    while (placed <= node) {
      let rest = random.next() * total;
      let cluster = 0;
      while (cluster < CLUSTERS - 1 && rest >= weights[cluster]) rest -= weights[cluster++];
      const [x, y] = centres[cluster];
      const at = 3 * placed++;
      if (at + 3 > places.length) {
        const more = new Float64Array(2 * places.length);
        more.set(places);
        places = more;
      }
      places[at] = x + CLUSTER_MS * normal(random);
      places[at + 1] = y + CLUSTER_MS * normal(random);
      places[at + 2] = ACCESS_MEDIAN_MS * Math.exp(ACCESS_SIGMA * normal(random));
    }
    return 3 * node;
  };
  return {
    name: "synthetic",
    jitter: 0.1,
    baseMs: (from, to) => {
      const a = place(from);
      const b = place(to);
      const x = places[a] - places[b];
      const y = places[a + 1] - places[b + 1];
      const direct = Math.sqrt(x * x + y * y);
      const draw = pairDraw(from, to, salt);
      const detour = draw < DETOURS ? 1.5 + draw / DETOURS : 1;
      return direct * detour + places[a + 2] + places[b + 2];
    },
  };
}

/** One-way delay between two nodes at the same site of a matrix, and the median of access links, in milliseconds. */
const SITE_MS = 0.3;
const SITE_ACCESS_MS = 5;

/**
 * Round trips between n sites from a file: n × n unsigned 16-bit integers, little-endian, row by row, in tenths
 * of a millisecond. Nodes are placed at random sites, behind access links. Throws INVALID_ARGUMENT for a file
 * that is not such a matrix.
 */
export function matrixDelays(file: string, random: Random): DelayModel {
  const bytes = readMatrix(file);
  const sites = Math.sqrt(bytes.length / 2);
  if (!Number.isInteger(sites) || sites < 2)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} is not a matrix of round trips: ${bytes.length} bytes are not n × n numbers of two bytes`,
    );
  const nodes: { readonly site: number; readonly accessMs: number }[] = [];
  const place = (node: number) => {
    while (nodes.length <= node) {
      const site = Math.floor(random.next() * sites);
      nodes.push({ site, accessMs: SITE_ACCESS_MS * Math.exp(ACCESS_SIGMA * normal(random)) });
    }
    return nodes[node];
  };
  return {
    name: "matrix",
    jitter: 0.1,
    baseMs: (from, to) => {
      const [a, b] = [place(from), place(to)];
      const siteMs = a.site === b.site ? SITE_MS : bytes.readUInt16LE(2 * (a.site * sites + b.site)) / 20;
      return siteMs + a.accessMs + b.accessMs;
    },
  };
}

function readMatrix(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProstError("INVALID_ARGUMENT", `the delays in ${file} cannot be read: ${why}`);
  }
}

/** A draw from the standard normal distribution, after Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Uniform in [0, 1), the same for both directions. */
function pairDraw(a: number, b: number, salt: number): number {
  return hashedDraw(Math.min(a, b), Math.max(a, b), salt);
}

/** Uniform in [0, 1), equal for equal arguments. */
export function hashedDraw(a: number, b: number, salt: number): number {
  let x = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ salt) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39) >>> 0;
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
