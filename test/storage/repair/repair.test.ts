import { expect, test } from "vitest";
import { compareIds, Id } from "../../../runtime/base/id.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { storedKeyOf, storedValueOf } from "../../../runtime/storage/codec.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import type { RecordKind, StorageRecord } from "../../../runtime/storage/record.ts";
import { RECORDS_SPACE } from "../../../runtime/storage/replication/record-store.ts";
import { START_MS, startCluster } from "../cluster.ts";

const SERVICE = Id.hashOf("a service");
const NO_FIELD = new Uint8Array(0);
const COPIES = 4;
/** At most 90 s pass between two comparisons. Within two, a record of one node reaches another through a third. */
const ROUNDS_MS = 200_000;

/** The greater value wins, whenever it was written. */
const greatestKind: RecordKind = {
  tag: 9,
  name: "greatest",
  copies: COPIES,
  valueBytesMax: 100,
  refusal: ({ value }) => (value === null ? "a value of this kind cannot be removed" : null),
  supersedes: (next, stored) => {
    const order = Buffer.compare(next.value!, stored.value!);
    if (order !== 0) return order > 0;
    return next.version !== stored.version
      ? next.version > stored.version
      : compareIds(next.writer, stored.writer) > 0;
  },
};

test.each([
  ["last", serviceRecordKind, 81],
  ["greatest", greatestKind, 82],
])("after disks with different records, every holder stores the %s record", async (_which, kind, seed) => {
  const random = seededRandom(seed);
  const nodes = 9;
  const names = Array.from({ length: 40 }, () => ({
    kind: kind.tag,
    scope: SERVICE,
    key: new Id(random.bytes(32)),
    field: NO_FIELD,
  }));
  const right = new Map<string, StorageRecord>();
  // There are only three times of writing, so several nodes have written at the same time.
  const disks = Array.from({ length: nodes }, () => {
    const disk = new MemoryStore();
    for (const name of names) {
      if (random.next() < 0.4) continue;
      const isRemoved = kind === serviceRecordKind && random.next() < 0.2;
      const record: StorageRecord = {
        ...name,
        value: isRemoved ? null : Uint8Array.of(Math.floor(random.next() * 4)),
        version: START_MS - Math.floor(random.next() * 3),
        writer: new Id(random.bytes(32)),
        expiresMs: 0,
      };
      void disk.write([{ space: RECORDS_SPACE, key: storedKeyOf(record), value: storedValueOf(record) }]);
      const best = right.get(name.key.hex);
      if (best === undefined || kind.supersedes(record, best)) right.set(name.key.hex, record);
    }
    return disk;
  });
  const { simulation, storedBy } = startCluster({
    nodes,
    seed,
    kinds: [kind],
    disk: (index) => disks[index],
  });
  await simulation.runAsync(ROUNDS_MS);
  for (const name of names) {
    const wanted = right.get(name.key.hex);
    const holders = simulation.nodes[0].overlay.replicaSet(name.key, COPIES).map(({ id }) => id.hex);
    const stored = storedBy(name);
    expect([...stored.keys()].map((index) => simulation.nodes[index].handle.id.hex).sort()).toEqual(
      holders.sort(),
    );
    for (const record of stored.values()) expect(record).toEqual(wanted);
  }
});

test("a holder that missed two writes with the same time gets both", async () => {
  const [root, node] = [Id.hashOf("a key"), Id.hashOf("a node")];
  const recordsOf = (age: number) =>
    [1, 2].map(
      (field): StorageRecord => ({
        ...serviceRecord(SERVICE, root, Uint8Array.of(field)),
        value: Uint8Array.of(age),
        version: START_MS - age,
        writer: node,
        expiresMs: 0,
      }),
    );
  const disks = Array.from({ length: COPIES }, (_, index) => {
    const disk = new MemoryStore();
    for (const record of recordsOf(index === 2 ? 200 : 100))
      void disk.write([{ space: RECORDS_SPACE, key: storedKeyOf(record), value: storedValueOf(record) }]);
    return disk;
  });
  const { simulation, storedBy } = startCluster({
    nodes: COPIES,
    seed: 83,
    kinds: [serviceRecordKind],
    disk: (index) => disks[index],
  });
  await simulation.runAsync(ROUNDS_MS);
  for (const record of recordsOf(100))
    expect([...storedBy(record).values()]).toEqual(Array.from({ length: COPIES }, () => record));
});

