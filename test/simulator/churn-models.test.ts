/** The populations of the churn models have the moments that the models are made for. */
import { describe, expect, test } from "vitest";
import {
  type Churn,
  GNUTELLA,
  HOUR_MS,
  MINUTE_MS,
  OVERNET,
  poissonChurn,
  traceChurn,
} from "../../runtime/simulator/churn.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

/** Number of nodes at each quarter of an hour, over the given days. */
function population(churn: Churn, days: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  const quarters = new Array<number>(days * 96).fill(0);
  const stays = (fromMs: number, sessionMs: number) => {
    const first = Math.ceil(fromMs / (15 * MINUTE_MS));
    const end = Math.min(quarters.length, (fromMs + sessionMs) / (15 * MINUTE_MS));
    for (let at = first; at < end; at++) quarters[at]++;
  };
  for (let i = 0; i < churn.nodes; i++) stays(0, churn.residualMs(random));
  for (let now = 0; now < days * 24 * HOUR_MS; ) {
    now += churn.arrivalMs(now, random);
    stays(now, churn.sessionMs(random));
  }
  return quarters;
}

function sessions(churn: Churn): readonly number[] {
  const random = seededRandom(3);
  return Array.from({ length: 200_000 }, () => churn.sessionMs(random)).sort((a, b) => a - b);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  [GNUTELLA, 1_300, 2_700],
  [OVERNET, 260, 650],
] as const)("a population like the $name trace", (moments, least, most) => {
  const churn = traceChurn(moments);

  test("has the trace's mean and median session", () => {
    const all = sessions(churn);
    expect(all[all.length >> 1] / moments.sessionMedianMs).toBeCloseTo(1, 1);
    expect(mean(all) / moments.sessionMeanMs).toBeCloseTo(1, 1);
  });

  test("varies each day about as much as the trace's, and not more", () => {
    const active = population(churn, 4, 11);
    expect(Math.min(...active)).toBeGreaterThan(least * 0.9);
    expect(Math.max(...active)).toBeLessThan(most * 1.1);
    expect(Math.max(...active) / Math.min(...active)).toBeGreaterThan(1.6);
  });
});

test("a Poisson population keeps its size from the first moment", () => {
  const active = population(poissonChurn(1_000, 2 * HOUR_MS), 1, 12);
  expect(active[0]).toBeGreaterThan(950);
  expect(mean(active)).toBeGreaterThan(900);
  expect(mean(active)).toBeLessThan(1_100);
});
