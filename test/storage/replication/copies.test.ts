import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { Expiries } from "../../../runtime/storage/expiries.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { STORAGE_QUOTAS_DEFAULT, type StorageQuotas, Usage } from "../../../runtime/storage/quotas.ts";
import { STORAGE_DEFAULTS } from "../../../runtime/storage/replication/replicated-storage.ts";
import { type Cluster, startCluster } from "../cluster.ts";

const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);
const MINUTE_MS = 60_000;
/** The longest time that two comparisons take. */
const ROUNDS_MS = 200_000;
const name = (key: Id, service = SERVICE) => serviceRecord(service, key, NO_FIELD);

async function startWithRecords(nodes: number, seed: number, records: number) {
  const disks = new Map<number, MemoryStore>();
  const cluster = startCluster({
    nodes,
    seed,
    kinds: [serviceRecordKind],
    disk: (index) => disks.get(index) ?? new MemoryStore(),
  });
  const { simulation, any } = cluster;
  const keys = Array.from({ length: records }, () => simulation.randomId());
  for (const key of keys)
    expect(await simulation.settle(any().put(name(key), Uint8Array.of(1)))).toMatchObject({ ok: true });
  await simulation.runAsync(ROUNDS_MS);
  return { ...cluster, keys, disks };
}

function holdersOf({ simulation }: Cluster, key: Id): number[] {
  const [{ overlay }] = simulation.alive();
  return overlay
    .replicaSet(key, 4)
    .map(({ id }) => simulation.nodes.findIndex(({ handle, isAlive }) => isAlive() && handle.id.equals(id)));
}

describe("when a node leaves", () => {
  test("its records are copied after the grace period, and not earlier", async () => {
    const cluster = await startWithRecords(14, 101, 20);
    const { simulation, keys, copies } = cluster;
    const [, gone] = holdersOf(cluster, keys[0]);
    const its = keys.filter((key) => holdersOf(cluster, key).includes(gone));
    simulation.crash(gone);
    await simulation.runAsync(STORAGE_DEFAULTS.graceMs - 30_000);
    expect(its.map(copies)).toEqual(its.map(() => 3));
    await simulation.runAsync(ROUNDS_MS);
    expect(its.map(copies)).toEqual(its.map(() => 4));
  });

  test("and returns with its disk within the grace period, nothing was copied", async () => {
    const cluster = await startWithRecords(14, 102, 20);
    const { simulation, keys, copies, stores, disks } = cluster;
    const [gone] = holdersOf(cluster, keys[0]);
    const before = keys.map(copies);
    const bytesBefore = stores.map((store) => store.bytesUsed("records"));
    disks.set(simulation.nodes.length, stores[gone]);
    simulation.crash(gone);
    await simulation.runAsync(5 * MINUTE_MS);
    simulation.add(simulation.nodes[gone].handle.id);
    await simulation.runAsync(STORAGE_DEFAULTS.graceMs + ROUNDS_MS);
    expect(keys.map(copies)).toEqual(before);
    expect(stores.slice(0, 14).map((store) => store.bytesUsed("records"))).toEqual(bytesBefore);
  });

  test("and another one with it, so that few copies are left, records are copied at once", async () => {
    const cluster = await startWithRecords(14, 103, 20);
    const { simulation, keys, copies } = cluster;
    const [first, second] = holdersOf(cluster, keys[0]);
    simulation.crash(first);
    simulation.crash(second);
    await simulation.runAsync(ROUNDS_MS);
    expect(copies(keys[0])).toBe(4);
    expect(ROUNDS_MS).toBeLessThan(STORAGE_DEFAULTS.graceMs);
  });

  test("no read of its records replies that there is none", async () => {
    const cluster = await startWithRecords(14, 104, 10);
    const { simulation, keys, storages } = cluster;
    simulation.crash(holdersOf(cluster, keys[0])[0]);
    const replies: string[] = [];
    for (let round = 0; round < 20; round++) {
      await simulation.runAsync(15_000);
      const { index } = simulation.pick(simulation.alive());
      const got = await simulation.settle(storages[index].get(name(keys[0])));
      replies.push(got.ok ? "found" : got.reason);
    }
    expect(replies).not.toContain("none");
    expect(replies.at(-1)).toBe("found");
  });
});

