import { expect, test } from "vitest";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";

test("of several cells one starts in each tick of the event loop, and none that was closed meanwhile", async () => {
  let started = 0;
  const launch = () => {
    started++;
    return { command: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"] };
  };
  const cells = Array.from({ length: 4 }, (_, n) => new CellHost({ name: `cell ${n}`, launch }));
  for (const cell of cells) {
    cell.warm();
    cell.warm();
  }
  const seen: number[] = [];
  await cells[1].close();
  for (let tick = 0; tick < 6; tick++) {
    seen.push(started);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(seen[0]).toBe(1);
  for (let tick = 1; tick < seen.length; tick++) expect(seen[tick] - seen[tick - 1]).toBeLessThanOrEqual(1);
  expect(started).toBe(3);
  await Promise.all(cells.map((cell) => cell.close()));
});
