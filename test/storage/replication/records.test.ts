import { expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { SimulatedDisk, SOUND_DISK } from "../../../runtime/simulator/simulated-disk.ts";
import { VirtualClock } from "../../../runtime/simulator/virtual-clock.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import type { StorageRecord } from "../../../runtime/storage/record.ts";
import { RECORDS_SPACE, RecordStore } from "../../../runtime/storage/replication/record-store.ts";
import { startCluster } from "../cluster.ts";
import { runRecords } from "./record-run.ts";

const SERVICE = Id.hashOf("a service");
const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const text = (value: Uint8Array | null) => Buffer.from(value ?? []).toString();
const name = (key: Id, field = "") => serviceRecord(SERVICE, key, bytes(field));

test.each([6, 13])(
  "no acknowledged record is lost under churn, pauses, partitions and failing disks: seed %i",
  async (seed) => {
    const { violations, ended } = await runRecords(seed);
    expect(violations).toEqual([]);
    expect(ended.get("put: acknowledged") ?? 0).toBeGreaterThan(100);
  },
);

test("a write that a paused root processes late does not replace later writes", async () => {
  const { simulation, storages, any } = startCluster({ nodes: 12, seed: 61, kinds: [serviceRecordKind] });
  const key = simulation.randomId();
  const { index: root } = simulation.trueRoot(key);
  const others = simulation.nodes.filter(({ index }) => index !== root);
  const write = (at: number, value: string) =>
    simulation.settle(storages[others[at].index].put(name(key), bytes(value)));
  expect(await write(0, "before")).toMatchObject({ ok: true });
  simulation.pause(root);
  // Both writes first reach the paused root, and then another root.
  expect(await write(1, "first")).toMatchObject({ ok: true });
  expect(await write(2, "second")).toMatchObject({ ok: true });
  simulation.resume(root);
  await simulation.runAsync(200_000);
  const got = await simulation.settle(any().get(name(key)));
  expect(got.ok && text(got.record.value)).toBe("second");
});

test('the larger side of a partition without any holder of a record does not reply "not found"', async () => {
  const { simulation, storages, any } = startCluster({ nodes: 14, seed: 62, kinds: [serviceRecordKind] });
  const key = simulation.randomId();
  expect(await simulation.settle(any().put(name(key), bytes("there")))).toMatchObject({ ok: true });
  await simulation.runAsync(200_000);
  const holders = new Set(simulation.nodes[0].overlay.replicaSet(key, 4).map(({ id }) => id.hex));
  simulation.network.cut((from, to) => holders.has(from.id.hex) !== holders.has(to.id.hex));
  const replies = new Set<string>();
  for (let round = 0; round < 20; round++) {
    await simulation.runAsync(10_000);
    const { index } = simulation.pick(simulation.nodes.filter(({ handle }) => !holders.has(handle.id.hex)));
    const got = await simulation.settle(storages[index].get(name(key)));
    replies.add(got.ok ? "found" : got.reason);
  }
  expect([...replies]).toEqual(["unavailable"]);
  simulation.network.heal();
  await simulation.runAsync(200_000);
  const got = await simulation.settle(any().get(name(key)));
  expect(got.ok && text(got.record.value)).toBe("there");
});

test("a damaged record is dropped, and the records beside it are read and listed", async () => {
  const clock = new VirtualClock();
  const disk = new SimulatedDisk({ clock, random: seededRandom(1), faults: SOUND_DISK });
  const kinds = new Map([[serviceRecordKind.tag, serviceRecordKind]]);
  const holder = new RecordStore(disk, kinds, () => 1_000);
  const key = Id.hashOf("a key");
  const record = (field: string): StorageRecord => {
    return { ...name(key, field), value: bytes(field), version: 1, writer: SERVICE, expiresMs: 0 };
  };
  const kept = Promise.all(["a", "b", "c"].map((field) => holder.put(record(field))));
  await new Promise((resolve) => setImmediate(resolve));
  while (clock.step(60_000));
  await kept;
  disk.spoil(RECORDS_SPACE);
  const listed = holder.list(name(key), 10_000)?.map(({ field }) => text(field)) ?? [];
  expect(listed).toHaveLength(2);
  expect(holder.size).toBe(2);
  const read = ["a", "b", "c"].filter((field) => holder.read(name(key, field)) !== null);
  expect(read).toEqual(listed);
});
