/** Attacks on records of the overlay: forged and old records at holders, and many writers at once. */
import assert from "node:assert/strict";
import { Id } from "../../base/id.ts";
import { generateKeyPair, keyIdOf } from "../../base/identity.ts";
import {
  chunkRecord,
  deploymentKinds,
  manifestRecord,
  type OnManifestEquivocation,
} from "../../deployment/kinds.ts";
import { manifestHashOf, serviceOf, sha256 } from "../../deployment/manifest.ts";
import { openPublication, solePublisher } from "../../deployment/publication.ts";
import { decodePublication, encodePublication } from "../../deployment/publication-codec.ts";
import { encodeRoot, rootDocument } from "../../deployment/root.ts";
import { createSimulation } from "../../simulator/simulation.ts";
import { serviceRecord, serviceRecordKind } from "../../storage/kinds/plain.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import { STORAGE_QUOTAS_DEFAULT, type StorageQuotas } from "../../storage/quotas.ts";
import type { RecordName, StorageRecord } from "../../storage/record.ts";
import { createRegisters, type Registers } from "../../storage/registers/service.ts";
import { RecordStore } from "../../storage/replication/record-store.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  envelopeOf,
  manifestPayload,
  newPublisher,
  OTHER_NETWORK,
  NETWORK as PUBLISHERS_NETWORK,
  release,
  signedBy,
  simpleService,
  Victim,
  withEnvelope,
} from "../arenas/publisher-arena.ts";
import { recordOf as publishedRecord, RecordHolders } from "../arenas/record-holders.ts";

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
    id: "DH02",
    title:
      "a manifest with a wrong signature, a weak key, or for another network or use is stored by no node",
    isLocal: true,
    async run() {
      const pair = generateKeyPair();
      const good = release({ by: newPublisher(pair) });
      const holder = holderWith({ network: PUBLISHERS_NETWORK });
      const name = manifestRecord(good.service);
      const payload = manifestPayload(good);
      const weak = Uint8Array.of(1, ...new Uint8Array(31));
      const spoilt: Readonly<Record<string, Uint8Array>> = {
        "a bit of the signature": good.record.map((byte, i) =>
          i === good.record.length - 1 ? byte ^ 1 : byte,
        ),
        "no signature": withEnvelope(
          good.record,
          "manifest",
          envelopeOf("manifest", payload, keyIdOf(pair.publicKey), new Uint8Array(64)),
        ),
        "another use": withEnvelope(good.record, "manifest", signedBy(pair, "pointer", payload)),
        "another's key": withEnvelope(
          good.record,
          "manifest",
          signedBy(generateKeyPair(), "manifest", payload),
        ),
        "another network": release({ by: solePublisher(pair, OTHER_NETWORK), networkId: OTHER_NETWORK })
          .record,
        "a weak key": withRoot(
          good.record,
          envelopeOf(
            "root",
            encodeRoot(rootDocument([weak])),
            keyIdOf(weak),
            Uint8Array.of(1, ...new Uint8Array(63)),
          ),
        ),
      };
      for (const [what, record] of Object.entries(spoilt))
        assert.equal(await offer(holder, name, record), "refused", what);
      assert.equal(holder.size, 0);
      assert.equal(await offer(holder, name, good.record), "held");
    },
  },
  {
    id: "DH03",
    title: "an older record replaces nothing, and of two records with one version all holders keep the same",
    isLocal: true,
    async run() {
      const name = serviceRecord(SERVICE, Id.hashOf("key"), Uint8Array.of(1));
      const rivals = [1, 2].map((byte) =>
        recordOf(name, Uint8Array.of(byte), { writer: Id.hashOf(`${byte}`) }),
      );
      const kept = [];
      for (const order of [rivals, rivals.toReversed()]) {
        const holder = holderWith();
        for (const record of order) await holder.put(record);
        const before = holder.read(name)?.value;
        await holder.put(recordOf(name, Uint8Array.of(9), { version: NOW_MS - 1 }));
        assert.deepEqual(holder.read(name)?.value, before);
        kept.push(before);
      }
      assert.deepEqual(kept[0], kept[1]);
    },
  },
  {
    id: "DH04",
    title:
      "a root that answers with an old manifest, or with none, does not hide a newer one from a quorum read",
    isLocal: true,
    async run() {
      const holders = new RecordHolders(40, 4);
      const by = newPublisher();
      const [old, next] = [1, 2].map((version) =>
        release({ by, version, module: simpleService(VARIANTS[version]) }),
      );
      const name = manifestRecord(next.service);
      await holders.publish(old, next);
      const [root] = holders.byRank(name.key);
      const reader = holders.farthestNode(name.key);
      for (const lie of [publishedRecord(name, old.record), null]) {
        holders.answerAlways(root, lie);
        const alone = await holders.simulation.settle(holders.storages[reader].get(name));
        assert.deepEqual(alone.ok ? alone.record.value : null, lie?.value ?? null, "only the root was asked");
        const several = await holders.simulation.settle(holders.quorumReaders[reader].get(name));
        assert.ok(several.ok, "no node had the record");
        assert.deepEqual(several.record.value, next.record);
      }
      assert.equal(holders.quorumReaders[reader].counters.contradicted, 2);
    },
  },
  {
    id: "DH05",
    title: "expired and far future records are not stored, and no holder returns a record after its expiry",
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
    title: "a value one byte too long is refused, and records of one writer are stored up to its quota",
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
        "another writer has its own quota",
      );
    },
  },
  {
    id: "DH07",
    title:
      "of eight writers that set one version of a register at once, one succeeds, and the others learn its value",
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
    title: "a node without a key can store code again with the same bytes only",
    isLocal: true,
    async run() {
      const holder = holderWith();
      const name = chunkRecord(sha256(CHUNK));
      const writer = Id.hashOf("another writer");
      assert.equal(await offer(holder, name, CHUNK), "held");
      const other = { writer, version: NOW_MS + 1 };
      assert.equal(await offer(holder, name, Uint8Array.from([...CHUNK, 0]), other), "refused");
      assert.equal(await offer(holder, name, null, other), "refused", "nor can it be removed");
      assert.equal(await offer(holder, name, CHUNK, { ...other, expiresMs: NOW_MS + 1 }), "refused");
      assert.equal(await offer(holder, name, CHUNK, other), "held");
      assert.deepEqual(holder.read(name)?.value, CHUNK);
    },
  },
  {
    id: "DH09",
    title:
      "two manifests with one version are kept as evidence, holders agree on one, and a higher version replaces it",
    isLocal: true,
    async run() {
      const by = newPublisher();
      const rivals = ["", VARIANTS[1]].map((more) => release({ by, module: simpleService(more) }));
      const name = manifestRecord(rivals[0].service);
      const kept = [];
      for (const order of [rivals, rivals.toReversed()]) {
        const told: Uint8Array[][] = [];
        const holder = holderWith({
          network: PUBLISHERS_NETWORK,
          onEquivocation: (_service, held, other) => told.push([held, other]),
        });
        for (const { record } of order) await holder.put(recordOf(name, record));
        assert.deepEqual(told, [order.map(({ record }) => record)]);
        kept.push(holder.read(name)?.value);
      }
      assert.deepEqual(kept[0], kept[1], "holders keep different records");
      const victim = new Victim();
      assert.equal(await victim.install(rivals[0]), "runs 1");
      // The running one stays. No node that has seen the first accepts the other, now or after a restart.
      victim.plant(rivals[1]);
      const { service } = rivals[0];
      assert.equal(await victim.installer.check(service), false);
      assert.deepEqual(victim.installer.equivocation(service), [rivals[1].record, rivals[0].record]);
      const running = victim.restart().load(service);
      assert.ok(
        running?.ok && running.package.codeHash === Buffer.from(rivals[0].manifest.codeHash).toString("hex"),
      );
      const opened = openPublication(victim.installer.equivocation(service)[0], PUBLISHERS_NETWORK);
      assert.ok(opened.ok && serviceOf(opened.manifest).equals(service), "the evidence proves nothing");
      const previousHash = manifestHashOf(rivals[1].manifest);
      assert.equal(await victim.install(release({ by, version: 2, previousHash })), "runs 2");
    },
  },
  {
    id: "DH10",
    title: "a write with a forged sender is refused, and the named node is not charged for it",
    isLocal: true,
    async run() {
      const holders = new RecordHolders(12, 10);
      const good = release();
      const name = manifestRecord(good.service);
      const [root, ...others] = holders.byRank(name.key);
      const victim = others[others.length - 1];
      holders.forgePut(root, victim.handle, name, good.record);
      await holders.simulation.runAsync(10_000);
      assert.ok(
        holders.storages.every((storage) => storage.peek(name) === null),
        "the write was accepted",
      );
      const outcome = await holders.simulation.settle(holders.storages[victim.index].put(name, good.record));
      assert.ok(outcome.ok, "a write of the node itself was refused");
      assert.equal(holders.storages[root.index].peek(name)?.author, victim.handle.id.head);
    },
  },
];

/** Text that makes a module differ. */
const VARIANTS = ["", '(func (export "init"))', '(func (export "init") (nop))'];

function withRoot(record: Uint8Array, root: Uint8Array): Uint8Array {
  const parts = decodePublication(record);
  assert.ok(parts !== null);
  return encodePublication({ ...parts, roots: [root] });
}

function holderWith({
  network = NETWORK,
  onEquivocation = () => {},
  time = { nowMs: NOW_MS },
  quotas = STORAGE_QUOTAS_DEFAULT,
}: {
  network?: Id;
  onEquivocation?: OnManifestEquivocation;
  time?: { nowMs: number };
  quotas?: StorageQuotas;
} = {}): RecordStore {
  const kinds = [...deploymentKinds(network, onEquivocation), serviceRecordKind];
  const byTag = new Map(kinds.map((kind) => [kind.tag, kind]));
  return new RecordStore(
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

/** "held", or the reason of the refusal. */
async function offer(
  holder: RecordStore,
  name: RecordName,
  value: Uint8Array | null,
  rest: Partial<StorageRecord> = {},
): Promise<string> {
  const kept = await holder.put(recordOf(name, value, rest));
  return kept.ok ? "held" : kept.reason;
}
