import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { decodeFound, decodeRequest, encodeRequest } from "../../../runtime/storage/replication/messages.ts";
import { startCluster } from "../cluster.ts";

const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | null) => (value === null ? null : new TextDecoder().decode(value));
const name = (key: Id, field: Uint8Array = NO_FIELD) => serviceRecord(SERVICE, key, field);

const start = (nodes: number, seed: number, lossRate = 0) =>
  startCluster({ nodes, seed, lossRate, kinds: [serviceRecordKind] });

describe("in an overlay of 12 nodes", () => {
  const cluster = start(12, 21);
  const { simulation, any, copies } = cluster;
  const settle = <Value>(promise: Promise<Value>) => simulation.settle(promise);

  test("a record that one node puts is read by another, and four nodes store it", async () => {
    const key = simulation.randomId();
    expect(await settle(any().put(name(key), bytes("value")))).toMatchObject({ ok: true });
    await simulation.runAsync(2_000);
    expect(copies(key)).toBe(4);
    const got = await settle(any().get(name(key)));
    expect(got.ok && text(got.record.value)).toBe("value");
  });

  test("a key that was never written reads as none", async () => {
    expect(await settle(any().get(name(simulation.randomId())))).toEqual({ ok: false, reason: "none" });
  });

  test("the last write wins, and a removal removes", async () => {
    const key = simulation.randomId();
    await settle(any().put(name(key), bytes("first")));
    await settle(any().put(name(key), bytes("second")));
    const got = await settle(any().get(name(key)));
    expect(got.ok && text(got.record.value)).toBe("second");
    expect(await settle(any().put(name(key), null))).toMatchObject({ ok: true });
    expect(await settle(any().get(name(key)))).toEqual({ ok: false, reason: "none" });
  });

  test("the fields of a key are listed in order", async () => {
    const key = simulation.randomId();
    for (const field of ["b", "a", "c"])
      await settle(any().put(name(key, bytes(field)), bytes(`value of ${field}`)));
    await settle(any().put(name(key, bytes("b")), null));
    const listed = await settle(any().list({ kind: 3, scope: SERVICE, key }));
    expect(listed.ok && listed.records.map(({ field, value }) => [text(field), text(value)])).toEqual([
      ["a", "value of a"],
      ["c", "value of c"],
    ]);
  });

  test("a list that is longer than a service can read is too big, and not truncated", async () => {
    const key = simulation.randomId();
    for (let i = 0; i < 8; i++) await settle(any().put(name(key, bytes(`${i}`)), new Uint8Array(65_536)));
    expect(await settle(any().list({ kind: 3, scope: SERVICE, key }))).toEqual({
      ok: false,
      reason: "too-big",
    });
  });

  test("a record of an unknown kind is refused", async () => {
    const outcome = await settle(
      any().put({ kind: 77, scope: SERVICE, key: simulation.randomId(), field: NO_FIELD }, bytes("x")),
    );
    expect(outcome).toMatchObject({ ok: false, reason: "refused" });
  });

  test("a record is gone after its time to live", async () => {
    const key = simulation.randomId();
    await settle(any().put(name(key), bytes("short"), { ttlSeconds: 10 }));
    expect(await settle(any().get(name(key)))).toMatchObject({ ok: true });
    await simulation.runAsync(11_000);
    expect(await settle(any().get(name(key)))).toEqual({ ok: false, reason: "none" });
  });
});

test.each([31, 32, 33])(
  "no acknowledged record is lost while nodes crash one by one under writes (seed %i)",
  async (seed) => {
    const { simulation, any, copies, storages } = start(10, seed);
    const acknowledged: { key: Id; value: string }[] = [];
    for (let round = 0; round < 4; round++) {
      const writes = Array.from({ length: 30 }, (_, i) => {
        const key = simulation.randomId();
        const value = `round ${round}, write ${i}`;
        const writer = simulation.pick(simulation.alive());
        const written = storages[writer.index].put(name(key), bytes(value)).then((outcome) => {
          if (outcome.ok) acknowledged.push({ key, value });
        });
        return { writer, written };
      });
      await simulation.runAsync(40 + round * 30);
      simulation.crash(simulation.pick(simulation.alive()).index);
      // The writes of crashed nodes are not awaited.
      await simulation.settle(
        Promise.all(writes.filter(({ writer }) => writer.isAlive()).map(({ written }) => written)),
        60_000,
      );
      await simulation.runAsync(25_000);
    }
    expect(acknowledged.length).toBeGreaterThan(90);
    for (const { key, value } of acknowledged) {
      const got = await simulation.settle(any().get(name(key)));
      expect(got.ok && text(got.record.value)).toBe(value);
      expect(copies(key)).toBeGreaterThanOrEqual(4);
    }
  },
);

