import { describe, expect, test } from "vitest";
import { admit, POLICY_DEFAULT, policySchema } from "../../runtime/deployment/policy.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { publisher, release } from "./fixtures.ts";

const { manifest } = release(new Uint8Array(10), {
  capabilities: ["message", "store"],
  limits: { memoryPages: 100, fuelPerEvent: 1000, storeBytes: 0 },
});
const publisherHex = Buffer.from(soleRootId(publisher.publicKey)).toString("hex");
const codeHex = Buffer.from(manifest.codeHash).toString("hex");
const zeroes = "0".repeat(64);

describe("a policy", () => {
  test("without entries lets every publisher run, with the default limits", () => {
    expect(POLICY_DEFAULT.publishers).toBe("any");
    expect(POLICY_DEFAULT.limits).toEqual(LIMITS_DEFAULT);
    expect(admit(POLICY_DEFAULT, manifest)).toMatchObject({
      ok: true,
      limits: { memoryPages: 100, fuelPerEvent: 1000 },
    });
  });

  test("that lists publishers lets only those run", () => {
    const refused = { ok: false, reason: "policy", detail: expect.stringContaining(publisherHex) };
    expect(admit(policySchema.parse({ publishers: [publisherHex] }), manifest).ok).toBe(true);
    expect(admit(policySchema.parse({ publishers: [zeroes] }), manifest)).toMatchObject(refused);
    expect(admit(policySchema.parse({ publishers: [] }), manifest)).toMatchObject(refused);
    expect(admit(policySchema.parse({ publishers: "none" }), manifest)).toMatchObject({
      ok: false,
      reason: "policy",
    });
  });

  test("lets only listed publishers run in the node's own process, and may list only publishers that may run", () => {
    expect(POLICY_DEFAULT.inline).toEqual([]);
    expect(policySchema.parse({ inline: [publisherHex] }).inline).toEqual([publisherHex]);
    expect(policySchema.parse({ inline: [zeroes], publishers: [zeroes] }).inline).toEqual([zeroes]);
    for (const publishers of ["none", [zeroes]]) {
      const { error } = policySchema.safeParse({ inline: [publisherHex], publishers });
      expect(error?.issues).toMatchObject([
        { path: ["inline", 0], message: expect.stringContaining(publisherHex) },
      ]);
    }
    expect(policySchema.safeParse({ inline: ["not a key"] }).success).toBe(false);
  });

  test("blocks code by its hash, for every publisher", () => {
    const blocked = policySchema.parse({ blockedCode: [codeHex], publishers: [publisherHex] });
    expect(admit(blocked, manifest)).toMatchObject({ ok: false, detail: expect.stringContaining(codeHex) });
    expect(admit(policySchema.parse({ blockedCode: [zeroes] }), manifest).ok).toBe(true);
  });

  test("refuses a service that asks for an ungranted capability, and names it", () => {
    const frugal = policySchema.parse({ capabilities: ["message", "time"] });
    expect(admit(frugal, manifest)).toEqual({
      ok: false,
      reason: "policy",
      detail: "it asks for store, which is not granted here",
    });
  });

  test("grants the lower of the requested and the allowed limit", () => {
    const tight = policySchema.parse({ limits: { memoryPages: 50, fuelPerEvent: 5000 } });
    expect(admit(tight, manifest)).toMatchObject({
      ok: true,
      limits: { memoryPages: 50, fuelPerEvent: 1000, storeBytes: 0 },
    });
  });
});

test("an event is granted at most the fuel of one second", () => {
  const policy = policySchema.parse({ rates: { fuelPerSecond: 1_000_000 } });
  expect(admit(policy, release(new Uint8Array(10), {}).manifest)).toMatchObject({
    ok: true,
    limits: { fuelPerEvent: 1_000_000 },
  });
});

test.each([
  [{ publishers: "all" }],
  [{ publishers: [publisherHex.toUpperCase().replace(/[0-9]/g, "A")] }],
  [{ publishers: ["abc"] }],
  [{ capabilities: ["root"] }],
  [{ limits: { memoryPages: 0 } }],
  [{ limits: { memoryPages: 100_000 } }],
  [{ limits: { memory: 1 } }],
  [{ blockedCode: codeHex }],
  [{ cells: { profile: "quick" } }],
  [{ publisher: "any" }],
  [{ rates: { fuelPerSecond: 0 } }],
  [{ rates: { messagesPerSecond: -1 } }],
  [{ rates: { timers: 65 } }],
  [{ rates: { messages: 1 } }],
  [{ creditMax: 4_097 }],
  [{ weights: { greedy: 2 } }],
  [{ weights: { [zeroes]: 0 } }],
  [{ totals: { services: 10_001 } }],
  [{ publisherTotals: { publishers: 1 } }],
])("the policy %j is refused", (policy) => {
  expect(policySchema.safeParse(policy).success).toBe(false);
});
