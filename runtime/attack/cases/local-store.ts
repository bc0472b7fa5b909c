/** Attacks on the local store of a service. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  E_NOT_FOUND,
  E_QUOTA,
  E_RANGE,
  E_TOO_BIG,
  OK,
  STORE_ENTRY_BYTES,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
} from "../../../abi/abi.ts";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { Id } from "../../base/id.ts";
import { serviceIdOf } from "../../base/identity.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { LIMITS_DEFAULT, type Outcome } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { serviceRecord } from "../../storage/kinds/plain.ts";
import { openLmdbStore } from "../../storage/local/lmdb.ts";
import type { LocalStore } from "../../storage/local/local-store.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { answerIn, deliverEvent } from "../arenas/local-arena.ts";
import { service } from "../kit/modules.ts";
import { importText } from "../kit/probes.ts";
import {
  ask,
  DELETE,
  entries,
  GET,
  hex,
  of,
  PUT,
  PUT_AND_TRAP,
  replyOf,
  request,
  SCAN,
  STORE_SERVICE,
  type StoreReply,
  start,
} from "../kit/store-service.ts";

/** Keys with a meaning in file systems, JavaScript or the store. */
const ODD_KEYS: readonly Uint8Array[] = [
  "/",
  "..",
  "../../etc/passwd",
  "a/b",
  "a\0b",
  "\0",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "%2e%2e",
  "\\",
  "service/",
  "\u{1f600}",
]
  .map((text) => Uint8Array.from(Buffer.from(text)))
  .concat([
    Uint8Array.of(0xff),
    Uint8Array.of(0xff, 0xff, 0xff),
    Uint8Array.of(0xed, 0xa0, 0x80),
    new Uint8Array(0),
    new Uint8Array(STORE_KEY_BYTES_MAX).fill(0xfe),
  ]);

