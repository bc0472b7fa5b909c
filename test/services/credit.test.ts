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

test("no more messages follow from a message than its credit, whatever the services do", () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      // The effects of successive events, repeated.
      fc.array(fc.record({ effects: anyEffects, isForward: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      (credit, behaviour) => {
        const budgets: CreditBudget[] = [{ left: credit, isRefusal: false, isOwn: false }];
        let sent = 0;
        // Each event spends credit or leaves its budget unchanged, so more events change nothing.
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

test("work in steps may take as many steps as its credit", () => {
  const budget: CreditBudget = { left: 1_000, isRefusal: false, isOwn: false };
  const get = costOf([EFFECTS[3]]);
  for (let step = 0; step < 1_000; step++) expect(charge(budget, get, false).acts).toBe(1);
  expect(charge(budget, get, false).acts).toBe(0);
});

test("an event without credit can reply, and nothing else", () => {
  const budget: CreditBudget = { left: 0, isRefusal: false, isOwn: false };
  expect(charge(budget, costOf(EFFECTS), false)).toEqual({ acts: 0, each: 0 });
  expect(isCharged(EFFECTS[4])).toBe(false);
});

test("a request carries half of the credit, and the other half stays for its completion", () => {
  const budget: CreditBudget = { left: 101, isRefusal: false, isOwn: false };
  expect(charge(budget, costOf([EFFECTS[2]]), false)).toEqual({ acts: 1, each: 50 });
  expect(budget.left).toBe(50);
});
