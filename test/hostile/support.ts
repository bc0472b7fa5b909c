/** Runs a group of attack cases as tests. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Wall } from "../../runtime/attack/arena.ts";
import { groupOf, loadCases } from "../../runtime/attack/cases.ts";
import type { Group } from "../../runtime/attack/catalogue.ts";
import { LocalArena } from "../../runtime/attack/local-arena.ts";
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

/** Open for the tests of a file. */
export function arenaForTests(walls?: readonly Wall[]): () => LocalArena {
  let arena: LocalArena;
  beforeAll(async () => {
    arena = await LocalArena.open(walls === undefined ? {} : { walls });
  });
  afterAll(() => arena?.close());
  return () => arena;
}
