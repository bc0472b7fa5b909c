import { expect, test } from "vitest";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

test("timers run in the order of their times, then of their creation, for delays from zero to hours", () => {
  const clock = new VirtualClock();
  const random = seededRandom(1);
  const ran: (readonly [atMs: number, made: number])[] = [];
  const expected: (readonly [atMs: number, made: number])[] = [];
  let made = 0;
  const plan = (delayMs: number) => {
    const due = [clock.now() + delayMs, made++] as const;
    expected.push(due);
    clock.after(delayMs, () => {
      expect(clock.now()).toBe(due[0]);
      ran.push(due);
      // Half of the timers set another one, some of them without delay.
      if (made < 4_000 && random.next() < 0.5)
        plan(random.next() < 0.2 ? 0 : Math.floor(random.next() * 90_000));
    });
  };
  for (let i = 0; i < 2_000; i++) plan(Math.floor(random.next() ** 4 * 10_000_000) / 4);
  for (let untilMs = 0; clock.pending > 0; untilMs += 7_001) {
    while (clock.step(untilMs));
    clock.advanceTo(untilMs);
  }
  expect(ran).toHaveLength(expected.length);
  expect(ran).toEqual([...expected].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
});

test("a timer does not run if it is cancelled or its owner has ended", () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  const owner = { hasEnded: false };
  const cancel = clock.after(50, () => ran.push("cancelled"));
  clock.after(100_000, () => ran.push("ended"), owner);
  clock.after(60, () => ran.push("runs"));
  cancel();
  owner.hasEnded = true;
  while (clock.step(200_000));
  expect(ran).toEqual(["runs"]);
  expect(clock.pending).toBe(0);
});