test("a node that returns with its old disk catches up, and brings no removed record back", async () => {
  const old = new MemoryStore();
  // With so few nodes, each stores every record.
  const count = COPIES;
  const cluster = startCluster({
    nodes: count,
    seed: 84,
    kinds: [serviceRecordKind],
    disk: (index) => (index >= count ? old : new MemoryStore()),
  });
  const { simulation, storages, stores, storedBy, any } = cluster;
  const [removed, changed] = [simulation.randomId(), simulation.randomId()].map((key) =>
    serviceRecord(SERVICE, key, NO_FIELD),
  );
  const node = simulation.trueRoot(removed.key);
  for (const name of [removed, changed]) await simulation.settle(any().put(name, Uint8Array.of(1)));
  await simulation.runAsync(1_000);
  for (const { key, value } of stores[node.index].scan(RECORDS_SPACE, null, null))
    await old.write([{ space: RECORDS_SPACE, key, value }]);
  simulation.crash(node.index);
  await simulation.runAsync(90_000);
  expect(await simulation.settle(any().put(removed, null))).toMatchObject({ ok: true });
  expect(await simulation.settle(any().put(changed, Uint8Array.of(2)))).toMatchObject({ ok: true });
  const again = simulation.add();
  await simulation.runAsync(ROUNDS_MS);
  expect(storedBy(removed).get(again.index)?.value).toBeNull();
  for (const { index } of simulation.alive()) {
    expect(await simulation.settle(storages[index].get(removed))).toEqual({ ok: false, reason: "none" });
    const got = await simulation.settle(storages[index].get(changed));
    expect(got.ok && [...got.record.value!]).toEqual([2]);
  }
});

test("concurrent writes of one record converge on all holders", async () => {
  const { simulation, storages, storedBy } = startCluster({
    nodes: 8,
    seed: 85,
    lossRate: 0.02,
    kinds: [serviceRecordKind],
  });
  const name = serviceRecord(SERVICE, simulation.randomId(), NO_FIELD);
  const outcomes = await simulation.settle(
    Promise.all(
      Array.from({ length: 80 }, (_, i) => storages[i % storages.length].put(name, Uint8Array.of(i))),
    ),
  );
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  await simulation.runAsync(ROUNDS_MS);
  const copies = [...storedBy(name).values()];
  expect(copies).toHaveLength(COPIES);
  for (const record of copies) expect(record).toEqual(copies[0]);
});

test('a node that has lost all neighbours acknowledges no write, and replies "not found" to no read', async () => {
  const { simulation, storages } = startCluster({ nodes: 8, seed: 86, kinds: [serviceRecordKind] });
  simulation.network.partition((node) => (node.id.equals(simulation.nodes[0].handle.id) ? 1 : 0));
  await simulation.runAsync(240_000);
  const name = serviceRecord(SERVICE, simulation.nodes[0].handle.id, NO_FIELD);
  const put = await simulation.settle(storages[0].put(name, Uint8Array.of(1)));
  expect(put).toMatchObject({ ok: false, reason: "unavailable" });
  const other = serviceRecord(SERVICE, simulation.nodes[0].handle.id, Uint8Array.of(9));
  expect(await simulation.settle(storages[0].get(other))).toEqual({ ok: false, reason: "unavailable" });
});

test("when most nodes have left one by one, the remaining ones accept writes again", async () => {
  const { simulation, storages } = startCluster({ nodes: 4, seed: 87, kinds: [serviceRecordKind] });
  for (const index of [3, 2]) {
    simulation.crash(index);
    await simulation.runAsync(180_000);
  }
  const name = serviceRecord(SERVICE, simulation.randomId(), NO_FIELD);
  expect(await simulation.settle(storages[0].put(name, Uint8Array.of(1)))).toEqual({ ok: true, copies: 2 });
});
