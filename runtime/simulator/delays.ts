/** How long packets take between simulated nodes: models of the Internet, and the measured one of a file. */
import { readFileSync } from "node:fs";
import type { Random } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import { seededRandom } from "./random.ts";

/** One way, in milliseconds, without jitter. The same for equal arguments; `from` and `to` are the nodes' numbers. */
export interface DelayModel {
  readonly name: string;
  baseMs(from: number, to: number): number;
  /** The share by which a packet's delay varies around it, evenly. */
  readonly jitter: number;
}

/** Every pair is as far apart as every other; packets take between half and one and a half times as long. */
export function uniformDelays(meanMs: number): DelayModel {
  return { name: "uniform", baseMs: () => meanMs, jitter: 0.5 };
}

/** Nodes on a plane, most of them in clusters, each behind an access link of its own ("height": Dabek et al., Vivaldi, SIGCOMM 2004). */
const CLUSTERS = 60;
const PLANE_MS = 200;
const CLUSTER_MS = 4;
const ACCESS_MEDIAN_MS = 2;
/** The k-th cluster has a share of k to this power. */
const ZIPF = 1.3;
const LAYOUT_SEED = 1;
/** Numbers there is room for at first, three for each node. */
const PLACES_MIN = 3 * 1_024;
const ACCESS_SIGMA = 0.8;
/** Of the pairs, how many take a detour: they break the triangle inequality, as 5.8 % of PlanetLab's triples do. */
const DETOURS = 0.04;

/**
 * Fitted to the one-way delays between the hosts measured by CAIDA that OverSim uses: their 10th, 50th and 90th percentile are 15.5,
 * 69.8 and 156.8 ms, their mean 78.7; those of this model 14, 74, 145 and 80, and 6 % of triples break the triangle inequality.
 */
export function syntheticDelays(random: Random): DelayModel {
  // One and the same Internet for all runs; where the nodes are in it is the run's.
  const layout = seededRandom(LAYOUT_SEED);
  const centres = Array.from({ length: CLUSTERS }, () => [
    layout.next() * PLANE_MS,
    layout.next() * PLANE_MS,
  ]);
  // Clusters are of very different sizes.
  const weights = centres.map((_, k) => (k + 1) ** -ZIPF);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const salt = Math.floor(random.next() * 2 ** 32);
  /** Of each node so far: where it is on the plane, and how long its access link takes. */
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
      const chance = pairChance(from, to, salt);
      const detour = chance < DETOURS ? 1.5 + chance / DETOURS : 1;
      return direct * detour + places[a + 2] + places[b + 2];
    },
  };
}

/** Within one site, of a matrix. */
const SITE_MS = 0.3;
const SITE_ACCESS_MS = 5;

/**
 * Round trips between sites from a file: n × n unsigned 16-bit integers, little-endian, row by row, in tenths of a millisecond.
 * Nodes are put at sites by chance, behind access links. Throws INVALID_ARGUMENT for a file that is no such matrix.
 */
export function matrixDelays(file: string, random: Random): DelayModel {
  const bytes = readMatrix(file);
  const sites = Math.sqrt(bytes.length / 2);
  if (!Number.isInteger(sites) || sites < 2)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${file} is no matrix of round trips: ${bytes.length} bytes are not n × n numbers of two bytes`,
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

/** Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Uniform in [0, 1), the same for both directions. */
function pairChance(a: number, b: number, salt: number): number {
  return chanceOf(Math.min(a, b), Math.max(a, b), salt);
}

/** Uniform in [0, 1), always the same for the same three numbers. */
export function chanceOf(a: number, b: number, salt: number): number {
  let x = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ salt) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39) >>> 0;
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