export const CASES: readonly AttackCase[] = [
  {
    id: "ST01",
    title: "keys with a meaning elsewhere are bytes like any others, and a key that is too long is E_TOO_BIG",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(arena);
      for (const [i, key] of ODD_KEYS.entries())
        assert.equal((await ask(trial, PUT, key, Uint8Array.of(i))).status, OK);
      for (const [i, key] of ODD_KEYS.entries()) {
        const held = await ask(trial, GET, key);
        assert.deepEqual(held.bytes, Uint8Array.of(i), `the key ${Buffer.from(key).toString("hex")}`);
      }
      assert.deepEqual(
        (await entries(trial)).map(({ key }) => hex(key)),
        ODD_KEYS.map(hex).toSorted(),
      );
      const tooLong = new Uint8Array(STORE_KEY_BYTES_MAX + 1);
      for (const op of [GET, PUT, DELETE, SCAN])
        assert.equal((await ask(trial, op, tooLong)).status, E_TOO_BIG);
      assert.equal((await ask(trial, PUT, of("v"), new Uint8Array(STORE_VALUE_BYTES_MAX))).status, OK);
      assert.equal(
        (await ask(trial, PUT, of("v"), new Uint8Array(STORE_VALUE_BYTES_MAX + 1))).status,
        E_TOO_BIG,
      );
    },
  },
  {
    id: "ST02",
    title: "no two services and keys share a record or entry, wherever the text of both is split",
    isLocal: true,
    async run() {
      const publisher = new Uint8Array(32).fill(5);
      const names = ["a", "a/b", "a/b/x", "a-b", "a/", "b"];
      const ids = names.map((name) => serviceIdOf(publisher, name));
      assert.equal(new Set(ids.map(({ hex: one }) => one)).size, names.length);
      const key = Id.hashOf("key");
      const fields = ["b/x", "x", "", "/b/x"].map(of);
      const records = ids.flatMap((id) =>
        fields.map((field) => {
          const { scope, key: at, field: with_ } = serviceRecord(id, key, field);
          return `${scope.hex}:${at.hex}:${hex(with_)}`;
        }),
      );
      assert.equal(new Set(records).size, records.length);
      for (const store of await stores()) {
        await store.write([
          { space: "service/a", key: of("b/x"), value: of("1") },
          { space: "service/a/b", key: of("x"), value: of("2") },
        ]);
        assert.deepEqual(store.get("service/a", of("b/x")), of("1"));
        assert.deepEqual(store.get("service/a/b", of("x")), of("2"));
        assert.equal([...store.scan("service/a", null, null)].length, 1);
        await store.close();
      }
    },
  },
  {
    id: "ST03",
    title: "reads, scans and removals reach only entries of the service itself",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const [one, other] = [await start(arena), await start(arena)];
      assert.equal((await ask(one, PUT, of("mine"), of("secret"))).status, OK);
      assert.deepEqual(await entries(other), []);
      assert.equal((await ask(other, GET, of("mine"))).status, E_NOT_FOUND);
      assert.equal((await ask(other, DELETE, of("mine"))).status, E_NOT_FOUND);
      assert.equal((await ask(other, PUT, of("mine"), of("other"))).status, OK);
      assert.deepEqual((await ask(one, GET, of("mine"))).bytes, of("secret"));
      assert.equal((await entries(one)).length, 1);
    },
  },
  {
    id: "ST04",
    title:
      "small values under many keys end in E_QUOTA, with keys and entries counted, and removals free space",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const storeBytes = 32_768;
      const fits = Math.floor(storeBytes / (4 + 1 + STORE_ENTRY_BYTES));
      // Puts new keys of four bytes until one is refused; answers with the number of keys and the refusal.
      const filler = await arena.offer(
        service({
          imports: `${importText("prost.store_put", "put")} ${importText("prost.respond", "respond")}`,
          deliver: `(local $r i32)
            (loop $l (i32.store (i32.const 300) (i32.add (i32.load (i32.const 300)) (i32.const 1)))
              (br_if $l (i32.eqz (local.tee $r (call $put (i32.const 300) (i32.const 4) (i32.const 300)
                (i32.const 1))))))
            (i32.store (i32.const 304) (local.get $r))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 300) (i32.const 8)))`,
        }),
        { limits: { storeBytes } },
      );
      assert(filler.ok, filler.ok ? "" : filler.detail);
      const answer = Buffer.from((await filler.trial.ask("")) ?? []);
      assert.deepEqual([answer.readInt32LE(0) - 1, answer.readInt32LE(4)], [fits, E_QUOTA]);
      const trial = await start(arena, { limits: { storeBytes: 1_000 } });
      const value = new Uint8Array(400);
      assert.equal((await ask(trial, PUT, of("a"), value)).status, OK);
      assert.equal((await ask(trial, PUT, of("b"), value)).status, OK);
      assert.equal((await ask(trial, PUT, of("c"), value)).status, E_QUOTA);
      assert.equal((await ask(trial, PUT, of("b"), value)).status, OK, "the same value again needs no space");
      assert.equal((await ask(trial, DELETE, of("a"))).status, OK);
      assert.equal((await ask(trial, PUT, of("c"), value)).status, OK);
    },
  },
  {
    id: "ST05",
    title: "an endless loop of writes of one large value ends with the event's fuel, and one value is stored",
    stoppedBy: [1],
    async run(arena) {
      const offered = await arena.offer(
        service({
          imports: `${importText("prost.store_put", "put")} ${importText("prost.respond", "respond")}`,
          deliver:
            "(loop $l (drop (call $put (i32.const 300) (i32.const 4) (i32.const 0) (i32.const 65536))) (br $l))",
        }),
      );
      assert(offered.ok);
      const outcome = await offered.trial.send();
      assert(!outcome.ok && outcome.fault === "fuel", outcome.ok ? "the event succeeded" : outcome.detail);
      const trial = await start(arena, { limits: { storeBytes: 70_000 } });
      const value = new Uint8Array(60_000);
      for (let i = 0; i < 50; i++)
        assert.equal((await ask(trial, PUT, of("same"), value.fill(i))).status, OK);
      assert.deepEqual((await ask(trial, GET, of("same"))).bytes, value);
    },
  },
  {
    id: "ST06",
    title: "of several events that each need the whole remaining quota, one gets it",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(arena, { limits: { storeBytes: 10_000 } });
      const asked = await Promise.all(
        Array.from({ length: 20 }, (_, i) => ask(trial, PUT, of(`key ${i}`), new Uint8Array(6_000))),
      );
      const statuses = asked.map(({ status }) => status);
      assert.deepEqual(statuses, [OK, ...Array.from({ length: 19 }, () => E_QUOTA)]);
      assert.equal((await entries(trial)).length, 1);
    },
  },
  {
    id: "ST07",
    title: "writes before a trap are undone, also for later events of the same batch",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const trial = await start(arena);
      assert.equal((await ask(trial, PUT, of("kept"), of("1"))).status, OK);
      const [trapped, after, kept] = await Promise.all([
        trial.send({ payload: request(PUT_AND_TRAP, of("kept"), of("2")) }),
        ask(trial, GET, of("kept")),
        ask(trial, SCAN, of("")),
      ]);
      assert(!trapped.ok && trapped.fault === "trap");
      assert.deepEqual(after.bytes, of("1"));
      assert.equal(kept.status, 6 + 4 + 1);
    },
  },
  {
    id: "ST09",
    title: "the same name under another publisher is another service with another store",
    isLocal: true,
    run() {
      const [one, other] = [1, 2].map((byte) => serviceIdOf(new Uint8Array(32).fill(byte), "name"));
      assert.notEqual(one.hex, other.hex);
      const key = Id.hashOf("key");
      const scopes = [one, other].map((id) => serviceRecord(id, key, of("field")).scope.hex);
      assert.notEqual(scopes[0], scopes[1]);
    },
  },
  {
    id: "ST10",
    title: "ten thousand scans in one event leave nothing open, and a scan that does not fit fails",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const offered = await arena.offer(
        service({
          memory: '(memory (export "memory") 4)',
          imports: `${importText("prost.store_put", "put")} ${importText("prost.store_scan", "scan")}
            ${importText("prost.respond", "respond")}`,
          deliver: `(local $i i32) (local $r i32)
            (loop $w (i32.store (i32.const 300) (local.get $i))
              (drop (call $put (i32.const 300) (i32.const 4) (i32.const 300) (i32.const 4)))
              (br_if $w (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100))))
            (local.set $i (i32.const 0))
            (loop $l (local.set $r (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
              (i32.const 65536) (i32.const 14)))
              (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10000))))
            (i32.store (i32.const 300) (local.get $r))
            (i32.store (i32.const 304) (call $scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
              (i32.const 65536) (i32.const 13)))
            (drop (call $respond (i64.load (i32.const 1152)) (i32.const 300) (i32.const 8)))`,
        }),
      );
      assert(offered.ok, offered.ok ? "" : offered.detail);
      const outcome = await offered.trial.send({ token: 5n });
      assert(outcome.ok, outcome.ok ? "" : outcome.detail);
      const answer = Buffer.from(answerIn(outcome, 5n) ?? []);
      assert.deepEqual([answer.readInt32LE(0), answer.readInt32LE(4)], [14, E_RANGE]);
    },
  },
  {
    id: "ST11",
    title: "a quota below the present use deletes nothing: reads and removals work",
    isLocal: true,
    async run() {
      const runner = new CellHost({ name: "shrunk" });
      try {
        const store = new MemoryStore();
        const before = storeServiceOn(runner, store, 100_000);
        assert((await before.start()).ok);
        assert.equal((await askService(before, PUT, of("large"), new Uint8Array(50_000).fill(3))).status, OK);
        assert.equal((await askService(before, PUT, of("small"), of("1"))).status, OK);
        await before.drain();
        before.stop();
        const after = storeServiceOn(runner, store, 1_000);
        assert((await after.start()).ok);
        assert.equal((await askService(after, GET, of("large"))).bytes.length, 50_000);
        assert.equal((await askService(after, PUT, of("more"), of("1"))).status, E_QUOTA);
        assert.equal((await askService(after, DELETE, of("large"))).status, OK);
        assert.equal((await askService(after, PUT, of("more"), of("1"))).status, OK);
        assert.deepEqual((await askService(after, GET, of("small"))).bytes, of("1"));
        after.stop();
      } finally {
        await runner.close();
      }
    },
  },
  {
    id: "ST12",
    title: "keys that look like those of the node's own spaces do not change these spaces",
    isLocal: true,
    async run() {
      const forged = [
        "records\0",
        "\0",
        "meta",
        "service/b\0key",
        "\0service/b\0key",
        "__internal__",
        "data.mdb",
      ].map(of);
      for (const store of await stores()) {
        await store.write([
          { space: "records", key: of("key"), value: of("node's") },
          { space: "service/b", key: of("key"), value: of("b's") },
        ]);
        await store.write(forged.map((key) => ({ space: "service/a", key, value: of("forged") })));
        assert.deepEqual(store.get("records", of("key")), of("node's"));
        assert.deepEqual(store.get("service/b", of("key")), of("b's"));
        assert.equal([...store.scan("records", null, null)].length, 1);
        assert.equal([...store.scan("service/b", null, null)].length, 1);
        assert.deepEqual(
          [...store.scan("service/a", null, null)].map(({ key }) => hex(key)),
          forged.map(hex).toSorted(),
        );
        assert.equal(store.bytesUsed("service/b"), 6);
        await store.close();
      }
    },
  },
];

