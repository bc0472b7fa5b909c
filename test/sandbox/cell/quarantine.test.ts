import { expect, test } from "vitest";
import { Quarantine } from "../../../runtime/sandbox/cell/quarantine.ts";

const MINUTE_MS = 60_000;

function quarantine() {
  const clock = { nowMs: 1_000 };
  return { clock, held: new Quarantine(() => clock.nowMs) };
}

test("code is quarantined after three deaths within ten minutes of each other, and not after two", () => {
  const { clock, held } = quarantine();
  for (let death = 0; death < 2; death++) held.died("a");
  clock.nowMs += 11 * MINUTE_MS;
  for (let death = 0; death < 2; death++) held.died("a");
  expect(held.stateOf("a")).toBe(null);
  held.died("a");
  expect(held.stateOf("a")).toEqual({ deaths: 3, leftMs: 10 * MINUTE_MS });
  expect(held.stateOf("b")).toBe(null);
});

test("each further death doubles the quarantine, up to a day; time without a death resets it", () => {
  const { clock, held } = quarantine();
  for (let death = 0; death < 3; death++) held.died("a");
  const holds: number[] = [];
  for (let again = 0; again < 10; again++) {
    clock.nowMs += held.stateOf("a")?.leftMs ?? 0;
    expect(held.stateOf("a")).toBe(null);
    held.died("a");
    holds.push((held.stateOf("a")?.leftMs ?? 0) / MINUTE_MS);
  }
  expect(holds).toEqual([20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440, 1_440]);
  clock.nowMs += (1_440 + 11) * MINUTE_MS;
  held.died("a");
  expect(held.stateOf("a")).toBe(null);
});

test("the number of codes is bounded: the oldest is forgotten", () => {
  const { held } = quarantine();
  for (let death = 0; death < 3; death++) held.died("first");
  for (let i = 0; i < 4_096; i++) held.died(`code ${i}`);
  expect(held.stateOf("first")).toBe(null);
});
