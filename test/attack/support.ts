/** Runs a group of attack cases as tests. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AttackCase, Wall } from "../../runtime/attack/arenas/arena.ts";
import { LocalArena } from "../../runtime/attack/arenas/local-arena.ts";
import { groupOf, loadCases } from "../../runtime/attack/cases.ts";
import type { Group } from "../../runtime/attack/catalogue.ts";
import { runCase } from "../../runtime/attack/run.ts";

/** Set by `npm run test:hostile`: long cases too. */
export const isComplete = process.env.PROST_HOSTILE === "all";
export const LONG_MS = 600_000;
export const ALL_CASES = await loadCases();

/** All cases of the group against cells with all walls; each leaves node and neighbours as they were. */
export function proveGroup(group: Group): void {
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
/** Of each group, where only a short run is asked for. */
const SHORT_EACH = 2;

const isHeldBy = (walls: readonly Wall[]) => (one: AttackCase) =>
  one.heldBy?.some((wall) => walls.includes(wall)) === true;

/** Those that one of the walls must hold alone; in a short run some of each group. */
export function casesHeldBy(walls: readonly Wall[]): readonly AttackCase[] {
  return chosen(ON_ARENAS.filter(isHeldBy(walls)));
}

/**
 * One wall is left out. Cases that a wall still standing must hold end as safely as with all of them. The others are made all the same, with
 * whatever outcome: node and neighbours are to be as well afterwards as before.
 */
export function proveWithout(wall: Wall, walls: readonly Wall[]): void {
  describe(`without wall ${wall}`, () => {
    const isHeld = isHeldBy(walls);
    const cases = isComplete ? ON_ARENAS : casesHeldBy(walls);
    const arena = arenaForTests(walls);
    for (const one of cases) {
      const isAsserted = isHeld(one);
      const name = `${one.id} ${isAsserted ? "" : "harms nobody else: "}${one.title}`;
      test(name, { timeout: LONG_MS }, async () => {
        expect((await runCase(one, arena(), { onlyAround: !isAsserted })).unsafe).toBe(null);
      });
    }
  });
}

function chosen(cases: readonly AttackCase[]): readonly AttackCase[] {
  if (isComplete) return cases;
  const short = cases.filter(({ isLong }) => isLong !== true);
  return [...Map.groupBy(short, groupOf).values()].flatMap((group) => group.slice(0, SHORT_EACH));
}

/** Open for the tests of a file. */
export function arenaForTests(walls?: readonly Wall[]): () => LocalArena {
  let arena: LocalArena;
  beforeAll(async () => {
    arena = await LocalArena.open(walls === undefined ? {} : { walls });
  });
  afterAll(() => arena?.close());
  return () => arena;
}
