import { describe, expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { generateKeyPair, type KeyPair, networkIdOf } from "../../../runtime/base/identity.ts";
import { EquivocationReports } from "../../../runtime/storage/kinds/equivocations.ts";
import { immutableKind, immutableRecord } from "../../../runtime/storage/kinds/immutable.ts";
import { defineForms } from "../../../runtime/storage/kinds/index.ts";
import type { ValueRules } from "../../../runtime/storage/kinds/merged.ts";
import {
  EVIDENCE_TAG,
  encodeEvidence,
  evidenceRecord,
  openEvidence,
  openSigned,
  signedKinds,
  signedRecord,
  signValue,
} from "../../../runtime/storage/kinds/signed.ts";
import type { RecordName, StorageRecord } from "../../../runtime/storage/record.ts";
import { START_MS, startCluster } from "../cluster.ts";

const NETWORK = networkIdOf("values");
const SCOPE = Id.hashOf("a service");
const NO_RULES: ValueRules = {
  validate: () => Promise.reject(new Error("no rule is called here")),
  merge: () => Promise.reject(new Error("no rule is called here")),
  isRunning: () => false,
};
const NO_FIELD = new Uint8Array(0);
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | null) => new TextDecoder().decode(value ?? NO_FIELD);

const start = (nodes: number, seed: number, lossRate = 0) => {
  const cluster = startCluster({ nodes, seed, lossRate, kinds: [] });
  for (const storage of cluster.storages) defineForms(storage, NETWORK, NO_RULES);
  return cluster;
};

const record = (
  name: RecordName,
  value: Uint8Array | null,
  more: Partial<StorageRecord> = {},
): StorageRecord => ({
  ...name,
  value,
  version: START_MS,
  writer: Id.hashOf("a node"),
  expiresMs: 0,
  ...more,
});

describe("an immutable value", () => {
  const value = bytes("the value");
  const name = immutableRecord(SCOPE, value);

  test("is stored and read under its hash, and no other value is stored there", async () => {
    const { simulation, any, copies } = start(9, 1);
    const settle = <Value>(promise: Promise<Value>) => simulation.settle(promise);
    expect(await settle(any().put(name, value))).toMatchObject({ ok: true });
    await simulation.runAsync(2_000);
    expect(copies(name.key)).toBe(4);
    expect(await settle(any().put(name, bytes("something else")))).toMatchObject({
      ok: false,
      reason: "refused",
      detail: "the value's SHA-256 is not its key",
    });
    expect(await settle(any().put(name, null))).toMatchObject({ ok: false, reason: "refused" });
    const got = await settle(any().get(name));
    expect(got.ok && text(got.record.value)).toBe("the value");
  });

  test("does not expire sooner because another node writes it again with a shorter time to live", async () => {
    const { simulation, any } = start(9, 2);
    await simulation.settle(any().put(name, value));
    await simulation.settle(any().put(name, value, { ttlSeconds: 1 }));
    await simulation.runAsync(5_000);
    expect(await simulation.settle(any().get(name))).toMatchObject({ ok: true });
  });

  test("lasts as long as the longest time to live of its writers", async () => {
    const { simulation, any } = start(9, 3);
    await simulation.settle(any().put(name, value, { ttlSeconds: 5 }));
    await simulation.settle(any().put(name, value, { ttlSeconds: 60 }));
    await simulation.runAsync(20_000);
    expect(await simulation.settle(any().get(name))).toMatchObject({ ok: true });
    await simulation.runAsync(60_000);
    expect(await simulation.settle(any().get(name))).toEqual({ ok: false, reason: "none" });
  });

  test("is refused by every holder if its hash is not its key", () => {
    expect(immutableKind.refusal(record(name, bytes("forged")))).not.toBeNull();
    expect(immutableKind.refusal(record({ ...name, field: bytes("f") }, value))).not.toBeNull();
    expect(immutableKind.refusal(record(name, value))).toBeNull();
  });
});

