/** Records of the overlay: what a holder takes from a stranger who says it is the root, and what many at once can do. */
import assert from "node:assert/strict";
import { chunkRecord, deploymentKinds } from "../deployment/kinds.ts";
import { sha256 } from "../deployment/manifest.ts";
import { Id } from "../overlay/id.ts";
import { serviceRecord, serviceRecordKind } from "../services/record-kind.ts";
import { createSimulation } from "../simulator/simulation.ts";
import { Holder } from "../storage/holder.ts";
import { MemoryStore } from "../storage/memory.ts";
import { STORAGE_QUOTAS_DEFAULT, type StorageQuotas } from "../storage/quotas.ts";
import type { RecordName, StorageRecord } from "../storage/record.ts";
import { createRegisters, type Registers } from "../storage/registers.ts";
import type { AttackCase } from "./arena.ts";

const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const NETWORK = Id.hashOf("a network");
const SERVICE = Id.hashOf("a service");
const CHUNK = Uint8Array.from(Buffer.from("code"));

export const CASES: readonly AttackCase[] = [
  {
    id: "DH01",
    title: "a chunk under a key that is not its hash is not stored, nor one with a scope or a field",
    isLocal: true,
    async run() {
      const holder = holderWith();
      const name = chunkRecord(sha256(CHUNK));
      assert.equal(await offer(holder, { ...name, key: Id.hashOf("another") }, CHUNK), "refused");
      assert.equal(await offer(holder, { ...name, scope: SERVICE }, CHUNK), "refused");
      assert.equal(await offer(holder, { ...name, field: Uint8Array.of(1) }, CHUNK), "refused");
      assert.equal(await offer(holder, name, CHUNK), "held");
      assert.equal(holder.size, 1);
    },
  },
  {
    id: "DH03",
    title: "an older record replaces nothing, and of two of one version all holders keep the same",
    isLocal: true,
    async run() {
      const name = serviceRecord(SERVICE, Id.hashOf("key"), Uint8Array.of(1));
      const twins = [1, 2].map((byte) =>
        recordOf(name, Uint8Array.of(byte), { writer: Id.hashOf(`${byte}`) }),
      );
      const kept = [];
      for (const order of [twins, twins.toReversed()]) {
        const holder = holderWith();
        for (const record of order) await holder.keep(record);
        const before = holder.read(name)?.value;
        await holder.keep(recordOf(name, Uint8Array.of(9), { version: NOW_MS - 1 }));
        assert.deepEqual(holder.read(name)?.value, before);
        kept.push(before);
      }
      assert.deepEqual(kept[0], kept[1]);
    },
  },
  {
    id: "DH05",
    title:
      "what has expired and what has a version of the far future is not stored, and what expires is given out no more",
    isLocal: true,
    async run() {
      const time = { nowMs: NOW_MS };
      const holder = holderWith({ time });
      const name = serviceRecord(SERVICE, Id.hashOf("key"), Uint8Array.of(1));
      const value = Uint8Array.of(1);
      assert.equal(await offer(holder, name, value, { expiresMs: NOW_MS - 1 }), "refused");
      assert.equal(await offer(holder, name, value, { version: NOW_MS + 2 * DAY_MS }), "refused");
      assert.equal(holder.size, 0);
      assert.equal(await offer(holder, name, value, { expiresMs: NOW_MS + 1_000 }), "held");
      time.nowMs += 1_001;
      assert.equal(holder.read(name), null);
    },
  },
  {
    id: "DH06",
    title:
      "a value one byte too long is refused, and of many records of one writer no more are held than its quota",
    isLocal: true,
    async run() {
      const holder = holderWith({ quotas: { ...STORAGE_QUOTAS_DEFAULT, writerRecords: 50 } });
      const name = (i: number) => serviceRecord(SERVICE, Id.hashOf(`key ${i}`), Uint8Array.of(1));
      const long = new Uint8Array(serviceRecordKind.valueBytesMax + 1);
      assert.equal(await offer(holder, name(0), long), "refused");
      const outcomes = [];
      for (let i = 0; i < 200; i++) outcomes.push(await offer(holder, name(i), CHUNK, { author: 7 }));
      assert.deepEqual(
        outcomes,
        Array.from({ length: 200 }, (_, i) => (i < 50 ? "held" : "writer")),
      );
      assert.equal(holder.size, 50);
      assert.equal(
        await offer(holder, name(500), CHUNK, { author: 8 }),
        "held",
        "another writer has its own",
      );
    },
  },
  {
    id: "DH07",
    title: "of eight that set one version of a register at once, one does, and the others are told by whom",
    isLocal: true,
    async run() {
      const registers: Registers[] = [];
      const simulation = createSimulation({
        nodes: 8,
        seed: 7,
        onNode: ({ index, overlay, clock, random }) => {
          registers[index] = createRegisters({ overlay, store: new MemoryStore(), clock, random });
        },
      });
      simulation.run(5_000);
      const name = { scope: SERVICE, key: Id.hashOf("contended") };
      const asked = registers.map((one, i) => one.compareAndSet(name, 0, Uint8Array.of(i)));
      const outcomes = await simulation.settle(Promise.all(asked));
      const won = outcomes.filter(({ kind }) => kind === "set");
      assert.equal(won.length, 1);
      const seen = outcomes.map((outcome) => ("version" in outcome ? outcome.value : null));
      assert.equal(new Set(seen.map((value) => value?.join())).size, 1);
      assert.equal(outcomes.filter(({ kind }) => kind === "conflict").length, 7);
    },
  },
  {
    id: "DH08",
    title: "who has no key may store code again, with the same bytes only",
    isLocal: true,
    async run() {
      const holder = holderWith();
      const name = chunkRecord(sha256(CHUNK));
      const writer = Id.hashOf("a stranger");
      assert.equal(await offer(holder, name, CHUNK), "held");
      const other = { writer, version: NOW_MS + 1 };
      assert.equal(await offer(holder, name, Uint8Array.from([...CHUNK, 0]), other), "refused");
      assert.equal(await offer(holder, name, null, other), "refused", "nor can it be removed");
      assert.equal(await offer(holder, name, CHUNK, { ...other, expiresMs: NOW_MS + 1 }), "refused");
      assert.equal(await offer(holder, name, CHUNK, other), "held");
      assert.deepEqual(holder.read(name)?.value, CHUNK);
    },
  },
];

function holderWith({
  time = { nowMs: NOW_MS },
  quotas = STORAGE_QUOTAS_DEFAULT,
}: {
  time?: { nowMs: number };
  quotas?: StorageQuotas;
} = {}): Holder {
  const kinds = [...deploymentKinds(NETWORK), serviceRecordKind];
  const byTag = new Map(kinds.map((kind) => [kind.tag, kind]));
  return new Holder(
    new MemoryStore(),
    byTag,
    () => time.nowMs,
    () => quotas,
  );
}

function recordOf(
  name: RecordName,
  value: Uint8Array | null,
  rest: Partial<StorageRecord> = {},
): StorageRecord {
  return { ...name, value, version: NOW_MS, writer: Id.hashOf("a root"), expiresMs: 0, ...rest };
}

/** "held", or why not. */
async function offer(
  holder: Holder,
  name: RecordName,
  value: Uint8Array | null,
  rest: Partial<StorageRecord> = {},
): Promise<string> {
  const kept = await holder.keep(recordOf(name, value, rest));
  return kept.ok ? "held" : kept.reason;
}
