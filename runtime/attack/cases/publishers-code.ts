/** Attacks on the code that a manifest names: chunks, hashes and signature sections. */
import assert from "node:assert/strict";
import { ProstError } from "../../base/errors.ts";
import { Id } from "../../base/id.ts";
import { generateKeyPair } from "../../base/identity.ts";
import { CHUNK_BYTES, chunksOf, MODULE_BYTES_MAX, sameBytes, sha256 } from "../../deployment/chunks.ts";
import { chunkRecord, deploymentKinds, manifestRecord } from "../../deployment/kinds.ts";
import type { Manifest } from "../../deployment/manifest.ts";
import { merklePath, merkleRoot, verifyChunk } from "../../deployment/merkle.ts";
import { isSignedBy, signedHashOf, signModule, splitModule } from "../../deployment/module-signature.ts";
import { openPublication, signPublication } from "../../deployment/publication.ts";
import { publish } from "../../deployment/publisher.ts";
import { VirtualClock } from "../../simulator/virtual-clock.ts";
import type { RecordName, ReplicatedStorage, StorageRecord } from "../../storage/record.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  NETWORK,
  NOW_MS,
  newPublisher,
  type Release,
  release,
  simpleService,
  Victim,
} from "../arenas/publisher-arena.ts";

/** A module of about two and a half chunks. */
const LARGE = () =>
  simpleService(
    `(data (i32.const 4096) "${"x".repeat(2 * CHUNK_BYTES + 999)}")`,
    '(memory (export "memory") 4)',
  );

/** Bytes of the LEB128 length of a section with one signature: lengths over 127 take two. */
const LENGTH_BYTES = 2;