describe("a signed value", () => {
  const pair = generateKeyPair();
  const field = bytes("status");
  const place = { scope: SCOPE, owner: pair.publicKey, field };
  const name = signedRecord(place);
  const sign = (sequence: number, content: string, by: KeyPair = pair, network = NETWORK) =>
    signValue(by, network, place, sequence, bytes(content));
  const [kind, evidenceKind] = signedKinds(NETWORK);

  test("replaces one of a lower sequence, which does not return", async () => {
    const { simulation, any } = start(9, 4);
    const settle = <Value>(promise: Promise<Value>) => simulation.settle(promise);
    expect(await settle(any().put(name, sign(1, "first")))).toMatchObject({ ok: true });
    expect(await settle(any().put(name, sign(3, "third")))).toMatchObject({ ok: true });
    expect(await settle(any().put(name, sign(2, "second")))).toMatchObject({ ok: false, reason: "refused" });
    const got = await settle(any().get(name));
    const opened = got.ok ? openSigned(got.record, NETWORK) : null;
    expect(opened?.ok === true && text(opened.signed.content)).toBe("third");
  });

  test("is refused if another key, network, name or sequence was signed", () => {
    const good = sign(5, "good");
    expect(kind.refusal(record(name, good))).toBeNull();
    expect(kind.refusal(record(name, sign(5, "good", generateKeyPair())))).not.toBeNull();
    expect(kind.refusal(record(name, sign(5, "good", pair, networkIdOf("another"))))).not.toBeNull();
    expect(kind.refusal(record({ ...name, field: bytes("other") }, good))).not.toBeNull();
    expect(kind.refusal(record({ ...name, scope: Id.hashOf("other") }, good))).not.toBeNull();
    const raised = good.slice();
    raised[37] ^= 1;
    expect(kind.refusal(record(name, raised))).toBe("its owner has not signed it");
    expect(kind.refusal(record(name, good.subarray(0, 90)))).not.toBeNull();
    expect(kind.refusal(record(name, null))).not.toBeNull();
    expect(kind.refusal(record(name, sign(0, "zeroth")))).not.toBeNull();
  });

  test("under a key of small order is refused", () => {
    const owner = new Uint8Array(32);
    owner[0] = 1;
    const forged = sign(1, "forged").slice();
    forged.set(owner);
    const at = signedRecord({ ...place, owner });
    expect(kind.refusal(record(at, forged))).toBe("its owner has not signed it");
  });

  test("that equivocates is found, and both values are stored as evidence that any node can check", async () => {
    const { simulation, any } = start(9, 5);
    const settle = <Value>(promise: Promise<Value>) => simulation.settle(promise);
    await settle(any().put(name, sign(1, "yes")));
    await settle(any().put(name, sign(1, "no")));
    await simulation.runAsync(10_000);
    const found = await settle(any().get(evidenceRecord(name)));
    const evidence = found.ok ? openEvidence(found.record, NETWORK) : null;
    expect([evidence?.one, evidence?.other].map((side) => text(side?.content ?? null)).sort()).toEqual([
      "no",
      "yes",
    ]);
    // All holders store the same one of the two values, and a higher sequence replaces it.
    const stored = await settle(any().get(name));
    expect(stored.ok && text(stored.record.value).endsWith("no")).toBe(true);
    expect(await settle(any().put(name, sign(2, "settled")))).toMatchObject({ ok: true });
  });

  test("that equivocates on two sides of a partition is found when the partition heals", async () => {
    const { simulation, any, storedBy, storages } = start(16, 6);
    const half = (at: number) => simulation.nodes.filter(({ index }) => index % 2 === at);
    await simulation.runAsync(20_000);
    simulation.network.partition((node) => (half(0).some(({ handle }) => handle.id.equals(node.id)) ? 0 : 1));
    await simulation.runAsync(60_000);
    await simulation.settle(storages[half(0)[0].index].put(name, sign(7, "left")), 60_000);
    await simulation.settle(storages[half(1)[0].index].put(name, sign(7, "right")), 60_000);
    simulation.network.heal();
    await simulation.runAsync(400_000);
    expect(new Set([...storedBy(name).values()].map(({ value }) => text(value).slice(-5))).size).toBe(1);
    expect((await simulation.settle(any().get(evidenceRecord(name)))).ok).toBe(true);
  });

  test("is no evidence if the owner has not signed both", () => {
    const at = { ...name, kind: EVIDENCE_TAG };
    const [one, other] = [sign(4, "one"), sign(4, "other")];
    expect(evidenceKind.refusal(record(at, encodeEvidence(one, other)))).toBeNull();
    expect(evidenceKind.refusal(record(at, encodeEvidence(one, one)))).not.toBeNull();
    expect(evidenceKind.refusal(record(at, encodeEvidence(one, sign(5, "other"))))).not.toBeNull();
    const forged = other.slice();
    forged[forged.length - 1] ^= 1;
    expect(evidenceKind.refusal(record(at, encodeEvidence(one, forged)))).not.toBeNull();
    expect(evidenceKind.refusal(record(at, bytes("nothing of the kind")))).not.toBeNull();
  });

  test("is ordered against any other in the same way from both sides", () => {
    const values = [sign(1, "a"), sign(1, "b"), sign(2, "a")].flatMap((value, i) => [
      record(name, value),
      record(name, value, { expiresMs: START_MS + 1_000 + i }),
      record(name, value, { version: START_MS + 1 }),
    ]);
    for (const a of values)
      for (const b of values) if (a !== b) expect(kind.supersedes(a, b)).toBe(!kind.supersedes(b, a));
  });

  test("that equivocates is reported once, however often it is found", async () => {
    const puts: RecordName[] = [];
    const storage = {
      put: async (at: RecordName) => {
        puts.push(at);
        return { ok: true as const, copies: 4 };
      },
    };
    const reports = new EquivocationReports(() => storage as never);
    const evidence = encodeEvidence(sign(1, "a"), sign(1, "b"));
    for (let i = 0; i < 5; i++) reports.report(evidenceRecord(name), evidence);
    await Promise.resolve();
    expect(puts).toHaveLength(1);
  });
});
