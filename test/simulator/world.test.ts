/** Overlays under churn and a workload: what the simulator says of them. */
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

  test("give the same trace again, bit by bit", () => {
    expect(world({ seed }).trace.hex).toBe(it.trace.hex);
    expect(world({ seed: seed + 100 }).trace.hex).not.toBe(it.trace.hex);
  });

  test("deliver all but a few lookups, none at another node than the root, none twice", () => {
    const { sent, delivered, incorrect, lost, twice } = it.lookups;
    expect(sent).toBeGreaterThan(1_000);
    expect(delivered / sent).toBeGreaterThan(0.99);
    expect({ incorrect, twice }).toEqual({ incorrect: 0, twice: 0 });
    expect(lost / sent).toBeLessThan(0.005);
  });

  test("come and go as often as their sessions say", () => {
    expect(it.gone).toBeGreaterThan(10);
    expect(it.gone).toBeLessThan(60);
    expect(it.lookups.joinMs.length).toBeGreaterThan(5);
  });
});

test("a warm start has the leaf sets that the ring has, and tables that lead to any node", () => {
  const it = world({ churn: noChurn(500), keys: "nodes" }, 1);
  expect(it.leafSetErrors()).toEqual({ missing: 0, wrong: 0 });
  expect(it.lookups.sent).toBeGreaterThan(1_000);
  expect(it.lookups).toMatchObject({ incorrect: 0, lost: 0 });
});

test("nodes that join one after another come to the same leaf sets", () => {
  const it = world({ churn: noChurn(100), start: { joinsPerS: 2 } }, 6);
  expect(it.ring.size).toBe(100);
  expect(it.leafSetErrors()).toEqual({ missing: 0, wrong: 0 });
});

test("nodes that join while others have just died ask few more than their leaf sets", () => {
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
