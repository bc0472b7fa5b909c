/**
 * Each wall alone. With one wall left out, cases that a wall still standing must hold end as safely as with all of them. The others are
 * made all the same, with whatever outcome: node and neighbours are to be as well afterwards as before.
 */
import { describe, expect, test } from "vitest";
import type { AttackCase, Wall } from "../../runtime/attack/arena.ts";
import { groupOf } from "../../runtime/attack/cases.ts";
import { LocalArena } from "../../runtime/attack/local-arena.ts";
import {
  bulkFillLoop,
  compileBomb,
  deepRecursion,
  deepRecursionOfLargeFrames,
  endlessLoopInDeliver,
  endlessStart,
  hugeTable,
  memoryGrowLoop,
} from "../../runtime/attack/modules.ts";
import { runCase } from "../../runtime/attack/run.ts";
import { ALL_CASES, arenaForTests, isComplete, LONG_MS } from "./support.ts";

const ON_ARENAS = ALL_CASES.filter(({ isLocal }) => isLocal !== true);
/** Of each group, where only a short run is asked for. */
const SHORT_EACH = 2;
const chosen = (cases: readonly AttackCase[]) =>
  isComplete
    ? cases
    : [
        ...Map.groupBy(
          cases.filter(({ isLong }) => isLong !== true),
          groupOf,
        ).values(),
      ].flatMap((group) => group.slice(0, SHORT_EACH));
const isHeldBy = (walls: readonly Wall[]) => (one: AttackCase) =>
  one.heldBy?.some((wall) => walls.includes(wall)) === true;

describe.each([
  { without: 1, walls: [2, 3] },
  { without: 2, walls: [1, 3] },
] as const)("without wall $without", ({ walls }) => {
  const isHeld = isHeldBy(walls);
  const cases = chosen(ON_ARENAS.filter((one) => isComplete || isHeld(one)));
  const arena = arenaForTests(walls);
  for (const one of cases) {
    const isAsserted = isHeld(one);
    const name = `${one.id} ${isAsserted ? "" : "harms nobody else: "}${one.title}`;
    test(name, { timeout: LONG_MS }, async () => {
      expect((await runCase(one, arena(), { onlyAround: !isAsserted })).unsafe).toBe(null);
    });
  }
});

describe("the first wall alone, in this process", () => {
  const cases = chosen(ON_ARENAS.filter(isHeldBy([1])));
  const arena = arenaForTests([1]);
  for (const one of cases) {
    test(`${one.id} ${one.title}`, { timeout: LONG_MS }, async () => {
      expect((await runCase(one, arena())).unsafe).toBe(null);
    });
  }
});

test("without wall 2 the cell runs the glue in its own realm", async () => {
  const bare = await LocalArena.open({ walls: [1, 3] });
  const commands = await bare.cellCommands();
  await bare.close();
  expect(commands.filter((command) => command.includes("bare-cell.ts"))).toHaveLength(1);
});

describe("with the first wall left out, and modules that nothing else refuses", () => {
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
    ["memory that grows for ever", memoryGrowLoop],
    ["recursion without end", deepRecursion],
    ["recursion of large frames", deepRecursionOfLargeFrames],
    ["fills without end", bulkFillLoop],
    // Ends with the node's patience for starting a service, which is longer.
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
