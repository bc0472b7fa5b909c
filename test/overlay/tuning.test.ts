import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { LeafSet } from "../../runtime/overlay/leaf-set.ts";
import { OVERLAY_DEFAULTS } from "../../runtime/overlay/options.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { deadShare, estimateNodes, periodMs, rawLoss, Tuning } from "../../runtime/overlay/tuning.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const MINUTE = 60_000;
const OUTLOOK = { nodes: 10_000, heartbeatMs: 30_000, detectionMs: 9_000 };
const NO_BUDGET = { ...OVERLAY_DEFAULTS, probesPerSecond: 1_000 };
/** MSPastry's target. */
const FIVE_PERCENT = { ...NO_BUDGET, rawLossTarget: 0.05 };
const withSession = (minutes: number) => ({ ...OUTLOOK, failureRate: 1 / (minutes * MINUTE) });

test("the computed share of dead nodes agrees with a simulation", () => {
  const random = seededRandom(3);
  const [rate, period] = [1 / 10, 8];
  let dead = 0;
  const draws = 200_000;
  for (let i = 0; i < draws; i++) {
    const diesAt = -Math.log(1 - random.next()) / rate;
    if (diesAt < random.next() * period) dead++;
  }
  expect(deadShare(period, rate)).toBeCloseTo(dead / draws, 2);
});

test("the period gives the target loss, and is longer where nodes stay longer", () => {
  let before = 0;
  for (const minutes of [60, 120, 600]) {
    const period = periodMs(NO_BUDGET, withSession(minutes), 46);
    expect(rawLoss(period, withSession(minutes))).toBeCloseTo(OVERLAY_DEFAULTS.rawLossTarget, 4);
    expect(period).toBeGreaterThan(before);
    before = period;
  }
  // MSPastry's formulas give about 150 s for 10,000 nodes with sessions of one hour.
  expect(periodMs(FIVE_PERCENT, withSession(60), 46) / 1_000).toBeGreaterThan(100);
  expect(periodMs(FIVE_PERCENT, withSession(60), 46) / 1_000).toBeLessThan(200);
});

test("when the target cannot be met, or costs more than the budget, the period is the shortest allowed", () => {
  expect(periodMs(NO_BUDGET, withSession(5), 46)).toBe(OVERLAY_DEFAULTS.tunedMsMin);
  const primaries = 46;
  const period = periodMs(OVERLAY_DEFAULTS, withSession(5), primaries);
  expect((2 * primaries * 1_000) / period).toBeCloseTo(OVERLAY_DEFAULTS.probesPerSecond, 3);
});

test("the number of nodes is estimated from the density of the leaf set", () => {
  const random = seededRandom(4);
  for (const nodes of [10, 200, 5_000]) {
    const self = new Id(random.bytes(32));
    const leafSet = new LeafSet(self, 16);
    for (let i = 1; i < nodes; i++)
      leafSet.add(new Peer({ id: new Id(random.bytes(32)), address: `${i}:1` }, i));
    const estimate = estimateNodes(self, leafSet);
    expect(estimate).toBeGreaterThan(nodes / 2);
    expect(estimate).toBeLessThan(nodes * 2);
  }
});

test("the period of one other node does not change the median, those of most do, and never beyond the bounds", () => {
  const tuning = new Tuning(OVERLAY_DEFAULTS, 0);
  const alone = tuning.periodMs;
  tuning.heard(0);
  tuning.heard(alone);
  expect(tuning.periodMs).toBe(alone);
  for (let i = 0; i < 20; i++) tuning.heard(0);
  expect(tuning.periodMs).toBe(OVERLAY_DEFAULTS.tunedMsMin);
});

test("observed failures make the period shorter", () => {
  const tuning = new Tuning(OVERLAY_DEFAULTS, 0);
  tuning.adjust(60 * MINUTE, OUTLOOK, 80, 46);
  const quiet = tuning.ownMs;
  for (let minute = 60; minute < 76; minute++) tuning.failed(minute * MINUTE);
  tuning.adjust(76 * MINUTE, OUTLOOK, 80, 46);
  expect(tuning.ownMs).toBeLessThan(quiet / 2);
});
