import { describe, expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import {
  mergedKind,
  mergedRecord,
  type ValueRules,
  withContent,
} from "../../../runtime/storage/kinds/merged.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import type { RecordKind } from "../../../runtime/storage/record.ts";
import { RecordStore } from "../../../runtime/storage/replication/record-store.ts";
import { START_MS, startCluster } from "../cluster.ts";
import { growingSet, itemsOf, judge, runMerges, setOf } from "./merge-run.ts";

const NO_FIELD = new Uint8Array(0);
const name = mergedRecord(Id.hashOf("a service"), Id.hashOf("a key"), NO_FIELD);
const record = (value: Uint8Array, expiresMs = 0) => withContent(name, value, expiresMs, undefined);
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | null | undefined) => new TextDecoder().decode(value ?? NO_FIELD);

const holderOf = (kind: RecordKind) =>
  new RecordStore(new MemoryStore(), new Map([[kind.tag, kind]]), () => START_MS);
const accepting = (merge: (one: string, other: string) => string): ValueRules => ({
  validate: async () => ({ ok: true }),
  merge: async (_place, one, other) => ({ ok: true, value: bytes(merge(text(one), text(other))) }),
  isRunning: () => true,
});

describe("nodes with merged values", () => {
  const start = (nodes: number, seed: number) =>
    startCluster({ nodes, seed, kinds: [mergedKind(growingSet())] });

  test("keep the additions of several concurrent writers", async () => {
    const { simulation, storages, storedBy } = start(9, 1);
    await simulation.settle(
      Promise.all(storages.map((storage, i) => storage.put(name, setOf([i, 100 + i])))),
    );
    const got = await simulation.settle(storages[3].get(name));
    const all = storages.flatMap((_, i) => [i, 100 + i]).sort((a, b) => a - b);
    expect(got.ok && itemsOf(got.record.value ?? NO_FIELD)).toEqual(all);
    await simulation.runAsync(200_000);
    const copies = [...storedBy(name).values()];
    expect(copies).toHaveLength(4);
    for (const { value } of copies) expect(itemsOf(value ?? NO_FIELD)).toEqual(all);
  });

  test("converge to one value after writes on both sides of a partition", async () => {
    const { simulation, storages, storedBy } = start(16, 2);
    const side = (index: number) => index % 2;
    const indexOf = new Map(simulation.nodes.map(({ handle, index }) => [handle.id.hex, index]));
    await simulation.settle(storages[0].put(name, setOf([1])));
    await simulation.runAsync(20_000);
    simulation.network.partition((node) => side(indexOf.get(node.id.hex) ?? 0));
    await simulation.runAsync(60_000);
    for (const at of [0, 1]) await simulation.settle(storages[at].put(name, setOf([10 + at])), 60_000);
    simulation.network.heal();
    await simulation.runAsync(420_000);
    for (const { value } of storedBy(name).values()) expect(itemsOf(value ?? NO_FIELD)).toEqual([1, 10, 11]);
    const got = await simulation.settle(storages[5].get(name));
    expect(got.ok && itemsOf(got.record.value ?? NO_FIELD)).toEqual([1, 10, 11]);
  });

  test("refuse removals, and values that the service refuses", async () => {
    const { simulation, storages } = start(6, 3);
    expect(await simulation.settle(storages[0].put(name, bytes("odd")))).toMatchObject({
      ok: false,
      reason: "refused",
      detail: "not a set",
    });
    expect(await simulation.settle(storages[0].put(name, null))).toMatchObject({
      ok: false,
      reason: "refused",
    });
    expect(await simulation.settle(storages[0].get(name))).toEqual({ ok: false, reason: "none" });
  });

  test("converge and lose no acknowledged write under churn, pauses, partitions and disk faults (seed 1)", async () => {
    const { violations, merges, faults } = await runMerges(1);
    expect(violations).toEqual([]);
    expect(merges).toBeGreaterThan(10);
    expect(faults).toBeGreaterThan(5);
  });
});

