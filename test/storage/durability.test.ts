import { expect, test } from "vitest";
import { meanTimeToLossH } from "../../bench/durability/expectation.ts";
import { liveOn } from "../../bench/durability/model.ts";
import { runOverlay } from "../../bench/durability/overlay-run.ts";
import { HOUR_MS } from "../../runtime/simulator/churn.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

test("one copy lasts as long as its holder, two last half as long again, and longer the faster the repair is", () => {
  const never = 1e9;
  const of = (copies: number, urgentH: number) =>
    meanTimeToLossH({ copies, sessionH: 1, patientH: never, urgentH });
  expect(of(1, never)).toBeCloseTo(1);
  expect(of(2, never)).toBeCloseTo(1.5);
  // By hand: two copies last 1/2 h until one is lost. One copy lasts 1 h, and each repair from one to two
  // adds 1/2 h.
  expect(of(2, 1)).toBeCloseTo(2);
  expect(of(2, 0.01)).toBeCloseTo(51.5);
});

test("with exponential times the simulated records last as long as the closed form says", () => {
  const random = seededRandom(7);
  const urgentMs = Array.from({ length: 4_000 }, () => -120_000 * Math.log(1 - random.next()));
  const lives = 1_500;
  let totalH = 0;
  for (let i = 0; i < lives; i++) {
    const { lostMs } = liveOn(Number.MAX_SAFE_INTEGER, {
      copies: 2,
      sessionMs: HOUR_MS,
      graceMs: 600_000,
      measured: { urgentMs, beyondGraceMs: [0] },
      random,
    });
    totalH += (lostMs ?? Number.NaN) / HOUR_MS;
  }
  const meanUrgentH = urgentMs.reduce((sum, ms) => sum + ms, 0) / urgentMs.length / HOUR_MS;
  // In the model a joining node also replaces a missing holder, at a rate of one for each copy and
  // session time.
  const urgentH = 1 / (1 / meanUrgentH + 2);
  const expected = meanTimeToLossH({ copies: 2, sessionH: 1, patientH: 1, urgentH });
  // The standard deviation of the mean of n exponential times is 1/√n of the mean: 2.6 %.
  expect(totalH / lives / expected).toBeGreaterThan(0.9);
  expect(totalH / lives / expected).toBeLessThan(1.1);
});

test("on the real overlay, copies are repaired before further permanent failures destroy the rest", async () => {
  const [four] = await runOverlay({
    nodes: 16,
    hours: 0.25,
    sessionMs: HOUR_MS,
    records: 20,
    seed: 3,
    progress: () => {},
  });
  expect(four.lost).toBe(0);
  const hours = four.levelH.reduce((sum, one) => sum + one, 0);
  expect(hours).toBeCloseTo(5, 1);
  expect(four.levelH[4] / hours).toBeGreaterThan(0.6);
  expect(four.levelH[3]).toBeGreaterThan(0);
});
