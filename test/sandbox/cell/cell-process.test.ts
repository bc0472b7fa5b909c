/** The process of a cell, as it is spawned for this machine. */
import { expect, test } from "vitest";
import { CellProcess } from "../../../runtime/sandbox/cell/cell-process.ts";
import { cellLaunch } from "../../../runtime/sandbox/cell/jail.ts";

const KILLS = 60;
const AT_A_TIME = 4;

test("a process that is killed at any moment of its start ends, and reports the first reason", async () => {
  const reasons: string[] = [];
  const killAfter = async (delayMs: number) => {
    const events = {
      onStarted: () => {},
      onFrame: () => {},
      onEnded: (end: { reason: string }) => reasons.push(end.reason),
    };
    const process = new CellProcess(cellLaunch(), events);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    process.kill("first");
    process.kill("second");
    await process.ended;
  };
  // From the spawn to the first code of the cell, in steps of half a millisecond.
  for (let n = 0; n < KILLS; n += AT_A_TIME)
    await Promise.all(Array.from({ length: AT_A_TIME }, (_, i) => killAfter((n + i) / 2)));
  expect(reasons).toEqual(Array(KILLS).fill("first"));
});
