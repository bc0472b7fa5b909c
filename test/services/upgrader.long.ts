/** A thousand upgrades under traffic, while one packet in fifty is lost. */
import { expect, test } from "vitest";
import { inMemory, inStore } from "./upgrade-modules.ts";
import { countsIn, underTraffic } from "./upgrade-traffic.ts";

const UPGRADES = 1_000;
const SEED = 400;

test("a store keeps each of 12,010 messages once, over a thousand upgrades", async () => {
  const { answers, sent } = await underTraffic(SEED, inStore, { upgrades: UPGRADES, lossRate: 0.02 });
  expect(answers.map((payload) => payload[0])).toEqual(Array(sent).fill(1));
});

test("a memory passed on in snapshots counts each of 12,010 messages once, over a thousand upgrades", async () => {
  const { answers, sent } = await underTraffic(SEED + 1, inMemory, { upgrades: UPGRADES, lossRate: 0.02 });
  expect(Math.max(...countsIn(answers))).toBe(sent);
});
