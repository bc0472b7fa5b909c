import { expect, test } from "vitest";
import { Quarantine } from "../../../runtime/sandbox/cell/quarantine.ts";

const MINUTE_MS = 60_000;

function quarantine() {
  const clock = { nowMs: 1_000 };
  return { clock, codes: new Quarantine(() => clock.nowMs) };
}

test("code is quarantined after three deaths within ten minutes of each other, and not after two", () => {
  const { clock, codes } = quarantine();
  for (let death = 0; death < 2; death++) codes.died("a");
  clock.nowMs += 11 * MINUTE_MS;
  for (let death = 0; death < 2; death++) codes.died("a");
  expect(codes.stateOf("a")).toBe(null);
  codes.died("a");
  expect(codes.stateOf("a")).toEqual({ deaths: 3, leftMs: 10 * MINUTE_MS });
  expect(codes.stateOf("b")).toBe(null);
});

test("each further death doubles the quarantine, up to a day; time without a death resets it", () => {
  const { clock, codes } = quarantine();
  for (let death = 0; death < 3; death++) codes.died("a");
  const minutes: number[] = [];
  for (let again = 0; again < 10; again++) {
    clock.nowMs += codes.stateOf("a")?.leftMs ?? 0;
    expect(codes.stateOf("a")).toBe(null);
    codes.died("a");
    minutes.push((codes.stateOf("a")?.leftMs ?? 0) / MINUTE_MS);
  }
  expect(minutes).toEqual([20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440, 1_440]);
  clock.nowMs += (1_440 + 11) * MINUTE_MS;
  codes.died("a");
  expect(codes.stateOf("a")).toBe(null);
});

test("the number of codes is bounded: the oldest is forgotten", () => {
  const { codes } = quarantine();
  for (let death = 0; death < 3; death++) codes.died("first");
  for (let i = 0; i < 4_096; i++) codes.died(`code ${i}`);
  expect(codes.stateOf("first")).toBe(null);
});
