/**
 * Without the first wall: modules reach V8 neither gated nor rewritten. Without the second:
 * run-without-second-wall.test.ts.
 */
import { describe, expect, test } from "vitest";
import type { AttackCase } from "../../runtime/attack/arenas/arena.ts";
import {
  bulkFillLoop,
  compileBomb,
  deepRecursion,
  deepRecursionOfLargeFrames,
  endlessLoopInDeliver,
  endlessStart,
  hugeTable,
  memoryGrowLoop,
} from "../../runtime/attack/kit/modules.ts";
import { runCase } from "../../runtime/attack/run.ts";
import { arenaForTests, isComplete, LONG_MS, testWithoutWall } from "./support.ts";

testWithoutWall(1, [2, 3]);

describe("with the first wall left out, and modules that only the gate refuses", () => {
  const ungated = arenaForTests([2, 3]);

  test("no gate refuses, and only the watchdog ends a loop", async () => {
    const bomb = await ungated().offer(hugeTable());
    expect(bomb.ok || bomb.by !== "gate").toBe(true);
    const endless = await ungated().offer(endlessLoopInDeliver());
    if (!endless.ok) throw new Error(endless.detail);
    expect(await endless.trial.send()).toMatchObject({ ok: false, fault: "lost" });
    await ungated().settle();
  });

  test.each([
    ["a table of a million entries", hugeTable],
    ["a body that takes gigabytes to compile", compileBomb],
    ["memory that grows without end", memoryGrowLoop],
    ["recursion without end", deepRecursion],
    ["recursion of large frames", deepRecursionOfLargeFrames],
    ["fills without end", bulkFillLoop],
    // Ends with the node's time limit for the start of a service, which is longer.
    ...(isComplete ? ([["a start function without end", endlessStart]] as const) : []),
  ] as const)("%s: at most its own cell is harmed", { timeout: LONG_MS }, async (title, make) => {
    const bomb: AttackCase = {
      id: "RB04",
      title,
      async run(arena) {
        const offered = await arena.offer(make());
        if (offered.ok) await offered.trial.send();
      },
    };
    expect((await runCase(bomb, ungated())).unsafe).toBe(null);
  });
});