export const CASES: readonly AttackCase[] = [
  {
    isLocal: true,
    id: "PK21",
    title:
      "chunks without number, of another size, out of place or with a wrong path are refused before they are stored",
    run() {
      const by = newPublisher();
      const module = LARGE();
      const good = release({ by, module });
      const { manifest } = good;
      const chunks = chunksOf(module);
      for (const change of [
        { codeBytes: 2 ** 48, chunkHashes: Array<Uint8Array>(100).fill(new Uint8Array(32)) },
        { codeBytes: MODULE_BYTES_MAX + 1 },
        { chunkHashes: [...manifest.chunkHashes, manifest.chunkHashes[0]] },
        { chunkHashes: manifest.chunkHashes.slice(1) },
        { chunkHashes: manifest.chunkHashes.toReversed() },
        { codeBytes: 0, chunkHashes: [] },
      ] as Partial<Manifest>[])
        assert.throws(() => signPublication(by, NETWORK, { ...manifest, ...change }), ProstError);
      const root = merkleRoot(manifest.chunkHashes, module.length);
      const place = { index: 1, moduleBytes: module.length };
      const path = merklePath(manifest.chunkHashes, place);
      assert.ok(verifyChunk(root, place, chunks[1], path));
      for (const index of [0, 2, 3, -1, 2 ** 32, 0.5, Number.NaN])
        assert.ok(!verifyChunk(root, { ...place, index }, chunks[1], path), `in place ${index}`);
      for (const bad of [
        [],
        path.slice(1),
        [...path, path[0]],
        path.toReversed(),
        path.map((step) => step.subarray(1)),
      ])
        assert.ok(!verifyChunk(root, place, chunks[1], bad), "under a wrong path");
      assert.ok(!verifyChunk(root, { ...place, moduleBytes: module.length + 1 }, chunks[1], path));
      assert.ok(!verifyChunk(root, place, new Uint8Array(0), path), "no bytes");
      assert.ok(!verifyChunk(root, place, chunks[1].subarray(0, 1), path), "one byte");
      // Holders refuse a value that is no chunk of that name.
      const [kind] = deploymentKinds(NETWORK);
      const record = (name: RecordName, value: Uint8Array): StorageRecord => ({
        ...name,
        value,
        version: 1,
        writer: Id.hashOf("w"),
        expiresMs: 0,
      });
      for (const value of [new Uint8Array(0), new Uint8Array(CHUNK_BYTES + 1), chunks[0]])
        assert.notEqual(kind.refusal(record(chunkRecord(manifest.chunkHashes[1]), value)), null);
    },
  },
  {
    isLocal: true,
    id: "PK22",
    title: "code that is truncated, too long or missing does not start",
    async run() {
      const module = LARGE();
      const good = release({ module });
      const spoilt: [string, (victim: Victim) => void][] = [
        [
          "cut short",
          (victim) => victim.put(chunkRecord(good.manifest.chunkHashes[2]), chunksOf(module)[2].subarray(1)),
        ],
        [
          "too long",
          (victim) => victim.put(chunkRecord(good.manifest.chunkHashes[2]), new Uint8Array(CHUNK_BYTES * 64)),
        ],
        ["another", (victim) => victim.put(chunkRecord(good.manifest.chunkHashes[0]), chunksOf(module)[1])],
      ];
      for (const [what, spoil] of spoilt) {
        const victim = new Victim();
        victim.plant(good);
        spoil(victim);
        assert.equal(await victim.fetch(good.service), "code", what);
      }
      const lacking = new Victim();
      lacking.put(manifestRecord(good.service), good.record);
      assert.equal(await lacking.fetch(good.service), "unavailable", "never comes");
    },
  },
  {
    isLocal: true,
    id: "PK23",
    title: "a compressed bundle is not decompressed, and is refused as no module",
    async run() {
      // No code is decompressed: the signed size is the fetched size.
      const { gzipSync } = await import("node:zlib");
      const bundle = Uint8Array.from(gzipSync(new Uint8Array(64 * 1024 * 1024)));
      const victim = new Victim();
      const before = process.memoryUsage().rss;
      assert.equal(await victim.install(release({ module: bundle })), "gate");
      assert.ok(process.memoryUsage().rss - before < 48 * 1024 * 1024, "it was decompressed");
    },
  },
  {
    isLocal: true,
    id: "PK24",
    title: "all bytes of a hash count, and it covers one form of the code",
    async run() {
      const by = newPublisher();
      const good = release({ by });
      const near = Uint8Array.from(good.manifest.codeHash);
      near[31] ^= 1;
      const almost = { ...good, record: signPublication(by, NETWORK, { ...good.manifest, codeHash: near }) };
      assert.equal(await new Victim().install(almost), "code", "31 bytes agree");
      for (const codeHash of [good.manifest.codeHash.subarray(0, 31), new Uint8Array(33), new Uint8Array(0)])
        assert.throws(() => signPublication(by, NETWORK, { ...good.manifest, codeHash }), ProstError);
      // The code with a signature section is not the code that a manifest names.
      const signed = signModule(by.pairs[0], good.module);
      assert.equal(
        await new Victim().install({ ...good, module: signed }),
        "code",
        "the signed form for the bare one",
      );
      assert.equal(
        await new Victim().install(release({ by, module: signed })),
        "code",
        "a manifest of the signed form",
      );
    },
  },
  {
    isLocal: true,
    id: "PK25",
    title: "a signature section has one form: once, first, whole, of one hash, in as few bytes as possible",
    run() {
      const pair = generateKeyPair();
      const bare = simpleService();
      const signed = signModule(pair, bare);
      const apart = splitModule(signed);
      assert.ok(apart.ok && sameBytes(apart.module, bare) && isSignedBy(pair.publicKey, apart));
      const length = signed.length - bare.length;
      const section = signed.subarray(8, 8 + length);
      const rest = bare.subarray(8);
      const head = bare.subarray(0, 8);
      const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat([head, ...parts]));
      const delimiter = new Uint8Array(
        Buffer.concat([Uint8Array.of(0, 36, 19), Buffer.from("signature_delimiter"), new Uint8Array(16)]),
      );
      const bad: [string, Uint8Array][] = [
        ["twice", join(section, section, rest)],
        ["not first", join(rest, section)],
        ["a delimiter", join(section, rest, delimiter)],
        ["a delimiter alone", join(rest, delimiter)],
        // The beginning is signed, and more code follows. wasmsign2 accepts any hash of the set.
        ["more code after it", join(section, rest, Uint8Array.of(0, 2, 1, 97))],
        ["less code after it", join(section, rest.subarray(0, rest.length - 7))],
        [
          "a length in more bytes than it needs",
          join(
            Uint8Array.of(0, section[1], section[2] | 128, 0, ...section.subarray(1 + LENGTH_BYTES)),
            rest,
          ),
        ],
      ];
      for (const at of [12, 13, 14, 15, 16, 17, 18, 19]) {
        const changed = Uint8Array.from(section);
        changed[at] ^= 3;
        bad.push([`byte ${at} changed`, join(changed, rest)]);
      }
      for (const [what, module] of bad) {
        const opened = splitModule(module);
        const isAccepted = opened.ok && opened.signatures.length > 0 && isSignedBy(pair.publicKey, opened);
        assert.ok(!isAccepted, `accepted: ${what}`);
      }
    },
  },
  {
    isLocal: true,
    id: "PK26",
    title: "another signature section changes neither the code nor its hash",
    run() {
      const bare = simpleService();
      const forms = [bare, ...[1, 2].map(() => signModule(generateKeyPair(), bare))];
      forms.push(signModule(generateKeyPair(), forms[1]));
      for (const form of forms) {
        const apart = splitModule(form);
        assert.ok(apart.ok);
        assert.deepEqual(sha256(apart.module), sha256(bare));
        assert.deepEqual(signedHashOf(apart.module), signedHashOf(bare));
      }
    },
  },
  {
    isLocal: true,
    id: "PK29",
    title:
      "one version published at two nodes, or twice, is stored once; of two different ones all nodes keep the same",
    async run() {
      const by = newPublisher();
      const good = release({ by });
      const shared = new SharedRecords();
      await Promise.all([shared.publish(good), shared.publish(good), shared.publish(good)]);
      assert.equal(shared.manifests, 1);
      const [one, other] = ["one", "other"].map((label) => release({ by, version: 2, label }));
      // Two nodes receive them in two orders, and keep the same record.
      const orders = [new SharedRecords(), new SharedRecords()];
      for (const [i, records] of orders.entries())
        for (const next of i === 0 ? [one, other] : [other, one]) records.hold(next);
      assert.deepEqual(orders[0].published(one), orders[1].published(one));
    },
  },
  {
    isLocal: true,
    id: "CB11",
    title:
      "100 versions a second are compiled at most at the publisher's rate, and other publishers' services start",
    async run() {
      const by = newPublisher();
      const victim = new Victim();
      let started = 0;
      for (let version = 1; version <= 400; version++) {
        const module = simpleService(`(data (i32.const 60000) "${version}")`);
        victim.plant(release({ by, version, module }));
        if (await victim.installer.check(release({ by, version, module }).service, { isUrgent: true }))
          started++;
        victim.pass(10);
      }
      assert.ok(started >= 10, `only ${started} versions started`);
      assert.ok(started <= 100, `${started} versions were compiled in four seconds`);
      assert.equal(await victim.install(release()), "runs 1", "another publisher's service");
    },
  },
];

