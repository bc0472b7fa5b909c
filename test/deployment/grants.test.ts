import { expect, test } from "vitest";
import { Grants } from "../../runtime/deployment/grants.ts";
import { POLICY_DEFAULT, policySchema, weightOf } from "../../runtime/deployment/policy.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";

const limits = { ...LIMITS_DEFAULT, memoryPages: 10, storeBytes: 100 };
const totals = (over: object) => new Grants(() => policySchema.parse({ totals: over }));

test("the default lets ten thousand services of twenty publishers start", () => {
  const grants = new Grants(() => POLICY_DEFAULT);
  const refusals = Array.from({ length: 10_000 }, (_, i) =>
    grants.take(`${i}`, `publisher ${i % 20}`, LIMITS_DEFAULT),
  );
  expect(refusals.filter((refusal) => refusal !== null)).toEqual([]);
  expect(grants.take("one more", "publisher 1", LIMITS_DEFAULT)).toContain("10000");
});

test.each([
  [{ services: 2 }, "services"],
  [{ memoryPages: 25 }, "memoryPages"],
  [{ storeBytes: 299 }, "storeBytes"],
])("under totals of %j the third service is refused, with the total that it exceeds", (over, what) => {
  const grants = totals(over);
  expect([grants.take("a", "p", limits), grants.take("b", "q", limits)]).toEqual([null, null]);
  expect(grants.take("c", "r", limits)).toContain(what);
  expect(grants.sum).toEqual({ services: 2, memoryPages: 20, storeBytes: 200, publishers: 2 });
});

test("a service that starts again counts once, and keeps its grant when it asks for too much", () => {
  const grants = totals({ memoryPages: 25 });
  grants.take("a", "p", limits);
  expect(grants.take("a", "p", { ...limits, memoryPages: 25 })).toBeNull();
  expect(grants.take("a", "p", { ...limits, memoryPages: 26 })).not.toBeNull();
  expect(grants.sum).toMatchObject({ services: 1, memoryPages: 25 });
  grants.release("a");
  grants.release("a");
  expect(grants.sum).toEqual({ services: 0, memoryPages: 0, storeBytes: 0, publishers: 0 });
});

test("no more publishers than allowed run here, and another one may start when one has stopped", () => {
  const grants = totals({ publishers: 1 });
  grants.take("a", "p", limits);
  expect(grants.take("b", "q", limits)).toContain("publishers");
  grants.release("a");
  expect(grants.take("b", "q", limits)).toBeNull();
});

test("a service's weight overrides its publisher's, and both override the default", () => {
  const [serviceId, publisher] = ["1".repeat(64), "2".repeat(64)];
  const policy = policySchema.parse({ weights: { [serviceId]: 5, [publisher]: 2 } });
  expect(weightOf(policy, serviceId, publisher)).toBe(5);
  expect(weightOf(policy, "3".repeat(64), publisher)).toBe(2);
  expect(weightOf(policy, "3".repeat(64), "4".repeat(64))).toBe(1);
});
