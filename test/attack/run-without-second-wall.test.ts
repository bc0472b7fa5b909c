/**
 * Without the second wall: the glue runs in the cell's own realm. And the first wall alone: the service runs
 * in this process.
 */
import { describe, expect, test } from "vitest";
import { LocalArena } from "../../runtime/attack/arenas/local-arena.ts";
import { runCase } from "../../runtime/attack/run.ts";
import { arenaForTests, casesStoppedBy, LONG_MS, testWithoutWall } from "./support.ts";

testWithoutWall(2, [1, 3]);

describe("the first wall alone, in this process", () => {
  const arena = arenaForTests([1]);
  for (const one of casesStoppedBy([1])) {
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
