import { expect, test } from "vitest";
import { Id } from "../../../runtime/base/id.ts";
import { serviceRecord, serviceRecordKind } from "../../../runtime/storage/kinds/plain.ts";
import type { LocalWrite } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import type { StorageRecord } from "../../../runtime/storage/record.ts";
import { RecordStore } from "../../../runtime/storage/replication/record-store.ts";

const NOW_MS = 1_700_000_000_000;
const KEY = Id.hashOf("a key");
const WRITER = Id.hashOf("a node");

/** A disk that counts its batches, and can be full. */
class Disk extends MemoryStore {
  batches = 0;
  isFull = false;

  override async write(batch: readonly LocalWrite[]): Promise<void> {
    this.batches++;
    if (this.isFull) throw new Error("no space left");
    await super.write(batch);
  }
}

function record(field: number, value: number | null, version = NOW_MS): StorageRecord {
  return {
    ...serviceRecord(Id.hashOf("a service"), KEY, Uint8Array.of(field)),
    value: value === null ? null : Uint8Array.of(value),
    version,
    writer: WRITER,
    expiresMs: 0,
  };
}

function open(disk: Disk): RecordStore {
  return new RecordStore(disk, new Map([[serviceRecordKind.tag, serviceRecordKind]]), () => NOW_MS);
}

test("records stored in one event are one batch on disk", async () => {
  const disk = new Disk();
  const records = open(disk);
  const kept = await Promise.all(Array.from({ length: 100 }, (_, i) => records.put(record(i, i))));
  expect(kept.every(({ ok }) => ok)).toBe(true);
  expect(disk.batches).toBe(1);
  expect(open(disk).list(record(0, 0), 100_000)).toHaveLength(100);
});

test("a record is read and listed at once, and of two versions in one event the newer is kept", async () => {
  const records = open(new Disk());
  const newer = records.put(record(1, 20, NOW_MS + 1));
  const older = records.put(record(1, 10, NOW_MS));
  expect(records.read(record(1, 0))?.value).toEqual(Uint8Array.of(20));
  expect(records.list(record(1, 0), 1_000)?.map(({ value }) => value)).toEqual([Uint8Array.of(20)]);
  expect(await newer).toMatchObject({ ok: true, changed: true });
  expect(await older).toMatchObject({ ok: true, changed: false, record: { version: NOW_MS + 1 } });
});

test("after failed writes the index equals the records on disk", async () => {
  const disk = new Disk();
  const records = open(disk);
  await records.put(record(1, 10));
  disk.isFull = true;
  const [first, second, third] = await Promise.all([
    records.put(record(1, 20, NOW_MS + 1)),
    records.put(record(1, 30, NOW_MS + 2)),
    records.put(record(2, 1)),
  ]);
  for (const outcome of [first, second, third]) expect(outcome).toMatchObject({ ok: false, reason: "full" });
  expect(records.read(record(1, 0))?.value).toEqual(Uint8Array.of(10));
  expect(records.read(record(2, 0))).toBeNull();
  expect(await records.put(record(1, 10))).toMatchObject({ ok: true, changed: false });
  await records.drop([...records.index().values()]);
  expect(records.size).toBe(1);
  disk.isFull = false;
  expect(await records.put(record(1, 40, NOW_MS + 3))).toMatchObject({ ok: true, changed: true });
});

test("a version far in the future is refused, since no later write could replace it", async () => {
  const records = open(new Disk());
  expect(await records.put(record(1, 1, NOW_MS + 60_000))).toMatchObject({ ok: true });
  expect(await records.put(record(1, 1, 2 ** 48 - 1))).toMatchObject({ ok: false, reason: "refused" });
});

test("a record that was written again is not dropped when its former version is", async () => {
  const records = open(new Disk());
  await records.put(record(1, 1));
  const seen = [...records.index().values()];
  await records.put(record(1, 2, NOW_MS + 1));
  await records.drop(seen);
  expect(records.read(record(1, 0))?.value).toEqual(Uint8Array.of(2));
  await records.drop([...records.index().values()]);
  expect(records.size).toBe(0);
  expect(records.bytes).toBe(0);
});