describe("a holder", () => {
  test("stores the values that its service accepts, and converges with a holder that had another value", async () => {
    const kind = mergedKind(growingSet());
    const [a, b] = [holderOf(kind), holderOf(kind)];
    await a.put(record(setOf([1])));
    await b.put(record(setOf([2])));
    expect((await a.put(record(bytes("xyz")))).ok).toBe(false);
    const [ofA, ofB] = [a.read(name), b.read(name)];
    if (ofA === null || ofB === null) throw new Error("a holder stores no value");
    await a.put(ofB);
    await b.put(ofA);
    expect(a.read(name)).toEqual(b.read(name));
    expect(itemsOf(a.read(name)?.value ?? NO_FIELD)).toEqual([1, 2]);
  });

  test("refuses a version that is not the hash of its content", async () => {
    const holder = holderOf(mergedKind(growingSet()));
    const outcome = await holder.put({ ...record(setOf([1])), version: 7 });
    expect(outcome).toMatchObject({ ok: false, reason: "refused" });
  });

  test("merges in the same order, whichever of the two values is stored", async () => {
    // Not commutative: the first argument wins.
    const kind = mergedKind(accepting((one) => one));
    const [a, b] = [holderOf(kind), holderOf(kind)];
    await a.put(record(bytes("left")));
    await b.put(record(bytes("right")));
    await a.put(record(bytes("right")));
    await b.put(record(bytes("left")));
    expect(a.read(name)?.value).toEqual(b.read(name)?.value);
  });

  test("refuses a merge that grows with each repetition, and keeps its value", async () => {
    const holder = holderOf(mergedKind(accepting((one, other) => one + other)));
    await holder.put(record(bytes("a")));
    const outcome = await holder.put(record(bytes("b")));
    expect(outcome).toMatchObject({ ok: false, reason: "refused" });
    expect(text(holder.read(name)?.value)).toBe("a");
  });

  test("does not return to a former value in a merge that cycles", async () => {
    // Each value is replaced by the next one, and no value is the greatest.
    const beats: Readonly<Record<string, string>> = { rock: "paper", paper: "scissors", scissors: "rock" };
    const holder = holderOf(mergedKind(accepting((one, other) => (beats[one] === other ? other : one))));
    await holder.put(record(bytes("rock")));
    let changes = 0;
    for (let i = 0; i < 12; i++) {
      const outcome = await holder.put(record(bytes(["paper", "scissors", "rock"][i % 3])));
      if (outcome.ok && outcome.changed) changes++;
    }
    expect(changes).toBe(2);
  });

  test("refuses a merged value that is too long", async () => {
    const holder = holderOf(
      mergedKind(accepting((one, other) => (one.length > 60_000 ? one : other.repeat(70_000)))),
    );
    await holder.put(record(bytes("a")));
    const outcome = await holder.put(record(bytes("b")));
    expect(!outcome.ok && outcome.detail).toContain("merged it has 70000 bytes");
  });

  test("keeps a value as long as the longest time to live of its writers", async () => {
    const holder = holderOf(mergedKind(growingSet()));
    await holder.put(record(setOf([1]), START_MS + 5_000));
    await holder.put(record(setOf([2]), START_MS + 60_000));
    expect(holder.read(name)?.expiresMs).toBe(START_MS + 60_000);
    await holder.put(record(setOf([1]), START_MS + 1_000));
    expect(holder.read(name)?.expiresMs).toBe(START_MS + 60_000);
  });

  test("reports undecided while the service is unavailable, and stores the same value later", async () => {
    let isUnavailable = true;
    const holder = holderOf(mergedKind(growingSet(() => isUnavailable)));
    expect(await holder.put(record(setOf([1])))).toMatchObject({ ok: false, reason: "undecided" });
    isUnavailable = false;
    expect(await holder.put(record(setOf([1])))).toMatchObject({ ok: true });
  });

  test("calls no rule for a value that is already stored", async () => {
    let calls = 0;
    const rules = growingSet();
    const counting: ValueRules = {
      ...rules,
      validate: (...given) => {
        calls++;
        return rules.validate(...given);
      },
    };
    const holder = holderOf(mergedKind(counting));
    await holder.put(record(setOf([1])));
    await holder.put(record(setOf([1])));
    expect(calls).toBe(1);
  });
});

describe("the check of a run", () => {
  const tried = new Set([1, 2, 3]);

  test("finds copies that differ, lost items, and items that were never written", () => {
    expect(judge(0, [setOf([1, 2]), setOf([1, 2])], tried, new Set([1, 2]))).toEqual([]);
    expect(judge(0, [setOf([1]), setOf([1, 2])], tried, new Set([1]))).toHaveLength(1);
    expect(judge(0, [setOf([1]), null], tried, new Set())).toHaveLength(1);
    expect(judge(0, [setOf([1]), setOf([1])], tried, new Set([2]))).toEqual([
      "record 0 has lost 2, which were acknowledged",
    ]);
    expect(judge(0, [setOf([9])], tried, new Set())).toEqual(["record 0 contains 9, which no client wrote"]);
  });
});