function storeServiceOn(runner: CellHost, store: LocalStore, storeBytes: number): ServiceQueue {
  const gated = gate(STORE_SERVICE);
  assert(gated.ok);
  return new ServiceQueue({
    runner,
    store,
    space: "service/trial",
    install: {
      serviceId: new Uint8Array(32).fill(4),
      nodeId: new Uint8Array(32).fill(7),
      module: rewrite(gated.module, { memoryPages: 8 }),
      capabilities: CAPABILITIES,
      limits: { ...LIMITS_DEFAULT, storeBytes },
      nowMs: 1_000,
      seed: 1n,
      firstToken: 1n,
    },
    onEffects: () => {},
    now: () => performance.now(),
  });
}

let tokens = 0n;

async function askService(
  of_: ServiceQueue,
  op: number,
  key: Uint8Array,
  value?: Uint8Array,
): Promise<StoreReply> {
  const token = ++tokens;
  const outcome = await new Promise<Outcome>((resolve) => {
    assert(of_.offer(deliverEvent({ token, payload: request(op, key, value) }), resolve));
  });
  return replyOf(answerIn(outcome, token));
}

/** A store in memory, and one on disk that removes its folder when it is closed. */
async function stores(): Promise<readonly LocalStore[]> {
  const folder = await mkdtemp(join(tmpdir(), "prost-attack-"));
  const disk = await openLmdbStore(folder);
  const closing = disk.close.bind(disk);
  disk.close = async () => {
    await closing();
    await rm(folder, { recursive: true, force: true });
  };
  return [new MemoryStore(), disk];
}