/** The records of an overlay with holders that check them. */
class SharedRecords {
  readonly #records = new Map<string, StorageRecord>();
  readonly #kinds = deploymentKinds(NETWORK);
  manifests = 0;

  hold({ record, service: id }: Release): void {
    this.#put(manifestRecord(id), record);
  }

  published({ service: id }: Release): Uint8Array | null {
    return this.#records.get(keyOf(manifestRecord(id)))?.value ?? null;
  }

  async publish({ module, record }: Release): Promise<void> {
    const storage = {
      put: async (name: RecordName, value: Uint8Array) => {
        this.#put(name, value);
        return { ok: true as const, copies: 1 };
      },
      get: async (name: RecordName) => {
        const held = this.#records.get(keyOf(name));
        return held === undefined
          ? { ok: false as const, reason: "none" as const }
          : { ok: true as const, record: held, from: held.writer };
      },
    } as unknown as ReplicatedStorage;
    const clock = new VirtualClock();
    await publish({
      storage,
      networkId: NETWORK,
      module,
      manifestEnvelope: record,
      onProgress: () => {},
      clock,
    });
    assert.ok(openPublication(record, NETWORK).ok);
    assert.ok(clock.now() < NOW_MS);
  }

  #put(name: RecordName, value: Uint8Array): void {
    const kind = this.#kinds.find(({ tag }) => tag === name.kind);
    assert.ok(kind !== undefined);
    const record: StorageRecord = { ...name, value, version: 1, writer: Id.hashOf("writer"), expiresMs: 0 };
    assert.equal(kind.refusal(record), null);
    const held = this.#records.get(keyOf(name));
    if (held !== undefined && !kind.supersedes(record, held)) return;
    if (kind.name === "manifest") this.manifests++;
    this.#records.set(keyOf(name), record);
  }
}

function keyOf({ kind, key }: RecordName): string {
  return `${kind}/${key.hex}`;
}
