/** The baseline overlays behave as published: this makes the comparison with prost's overlay fair. */
import { expect, test } from "vitest";
import { chord } from "../../runtime/simulator/baselines/chord.ts";
import { runBaseline } from "../../runtime/simulator/baselines/compare.ts";
import { distance, kademlia } from "../../runtime/simulator/baselines/kademlia.ts";
import { MINUTE_MS, noChurn, poissonChurn } from "../../runtime/simulator/churn.ts";
import { uniformDelays } from "../../runtime/simulator/delays.ts";

const still = (nodes: number, seed = 7) => ({
  seed,
  churn: noChurn(nodes),
  delays: uniformDelays(50),
  lookupsPerNodeS: 20 / nodes,
  warmUpMinutes: 0,
  minutes: 1,
});

test.each([256, 1_024])(
  "among %i nodes, an iterative Chord lookup takes about half of log2 N requests to find the root",
  (nodes) => {
    const { hops, incorrect, lost } = runBaseline(
      chord({ style: "iterative", successors: 1 }),
      still(nodes),
    ).report;
    // Stoica et al. 2003, section V-C. The last hop is the one to the root itself.
    expect(Math.abs(hops.mean - 1 - Math.log2(nodes) / 2)).toBeLessThan(0.4);
    expect({ incorrect, lost }).toEqual({ incorrect: 0, lost: 0 });
  },
);

test("recursive and iterative Chord lookups take equally many hops, and recursive lookups take less time", () => {
  const [iterative, recursive] = (["iterative", "recursive"] as const).map(
    (style) => runBaseline(chord({ style, successors: 8 }), still(256)).report,
  );
  expect(Math.abs(iterative.hops.mean - recursive.hops.mean)).toBeLessThan(0.2);
  expect(recursive.delayMs.p50).toBeLessThan(0.75 * iterative.delayMs.p50);
});

test.each([
  ["as in the paper", { k: 20, alpha: 3, enough: 20 }],
  ["as in IPFS", { k: 20, alpha: 10, enough: 3 }],
])("Kademlia finds the closest node within three steps in 98 of 100 lookups, %s", (_, options) => {
  const { hops, incorrect, lost, lookups } = runBaseline(kademlia(options), still(512)).report;
  const within = hops.distribution.slice(0, 4).reduce((sum, share) => sum + share, 0);
  expect(within).toBeGreaterThan(0.98);
  expect(incorrect / lookups).toBeLessThan(0.005);
  expect(lost).toBe(0);
});

test("with fewer contacts per bucket, Kademlia takes more steps, but not more than log2 N", () => {
  const few = runBaseline(kademlia({ k: 2, alpha: 3, enough: 2 }), still(512)).report.hops.mean;
  const many = runBaseline(kademlia({ k: 20, alpha: 3, enough: 20 }), still(512)).report.hops.mean;
  expect(few).toBeGreaterThan(many + 0.5);
  expect(few).toBeLessThan(Math.log2(512));
});

test("a distance is the exclusive or of the whole ids, beyond 32 bits too", () => {
  expect(distance(2 ** 47 + 5, 2 ** 47)).toBe(5);
  expect(distance(2 ** 47, 3)).toBe(2 ** 47 + 3);
  expect(distance(2 ** 40 - 1, 2 ** 40)).toBe(2 ** 41 - 1);
});

test.each([
  ["Chord", chord({ style: "recursive", successors: 8 })],
  ["Kademlia", kademlia({ k: 20, alpha: 10, enough: 3 })],
])("%s delivers most lookups at the root under churn, and equal seeds give equal reports", (_, protocol) => {
  const once = () =>
    runBaseline(protocol as Parameters<typeof runBaseline>[0], {
      ...still(100),
      churn: poissonChurn(100, 30 * MINUTE_MS),
      warmUpMinutes: 2,
      minutes: 5,
      lookupsPerNodeS: 0.05,
      lossRate: 0.01,
    }).report;
  const first = once();
  expect(first.joinMs.joins).toBeGreaterThan(3);
  expect((first.lost + first.incorrect) / first.lookups).toBeLessThan(0.05);
  expect(once()).toEqual(first);
});
