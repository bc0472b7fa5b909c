import fc from "fast-check";
import { expect, test } from "vitest";
import type { Effect, Purse } from "../../runtime/sandbox/contract.ts";
import { costOf, isPaid, pay, payOnward } from "../../runtime/services/credit.ts";

const NOTHING = new Uint8Array(0);
const KEY = new Uint8Array(32);
const EFFECTS: readonly Effect[] = [
  { kind: "route", key: KEY, hint: null, payload: NOTHING },
  { kind: "send", node: KEY, payload: NOTHING },
  { kind: "request", token: 1n, key: KEY, timeoutMs: 1, payload: NOTHING },
  { kind: "storageGet", token: 1n, key: KEY, field: NOTHING },
  { kind: "respond", token: 1n, payload: NOTHING },
  { kind: "timerSet", token: 1n, delayMs: 1 },
];
const anyEffects = fc.array(fc.constantFrom(...EFFECTS), { minLength: 1, maxLength: 6 });

test("whatever services do, no more messages follow from one than it had credit", () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      // What successive events ask for, over and over.
      fc.array(fc.record({ effects: anyEffects, isForward: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      (credit, behaviour) => {
        const purses: Purse[] = [{ left: credit, isRefusal: false, isOwn: false }];
        let sent = 0;
        // Each event costs something or leaves its purse as it is: more than so many do nothing new.
        for (let event = 0; event < 5_000 && purses.length > 0; event++) {
          const { effects, isForward } = behaviour[event % behaviour.length];
          const purse = purses.shift() as Purse;
          const cost = costOf(effects);
          if (cost.acts === 0) continue;
          const { acts, each } = pay(purse, cost, isForward);
          sent += acts;
          expect(purse.left).toBeGreaterThanOrEqual(0);
          const messages = effects.filter(isPaid).slice(0, acts);
          for (const { kind } of messages) {
            if (kind === "storageGet" || kind === "request") purses.push(purse);
            if (kind !== "storageGet") purses.push({ left: each, isRefusal: false, isOwn: false });
          }
          if (isForward) purses.push({ left: payOnward(purse, cost), isRefusal: false, isOwn: false });
        }
        expect(sent).toBeLessThanOrEqual(credit);
      },
    ),
  );
});

test("work that is done step by step may take as many steps as there is credit", () => {
  const purse: Purse = { left: 1_000, isRefusal: false, isOwn: false };
  const get = costOf([EFFECTS[3]]);
  for (let step = 0; step < 1_000; step++) expect(pay(purse, get, false).acts).toBe(1);
  expect(pay(purse, get, false).acts).toBe(0);
});

test("a message with no credit can be answered, and nothing else", () => {
  const purse: Purse = { left: 0, isRefusal: false, isOwn: false };
  expect(pay(purse, costOf(EFFECTS), false)).toEqual({ acts: 0, each: 0 });
  expect(isPaid(EFFECTS[4])).toBe(false);
});

test("where a request waits for its answer, as much is kept for what follows as the request takes along", () => {
  const purse: Purse = { left: 101, isRefusal: false, isOwn: false };
  expect(pay(purse, costOf([EFFECTS[2]]), false)).toEqual({ acts: 1, each: 50 });
  expect(purse.left).toBe(50);
});
