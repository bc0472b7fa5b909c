import fc from "fast-check";
import { expect, test } from "vitest";
import type { CreditBudget, Effect } from "../../runtime/sandbox/contract.ts";
import { charge, chargeForwarded, costOf, isCharged } from "../../runtime/services/credit.ts";

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
        const budgets: CreditBudget[] = [{ left: credit, isRefusal: false, isOwn: false }];
        let sent = 0;
        // Each event costs something or leaves its budget as it is: more than so many do nothing new.
        for (let event = 0; event < 5_000 && budgets.length > 0; event++) {
          const { effects, isForward } = behaviour[event % behaviour.length];
          const budget = budgets.shift() as CreditBudget;
          const cost = costOf(effects);
          if (cost.acts === 0) continue;
          const { acts, each } = charge(budget, cost, isForward);
          sent += acts;
          expect(budget.left).toBeGreaterThanOrEqual(0);
          const messages = effects.filter(isCharged).slice(0, acts);
          for (const { kind } of messages) {
            if (kind === "storageGet" || kind === "request") budgets.push(budget);
            if (kind !== "storageGet") budgets.push({ left: each, isRefusal: false, isOwn: false });
          }
          if (isForward)
            budgets.push({ left: chargeForwarded(budget, cost), isRefusal: false, isOwn: false });
        }
        expect(sent).toBeLessThanOrEqual(credit);
      },
    ),
  );
});

test("work that is done step by step may take as many steps as there is credit", () => {
  const budget: CreditBudget = { left: 1_000, isRefusal: false, isOwn: false };
  const get = costOf([EFFECTS[3]]);
  for (let step = 0; step < 1_000; step++) expect(charge(budget, get, false).acts).toBe(1);
  expect(charge(budget, get, false).acts).toBe(0);
});

test("a message with no credit can be answered, and nothing else", () => {
  const budget: CreditBudget = { left: 0, isRefusal: false, isOwn: false };
  expect(charge(budget, costOf(EFFECTS), false)).toEqual({ acts: 0, each: 0 });
  expect(isCharged(EFFECTS[4])).toBe(false);
});

test("where a request waits for its answer, as much is kept for what follows as the request takes along", () => {
  const budget: CreditBudget = { left: 101, isRefusal: false, isOwn: false };
  expect(charge(budget, costOf([EFFECTS[2]]), false)).toEqual({ acts: 1, each: 50 });
  expect(budget.left).toBe(50);
});
