/**
 * Writes to the local store, beside appending to a file with a sync; encoding and decoding of a batch of records,
 * beside copying its bytes; and a replicated write.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Id } from "../runtime/base/id.ts";
import { createSimulation } from "../runtime/simulator/simulation.ts";
import { serviceRecord, serviceRecordKind } from "../runtime/storage/kinds/plain.ts";
import { openLmdbStore } from "../runtime/storage/local/lmdb.ts";
import { MemoryStore } from "../runtime/storage/local/memory.ts";
import type { ReplicatedStorage, StorageRecord } from "../runtime/storage/record.ts";
import { BATCH_RECORDS_MAX, decodeRequest, encodeRequest } from "../runtime/storage/replication/messages.ts";
import { createReplicatedStorage } from "../runtime/storage/replication/replicated-storage.ts";
import { type BenchOptions, bestOf, printTable, ratio } from "./timing.ts";

const VALUE_BYTES = 60;
/** Concurrent writes, as of many services. */
const AT_A_TIME = [1, 64, 1_024];
const SERVICE = Id.hashOf("bench");

export async function run(options: BenchOptions): Promise<void> {
  await onDisk(options);
  await batches(options);
  await inAnOverlay(options);
}

async function onDisk({ full }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "prost-bench-"));
  try {
    const store = await openLmdbStore(join(folder, "store"));
    const file = await open(join(folder, "log"), "a");
    const rows: string[][] = [];
    let number = 0;
    for (const atATime of AT_A_TIME) {
      const groups = full ? 200 : Math.max(5, Math.floor(100 / Math.sqrt(atATime)));
      const writes = groups * atATime;
      const appendMs = await bestOf(3, async () => {
        for (let group = 0; group < groups; group++) {
          await file.write(Buffer.alloc(atATime * (VALUE_BYTES + 32)));
          await file.datasync();
        }
      });
      const storeMs = await bestOf(3, async () => {
        for (let group = 0; group < groups; group++) {
          await Promise.all(
            Array.from({ length: atATime }, () => {
              const key = Buffer.alloc(32);
              key.writeUInt32BE(number++, 0);
              return store.write([{ space: "bench", key, value: new Uint8Array(VALUE_BYTES) }]);
            }),
          );
        }
      });
      const perSecond = (ms: number) => ((writes / ms) * 1000).toFixed(0);
      rows.push([String(atATime), perSecond(appendMs), perSecond(storeMs), ratio(storeMs, appendMs)]);
    }
    printTable(
      ["writes at a time", "append and sync, writes/s", "lmdb store, writes/s", "time against append"],
      rows,
    );
    await file.close();
    await store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function batches({ full }: BenchOptions): Promise<void> {
  const records = Array.from(
    { length: BATCH_RECORDS_MAX },
    (_, i): StorageRecord => ({
      ...serviceRecord(SERVICE, Id.hashOf(`key ${i}`), Buffer.from(`field ${i}`)),
      value: new Uint8Array(VALUE_BYTES),
      version: 1_700_000_000_000 + i,
      writer: SERVICE,
      expiresMs: 0,
    }),
  );
  const rounds = full ? 500 : 50;
  const encoded = encodeRequest({ kind: "replicate", records });
  const timesOf = (work: () => unknown) =>
    bestOf(5, () => {
      for (let i = 0; i < rounds; i++) work();
    });
  const copyMs = await timesOf(() => encoded.slice());
  const rows = [
    ["copy", copyMs],
    ["encode", await timesOf(() => encodeRequest({ kind: "replicate", records }))],
    ["decode", await timesOf(() => decodeRequest(encoded))],
  ] as const;
  printTable(
    [`a batch of ${BATCH_RECORDS_MAX} records`, "µs a record", "time against copy"],
    rows.map(([what, ms]) => [what, ((ms * 1000) / (rounds * records.length)).toFixed(2), ratio(ms, copyMs)]),
  );
}

/** All eight nodes are in this process, on virtual time and without a disk: the work of storage and overlay alone. */
async function inAnOverlay({ full }: BenchOptions): Promise<void> {
  const storages: ReplicatedStorage[] = [];
  const simulation = createSimulation({
    nodes: 8,
    seed: 1,
    onNode: ({ overlay, clock, random }) => {
      const wallClock = () => 1_700_000_000_000 + Math.round(clock.now());
      const storage = createReplicatedStorage({
        overlay,
        store: new MemoryStore(),
        clock,
        random,
        wallClock,
      });
      storage.define(serviceRecordKind);
      storages.push(storage);
    },
  });
  const writes = full ? 16_000 : 2_000;
  const ms = await bestOf(3, async () => {
    const puts = Array.from({ length: writes }, (_, i) =>
      storages[i % storages.length].put(
        serviceRecord(SERVICE, simulation.randomId(), Buffer.from("field")),
        new Uint8Array(VALUE_BYTES),
      ),
    );
    const outcomes = await simulation.settle(Promise.all(puts));
    if (outcomes.some(({ ok }) => !ok)) throw new Error("a write was not acknowledged");
  });
  printTable(
    ["a write on four of eight nodes", "µs, all nodes together"],
    [["put", ((ms * 1000) / writes).toFixed(0)]],
  );
}
