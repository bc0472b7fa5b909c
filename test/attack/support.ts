/** Runs a group of attack cases as tests. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AttackCase, Wall } from "../../runtime/attack/arenas/arena.ts";
import { LocalArena } from "../../runtime/attack/arenas/local-arena.ts";
import { groupOf, loadCases } from "../../runtime/attack/cases.ts";
import type { Group } from "../../runtime/attack/catalogue.ts";
import { runCase } from "../../runtime/attack/run.ts";

/** Set by `npm run test:hostile`: long cases run too. */
export const isComplete = process.env.PROST_HOSTILE === "all";
export const LONG_MS = 600_000;
export const ALL_CASES = await loadCases();

/** Runs all cases of the group against cells with all walls. Each must leave node and neighbours unharmed. */
export function testGroup(group: Group): void {
  const cases = ALL_CASES.filter((one) => groupOf(one) === group);
  if (cases.length === 0) {
    test.skip(`no case of ${group} yet`, () => {});
    return;
  }
  const arena = arenaForTests();
  for (const one of cases) {
    const isLeftOut = one.isLong === true && !isComplete;
    test.skipIf(isLeftOut)(`${one.id} ${one.title}`, { timeout: LONG_MS }, async () => {
      expect((await runCase(one, arena())).unsafe).toBe(null);
    });
  }
}

const ON_ARENAS = ALL_CASES.filter(({ isLocal }) => isLocal !== true);
/** Number of cases of each group in a short run. */
const SHORT_EACH = 2;

const isStoppedBy = (walls: readonly Wall[]) => (one: AttackCase) =>
  one.stoppedBy?.some((wall) => walls.includes(wall)) === true;

/** Cases that one of the walls must stop alone. A short run takes some of each group. */
export function casesStoppedBy(walls: readonly Wall[]): readonly AttackCase[] {
  return chosen(ON_ARENAS.filter(isStoppedBy(walls)));
}

/**
 * Runs cases with one wall left out. Cases that a wall still standing must stop end as safely as with all
 * walls. The others run with any outcome, but must leave node and neighbours unharmed.
 */
export function testWithoutWall(wall: Wall, walls: readonly Wall[]): void {
  describe(`without wall ${wall}`, () => {
    const isHeld = isStoppedBy(walls);
    const cases = isComplete ? ON_ARENAS : casesStoppedBy(walls);
    const arena = arenaForTests(walls);
    for (const one of cases) {
      const isAsserted = isHeld(one);
      const name = `${one.id} ${isAsserted ? "" : "harms no neighbour: "}${one.title}`;
      test(name, { timeout: LONG_MS }, async () => {
        expect((await runCase(one, arena(), { onlySurroundings: !isAsserted })).unsafe).toBe(null);
      });
    }
  });
}

function chosen(cases: readonly AttackCase[]): readonly AttackCase[] {
  if (isComplete) return cases;
  const short = cases.filter(({ isLong }) => isLong !== true);
  return [...Map.groupBy(short, groupOf).values()].flatMap((group) => group.slice(0, SHORT_EACH));
}

/** An arena that is open during the tests of a file. */
export function arenaForTests(walls?: readonly Wall[]): () => LocalArena {
  let arena: LocalArena;
  beforeAll(async () => {
    arena = await LocalArena.open(walls === undefined ? {} : { walls });
  });
  afterAll(() => arena?.close());
  return () => arena;
}
