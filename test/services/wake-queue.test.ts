import { expect, test } from "vitest";
import { WakeQueue } from "../../runtime/services/wake-queue.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

/** A queue whose works take what they are said to, on a clock of its own. */
function queueOf() {
  const clock = new VirtualClock();
  const done: string[] = [];
  const queue = new WakeQueue(clock);
  const wake = (publisher: string, ms: number) =>
    queue.take(
      publisher,
      () => done.push(`${publisher}@${Math.round(clock.now())}`),
      () => ms,
    );
  const run = (untilMs: number) => {
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  };
  return { queue, done, wake, run };
}

test("after a quiet time wakes are done at once", () => {
  const { done, wake } = queueOf();
  for (let i = 0; i < 50; i++) void wake("a", 1);
  expect(done).toHaveLength(50);
});

test("dear wakes get a quarter of the time", () => {
  const { done, wake, run } = queueOf();
  for (let i = 0; i < 100; i++) void wake("a", 50);
  run(4_000);
  // 100 ms of burst and 1,000 ms of a quarter, by 50.
  expect(done.length).toBeGreaterThanOrEqual(21);
  expect(done.length).toBeLessThanOrEqual(24);
});

test("a publisher with many services to wake does not keep another's waiting", () => {
  const { done, wake, run } = queueOf();
  for (let i = 0; i < 100; i++) void wake("many", 50);
  void wake("one", 1);
  run(500);
  expect(done.findIndex((entry) => entry.startsWith("one"))).toBeLessThanOrEqual(4);
});

test("those of one publisher are done in their order, and none is left when the queue is closed", async () => {
  const { queue, run } = queueOf();
  const done: number[] = [];
  const all = Array.from({ length: 10 }, (_, i) =>
    queue.take(
      "a",
      () => done.push(i),
      () => 60,
    ),
  );
  run(500);
  queue.close();
  const results = await Promise.all(all);
  expect(done).toEqual(done.map((_, i) => i));
  expect(done.length).toBeGreaterThan(1);
  expect(results.filter((result) => result === null)).toHaveLength(10 - done.length);
});