describe("a record that has expired", () => {
  test("is removed from every disk, and no neighbour brings it back", async () => {
    const { simulation, any, copies, stores } = startCluster({
      nodes: 8,
      seed: 105,
      kinds: [serviceRecordKind],
    });
    const keys = Array.from({ length: 10 }, () => simulation.randomId());
    for (const [i, key] of keys.entries())
      await simulation.settle(any().put(name(key), Uint8Array.of(1), { ttlSeconds: i < 5 ? 60 : 3_600 }));
    await simulation.runAsync(60_000 + ROUNDS_MS);
    expect(keys.map(copies)).toEqual([0, 0, 0, 0, 0, 4, 4, 4, 4, 4]);
    await simulation.runAsync(3_600_000 + ROUNDS_MS);
    expect(keys.map(copies)).toEqual(keys.map(() => 0));
    expect(stores.map((store) => store.bytesUsed("records"))).toEqual(stores.map(() => 0));
  });

  test("expires by its holders' clocks, however far apart they are, and no earlier or later", async () => {
    const driftMs = 90_000;
    const { simulation, any, copies, storages } = startCluster({
      nodes: 10,
      seed: 106,
      kinds: [serviceRecordKind],
      // A third of the clocks is behind, a third is ahead.
      aheadMs: (index) => driftMs * ((index % 3) - 1),
    });
    const keys = Array.from({ length: 12 }, () => simulation.randomId());
    for (const key of keys)
      expect(
        await simulation.settle(any().put(name(key), Uint8Array.of(1), { ttlSeconds: 600 })),
      ).toMatchObject({ ok: true });
    await simulation.runAsync(600_000 - 2 * driftMs - 30_000);
    const replies: string[] = [];
    for (const [i, key] of keys.entries()) {
      const got = await simulation.settle(storages[i % 10].get(name(key)));
      replies.push(got.ok ? "there" : got.reason);
    }
    expect(replies).toEqual(keys.map(() => "there"));
    await simulation.runAsync(4 * driftMs + ROUNDS_MS);
    expect(keys.map(copies)).toEqual(keys.map(() => 0));
  });

  test("is found among records that have not expired, after any additions and removals", () => {
    const record = fc.record({
      name: fc.nat(40).map(String),
      expiresMs: fc.nat(600_000),
      isRemoved: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 200 }), fc.nat(600_000), (changes, nowMs) => {
        const expiries = new Expiries();
        const model = new Map<string, number>();
        for (const { name, expiresMs, isRemoved } of changes) {
          expiries.remove(name, model.get(name) ?? 0);
          model.delete(name);
          if (isRemoved) continue;
          expiries.add(name, expiresMs);
          if (expiresMs > 0) model.set(name, expiresMs);
        }
        const due = new Set(expiries.due(nowMs));
        for (const [name, expiresMs] of model) {
          if (expiresMs <= nowMs) expect(due).toContain(name);
          else if (expiresMs > nowMs + MINUTE_MS) expect(due).not.toContain(name);
        }
      }),
    );
  });
});