test("records move to joining nodes, and are dropped by nodes that are no holders any more", async () => {
  const { simulation, any, copies } = start(5, 41);
  const keys = Array.from({ length: 60 }, () => simulation.randomId());
  for (const key of keys) await simulation.settle(any().put(name(key), bytes(key.short)));
  for (let i = 0; i < 8; i++) simulation.add();
  await simulation.runAsync(200_000);
  for (const key of keys) {
    const got = await simulation.settle(any().get(name(key)));
    expect(got.ok && text(got.record.value)).toBe(key.short);
    expect(copies(key)).toBe(4);
  }
});

test("a removed record does not return with a node that missed the removal", async () => {
  const { simulation, any, storages } = start(8, 51);
  const key = simulation.randomId();
  await simulation.settle(any().put(name(key), bytes("old")));
  await simulation.runAsync(1_000);
  const [holder] = simulation.nodes[0].overlay.replicaSet(key, 4).slice(3);
  const away = simulation.nodes.find(({ handle }) => handle.id.equals(holder.id));
  simulation.network.partition((node) => (away?.handle.id.equals(node.id) ? 1 : 0));
  const others = storages.filter((_, index) => index !== away?.index);
  await simulation.settle(others[0].put(name(key), null));
  await simulation.runAsync(30_000);
  simulation.network.heal();
  await simulation.runAsync(180_000);
  for (const storage of storages)
    expect(await simulation.settle(storage.get(name(key)))).toEqual({ ok: false, reason: "none" });
});

test("a node that cannot reach the holders replies unavailable, and not none", async () => {
  const { simulation, storages } = start(10, 61);
  const key = simulation.randomId();
  await simulation.settle(storages[0].put(name(key), bytes("there")));
  const holders = simulation.nodes[0].overlay.replicaSet(key, 4).map(({ id }) => id.hex);
  const outside = simulation.nodes.find(({ handle }) => !holders.includes(handle.id.hex));
  if (outside === undefined) throw new Error("every node is a holder of the key");
  simulation.network.partition((node) => (node.id.equals(outside.handle.id) ? 1 : 0));
  const got = await simulation.settle(storages[outside.index].get(name(key)));
  expect(got).toEqual({ ok: false, reason: "unavailable" });
});

test("a node with a disk that refuses writes says why, keeps its records, and stores again when it can", async () => {
  const disk = new MemoryStore();
  let isFull = false;
  const write = disk.write.bind(disk);
  disk.write = (batch) => (isFull ? Promise.reject(new Error("no space left")) : write(batch));
  const { simulation, storages } = startCluster({
    nodes: 1,
    seed: 81,
    kinds: [serviceRecordKind],
    disk: () => disk,
  });
  const [storage] = storages;
  const key = simulation.randomId();
  expect(await simulation.settle(storage.put(name(key), bytes("before")))).toMatchObject({ ok: true });
  isFull = true;
  const refused = await simulation.settle(storage.put(name(key), bytes("while full")));
  expect(refused).toMatchObject({
    ok: false,
    reason: "unavailable",
    detail: expect.stringContaining("no space left"),
  });
  const got = await simulation.settle(storage.get(name(key)));
  expect(got.ok && text(got.record.value)).toBe("before");
  isFull = false;
  expect(await simulation.settle(storage.put(name(key), bytes("after")))).toMatchObject({ ok: true });
});

test("writes are acknowledged although packets are lost", async () => {
  const { simulation, any } = start(8, 71, 0.03);
  const outcomes = await simulation.settle(
    Promise.all(Array.from({ length: 200 }, () => any().put(name(simulation.randomId()), bytes("x")))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(200);
});

test("any bytes decode to a request or a reply, or are refused, and nothing is thrown", () => {
  const valid = encodeRequest({
    kind: "put",
    askedMs: 1,
    name: name(SERVICE, bytes("field")),
    value: bytes("value"),
    ttlSeconds: 1,
  });
  expect(decodeRequest(valid)).toMatchObject({ kind: "put", ttlSeconds: 1 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 12 }), (body, kind) => {
      decodeRequest(Uint8Array.of(kind, ...body));
      decodeFound(body);
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
