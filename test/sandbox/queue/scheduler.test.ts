import fc from "fast-check";
import { expect, test } from "vitest";
import { LONG_SLICE_MS, Scheduler } from "../../../runtime/sandbox/queue/scheduler.ts";
import { VirtualClock } from "../../../runtime/simulator/virtual-clock.ts";

interface Busy {
  readonly cell: string;
  readonly sliceMs: number;
  readonly weight?: number;
}

/** The milliseconds that each service gets if all want as much as they can, with timeslices of their own length. */
async function share(services: readonly Busy[], forMs: number, longSlicesMax = 64): Promise<number[]> {
  const clock = new VirtualClock();
  const scheduler = new Scheduler({ longSlicesMax, later: queueMicrotask });
  const got = services.map(() => 0);
  services.forEach(async ({ cell, sliceMs, weight }, i) => {
    const flow = scheduler.join(cell, weight);
    for (;;) {
      const wait = flow.start();
      if (wait !== null) await wait;
      await new Promise<void>((resolve) => clock.after(sliceMs, resolve));
      got[i] += sliceMs;
      flow.end(sliceMs);
    }
  });
  while (clock.now() < forMs && clock.step(Number.POSITIVE_INFINITY)) await new Promise(setImmediate);
  return got;
}

test("services of one cell get equal times, however long their timeslices are", async () => {
  const [quick, slow] = await share(
    [
      { cell: "a", sliceMs: 1 },
      { cell: "a", sliceMs: 20 },
    ],
    1_000,
  );
  expect(Math.abs(quick - slow)).toBeLessThanOrEqual(25);
  expect(quick + slow).toBeGreaterThan(950);
});

test("services get time in proportion to their weights", async () => {
  const [light, heavy] = await share(
    [
      { cell: "a", sliceMs: 2, weight: 1 },
      { cell: "a", sliceMs: 2, weight: 3 },
    ],
    1_000,
  );
  expect(heavy / light).toBeGreaterThan(2.8);
  expect(heavy / light).toBeLessThan(3.2);
});

test("services of different cells do not wait for each other, except in long timeslices beyond the limit", async () => {
  const short = await share(
    [
      { cell: "a", sliceMs: 2 },
      { cell: "b", sliceMs: 2 },
      { cell: "c", sliceMs: 2 },
    ],
    200,
    1,
  );
  expect(Math.min(...short)).toBeGreaterThan(190);
  const mixed = await share(
    [
      { cell: "a", sliceMs: 8 * LONG_SLICE_MS },
      { cell: "b", sliceMs: 8 * LONG_SLICE_MS },
      { cell: "c", sliceMs: 1 },
    ],
    2_000,
    1,
  );
  // Once they are known to be long, the two long ones alternate; the short one has its cell alone.
  expect(mixed[0] + mixed[1]).toBeLessThan(2_200);
  expect(Math.abs(mixed[0] - mixed[1])).toBeLessThan(200);
  expect(mixed[2]).toBeGreaterThan(1_950);
});

test("a service that was idle gets no extra time for that, and does not wait longer either", async () => {
  const scheduler = new Scheduler({ longSlicesMax: 4, later: queueMicrotask });
  const [greedy, quiet] = [scheduler.join("a"), scheduler.join("a")];
  for (let i = 0; i < 100; i++) {
    expect(greedy.start()).toBeNull();
    greedy.end(3);
  }
  greedy.start();
  const order: string[] = [];
  const again = quiet.start()?.then(() => order.push("quiet"));
  greedy.end(3);
  const later = greedy.start()?.then(() => order.push("greedy"));
  await again;
  quiet.end(1);
  await later;
  greedy.end(3);
  expect(order).toEqual(["quiet", "greedy"]);
});

test("services of a cell run one at a time, and every request is served in the end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ cell: fc.constantFrom("a", "b", "c"), slices: fc.array(fc.nat(30), { maxLength: 8 }) }),
        { maxLength: 8 },
      ),
      fc.integer({ min: 1, max: 2 }),
      async (services, longSlicesMax) => {
        const clock = new VirtualClock();
        const scheduler = new Scheduler({ longSlicesMax, later: queueMicrotask });
        const running = new Set<string>();
        let done = 0;
        for (const { cell, slices } of services) {
          void (async () => {
            const flow = scheduler.join(cell);
            for (const sliceMs of slices) {
              const wait = flow.start();
              if (wait !== null) await wait;
              expect(running.has(cell)).toBe(false);
              running.add(cell);
              await new Promise<void>((resolve) => clock.after(sliceMs, resolve));
              running.delete(cell);
              flow.end(sliceMs);
              done++;
            }
          })();
        }
        while (clock.step(Number.POSITIVE_INFINITY)) await new Promise(setImmediate);
        expect(done).toBe(services.reduce((sum, { slices }) => sum + slices.length, 0));
      },
    ),
    { numRuns: 50 },
  );
});
