import { expect, test } from "vitest";
import type { Overlay } from "../../../runtime/overlay/api.ts";
import { VirtualClock } from "../../../runtime/simulator/virtual-clock.ts";
import { NetworkSize } from "../../../runtime/storage/repair/network-size.ts";

const MINUTE_MS = 60_000;

/** The estimate of a node with as many neighbours as `see` last said. */
function start() {
  const clock = new VirtualClock();
  let others = 0;
  const overlay = { neighborSet: () => Array.from({ length: others }) } as unknown as Overlay;
  const size = new NetworkSize(overlay, clock);
  const see = (count: number) => {
    others = count;
    size.update();
  };
  const pass = (ms: number) => clock.advanceTo(clock.now() + ms);
  return { size, see, pass };
}

test("a joining node is counted at once", () => {
  const { size, see } = start();
  expect(size.nodes).toBe(1);
  see(7);
  expect(size.nodes).toBe(8);
});

test("a node that loses its neighbours one by one does not count itself as the whole overlay", () => {
  const { size, see, pass } = start();
  see(7);
  pass(10 * MINUTE_MS);
  for (let others = 6; others >= 0; others--) {
    see(others);
    pass(MINUTE_MS / 2);
  }
  pass(5 * MINUTE_MS);
  expect(size.nodes).toBe(8);
});

test("nodes that leave while most stay are not counted any more after a minute without further losses", () => {
  const { size, see, pass } = start();
  see(4);
  for (const others of [3, 2, 1]) {
    see(others);
    pass(MINUTE_MS / 2);
    expect(size.nodes).toBeGreaterThan(others + 1);
    pass(MINUTE_MS);
    expect(size.nodes).toBe(others + 1);
  }
});

test("after ten minutes even a single remaining node counts itself as the whole overlay", () => {
  const { size, see, pass } = start();
  see(1);
  see(0);
  pass(9 * MINUTE_MS);
  expect(size.nodes).toBe(2);
  pass(2 * MINUTE_MS);
  expect(size.nodes).toBe(1);
});