describe("a quota", () => {
  const quotas: StorageQuotas = { ...STORAGE_QUOTAS_DEFAULT, serviceRecords: 5, writerRecords: 8 };
  const start = (seed: number, of: (index: number) => StorageQuotas = () => quotas) =>
    // With four nodes and four copies, each node stores every record.
    startCluster({ nodes: 4, seed, kinds: [serviceRecordKind], quotas: of });

  test("of a service refuses more records, tells the writer, and lets other services write", async () => {
    const { simulation, storages, copies } = start(110);
    const put = (service: Id, key = simulation.randomId()) =>
      simulation.settle(
        storages[simulation.pick(simulation.alive()).index].put(name(key, service), Uint8Array.of(1)),
      );
    for (let i = 0; i < 5; i++) expect(await put(SERVICE)).toMatchObject({ ok: true });
    const key = simulation.randomId();
    expect(await put(SERVICE, key)).toEqual({
      ok: false,
      reason: "refused",
      detail: expect.stringMatching(new RegExp(`quota of its service.*${SERVICE.hex}.*5 records`)),
    });
    expect(copies(key)).toBe(0);
    expect(await put(Id.hashOf("another service"))).toMatchObject({ ok: true });
  });

  test("of a writer refuses more records for any service, and lets other nodes write", async () => {
    const { simulation, storages } = start(111);
    const put = (writer: number, service: Id) =>
      simulation.settle(storages[writer].put(name(simulation.randomId(), service), Uint8Array.of(1)));
    for (let i = 0; i < 8; i++)
      expect(await put(0, Id.hashOf(`service ${i % 4}`))).toMatchObject({ ok: true });
    expect(await put(0, Id.hashOf("service 9"))).toEqual({
      ok: false,
      reason: "refused",
      detail: expect.stringContaining(`quota of its writer`),
    });
    expect(await put(1, Id.hashOf("service 9"))).toMatchObject({ ok: true });
  });

  test("that is used up at most holders, but not at the root, is reported to the writer", async () => {
    const { simulation, storages, any } = start(112, (index) =>
      index === 0 ? STORAGE_QUOTAS_DEFAULT : { ...quotas, serviceBytes: 500 },
    );
    const root = simulation.nodes[0];
    const key = () => {
      for (;;) {
        const id = simulation.randomId();
        if (simulation.trueRoot(id) === root) return id;
      }
    };
    expect(await simulation.settle(any().put(name(key()), new Uint8Array(1_000)))).toMatchObject({
      ok: false,
      reason: "refused",
      detail: expect.stringContaining("quota of its service"),
    });
    expect(await simulation.settle(storages[1].put(name(key()), new Uint8Array(100)))).toMatchObject({
      ok: true,
    });
  });

  test("allows smaller values and removals", async () => {
    const { simulation, any } = start(113);
    const keys = Array.from({ length: 5 }, () => simulation.randomId());
    for (const key of keys) await simulation.settle(any().put(name(key), new Uint8Array(9)));
    expect(await simulation.settle(any().put(name(keys[0]), new Uint8Array(3)))).toMatchObject({ ok: true });
    expect(await simulation.settle(any().put(name(keys[1]), null))).toMatchObject({ ok: true });
  });

  test("counts the stored records after any additions and removals", () => {
    const charge = fc.record({ scope: fc.constantFrom("", "a", "b"), author: fc.nat(2), bytes: fc.nat(100) });
    fc.assert(
      fc.property(
        fc.array(charge, { maxLength: 30 }),
        charge,
        fc.nat(20),
        fc.nat(600),
        (stored, next, records, bytes) => {
          const usage = new Usage();
          const gone = { scope: "a", author: 1, bytes: 50 };
          usage.add(gone);
          for (const one of stored) usage.add(one);
          usage.remove(gone);
          const of = (pick: (one: typeof next) => boolean) => stored.filter(pick);
          const isOver = (those: (typeof next)[]) =>
            those.length + 1 > records || those.reduce((sum, one) => sum + one.bytes, next.bytes) > bytes;
          const limits = {
            serviceRecords: records,
            serviceBytes: bytes,
            writerRecords: records,
            writerBytes: bytes,
          };
          const isService = next.scope !== "" && isOver(of(({ scope }) => scope === next.scope));
          const isWriter = next.author !== 0 && isOver(of(({ author }) => author === next.author));
          const owner = isService ? "service" : isWriter ? "writer" : undefined;
          expect(usage.refusal(limits, next, null)?.owner).toBe(owner);
        },
      ),
    );
  });
});
