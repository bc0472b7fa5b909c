import { expect, test } from "vitest";
import { WakeQueue } from "../../runtime/services/wake-queue.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

/** A queue on its own clock; each piece of work takes the given time. */
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

test("after a pause services wake at once", () => {
  const { done, wake } = queueOf();
  for (let i = 0; i < 50; i++) void wake("a", 1);
  expect(done).toHaveLength(50);
});

test("expensive wakes get a quarter of the time", () => {
  const { done, wake, run } = queueOf();
  for (let i = 0; i < 100; i++) void wake("a", 50);
  run(4_000);
  // 100 ms of burst and a quarter of 1,000 ms, at 50 ms each.
  expect(done.length).toBeGreaterThanOrEqual(21);
  expect(done.length).toBeLessThanOrEqual(24);
});

test("a publisher with many services to wake does not delay those of another", () => {
  const { done, wake, run } = queueOf();
  for (let i = 0; i < 100; i++) void wake("many", 50);
  void wake("one", 1);
  run(500);
  expect(done.findIndex((entry) => entry.startsWith("one"))).toBeLessThanOrEqual(4);
});

test("services of one publisher wake in order, and a closed queue drops the rest", async () => {
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
