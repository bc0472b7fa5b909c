/** Overlays under churn and a workload of lookups. */
import { describe, expect, test } from "vitest";
import { MINUTE_MS, noChurn, poissonChurn } from "../../runtime/simulator/churn.ts";
import { syntheticDelays } from "../../runtime/simulator/delays.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { World, type WorldOptions } from "../../runtime/simulator/world.ts";

function world(options: Partial<WorldOptions> = {}, minutes = 3): World {
  const made = new World({
    seed: 7,
    churn: poissonChurn(200, 30 * MINUTE_MS),
    delays: syntheticDelays(seededRandom(7)),
    lookupsPerNodeS: 0.05,
    ...options,
  });
  made.run(minutes * MINUTE_MS);
  made.finish();
  return made;
}

describe.each([7, 8])("200 nodes with sessions of half an hour (seed %i)", (seed) => {
  const it = world({ seed });

  test("give the same trace in a second run, bit by bit", () => {
    expect(world({ seed }).trace.hex).toBe(it.trace.hex);
    expect(world({ seed: seed + 100 }).trace.hex).not.toBe(it.trace.hex);
  });

  test("deliver nearly all lookups, at the root and once", () => {
    const { sent, delivered, incorrect, lost, deliveredTwice } = it.lookups;
    expect(sent).toBeGreaterThan(1_000);
    expect(delivered / sent).toBeGreaterThan(0.99);
    expect({ incorrect, deliveredTwice }).toEqual({ incorrect: 0, deliveredTwice: 0 });
    expect(lost / sent).toBeLessThan(0.005);
  });

  test("join and end at the rate of the churn model", () => {
    expect(it.gone).toBeGreaterThan(10);
    expect(it.gone).toBeLessThan(60);
    expect(it.lookups.joinMs.length).toBeGreaterThan(5);
  });
});

test("after a warm start leaf sets are right, and every lookup reaches its root", () => {
  const it = world({ churn: noChurn(500), keys: "nodes" }, 1);
  expect(it.leafSetErrors()).toEqual({ missing: 0, wrong: 0 });
  expect(it.lookups.sent).toBeGreaterThan(1_000);
  expect(it.lookups).toMatchObject({ incorrect: 0, lost: 0 });
});

test("nodes that join one after another get the right leaf sets", () => {
  const it = world({ churn: noChurn(100), start: { joinsPerS: 2 } }, 6);
  expect(it.ring.size).toBe(100);
  expect(it.leafSetErrors()).toEqual({ missing: 0, wrong: 0 });
});

test("nodes that join just after others have died send few leaf set requests", () => {
  const it = world({ churn: noChurn(400), lookupsPerNodeS: 0 }, 0.5);
  it.lookups.begin();
  const asked = () => it.lookups.upkeep.get("leafSetRequest")?.packets ?? 0;
  const before = asked();
  const joining = 20;
  for (const node of [...it.nodes.values()].slice(0, 20)) it.crash(node);
  for (let i = 0; i < joining; i++) it.join(Number.POSITIVE_INFINITY);
  it.run(MINUTE_MS);
  expect(it.ring.size).toBe(400);
  expect((asked() - before) / joining).toBeLessThan(400);
});
