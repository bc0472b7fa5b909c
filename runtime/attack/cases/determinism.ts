/** Attacks on determinism: time, randomness, order and error texts must depend on state and events alone. */
import assert from "node:assert/strict";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import type { Outcome } from "../../sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { RECORDING_BYTES_MAX, Recorder } from "../../sandbox/recording/recorder.ts";
import { sha256 } from "../../sandbox/recording/recording.ts";
import { replay } from "../../sandbox/recording/replay.ts";
import { StoreImage } from "../../sandbox/recording/store-image.ts";
import type { AttackArena, AttackCase, Trial, TrialOptions } from "../arenas/arena.ts";
import { service } from "../kit/modules.ts";

/** The payload of a module made by `service`, and instructions that answer with a part of its memory. */
const PAYLOAD = 1_184;
const LENGTH = 1_172;
const answer = (at: string, length: string) =>
  `(drop (call $respond (i64.load (i32.const 1152)) ${at} ${length}))`;
const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_get" (func $store_get (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_delete" (func $store_delete (param i32 i32) (result i32)))
  (import "prost" "store_scan" (func $store_scan (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "prost" "neighbor_set" (func $neighbor_set (param i32 i32) (result i32)))
  (import "prost" "now" (func $now (result i64)))
  (import "prost" "random" (func $random (result i64)))
  (import "prost" "fuel_left" (func $fuel_left (result i64)))
  (import "env" "abort" (func $abort (param i32 i32 i32 i32)))`;

/** Walks `times` through 1 MiB of memory in steps of a cache line. */
const work = (rounds: number) => `
  (local.set $round (i32.const ${rounds}))
  (loop $again
    (local.set $at (i32.const 1048576))
    (loop $walk
      (drop (i32.load8_u offset=65536 (local.get $at)))
      (br_if $walk (i32.gt_s (local.tee $at (i32.sub (local.get $at) (i32.const 64))) (i32.const 0))))
    (br_if $again (i32.gt_s (local.tee $round (i32.sub (local.get $round) (i32.const 1))) (i32.const 0))))`;
const WORK_LOCALS = "(local $round i32) (local $at i32)";
const LARGE = '(memory (export "memory") 20)';

/** Answers with the time and the fuel before and after some work. */
const stopwatch = () =>
  service({
    imports: IMPORTS,
    memory: LARGE,
    deliver: `${WORK_LOCALS}
      (i64.store (i32.const 0) (call $now)) (i64.store (i32.const 8) (call $fuel_left))
      ${work(20)}
      (i64.store (i32.const 16) (call $now)) (i64.store (i32.const 24) (call $fuel_left))
      ${answer("(i32.const 0)", "(i32.const 32)")}`,
  });

/** Answers with four random numbers and the time. */
const randomNumbers = () =>
  service({
    imports: IMPORTS,
    deliver: `
      ${[0, 8, 16, 24].map((at) => `(i64.store (i32.const ${at}) (call $random))`).join(" ")}
      (i64.store (i32.const 32) (call $now))
      ${answer("(i32.const 0)", "(i32.const 40)")}`,
  });

/**
 * The payload holds keys as pairs of bytes; a second byte of 0 means a key of one byte. The service writes
 * all keys, removes every third one, writes the first again, and answers with a scan. A payload of one byte:
 * only a scan; of three: a trap.
 */
const shelf = () =>
  service({
    imports: IMPORTS,
    deliver: `(local $at i32) (local $end i32)
      (if (i32.eq (i32.load (i32.const ${LENGTH})) (i32.const 3)) (then unreachable))
      (local.set $end (i32.and (i32.load (i32.const ${LENGTH})) (i32.const -2)))
      (block $done (loop $next
        (br_if $done (i32.ge_s (local.get $at) (local.get $end)))
        (call $put (local.get $at))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $next)))
      (local.set $at (i32.const 0))
      (block $done (loop $next
        (br_if $done (i32.ge_s (local.get $at) (local.get $end)))
        (drop (call $store_delete (i32.add (i32.const ${PAYLOAD}) (local.get $at)) (call $length (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 6)))
        (br $next)))
      (if (local.get $end) (then (call $put (i32.const 0))))
      ${answer(
        "(i32.const 16384)",
        `(call $store_scan (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 16384) (i32.const 65536))`,
      )}`,
    more: `
      (func $length (param $at i32) (result i32)
        (select (i32.const 1) (i32.const 2) (i32.eqz (i32.load8_u offset=${PAYLOAD + 1} (local.get $at)))))
      (func $put (param $at i32)
        (drop (call $store_put (i32.add (i32.const ${PAYLOAD}) (local.get $at)) (call $length (local.get $at))
          (i32.const 0) (i32.const 4))))`,
  });

/** Faults by the first byte of the payload; 255: answers with all of its memory. */
const FAULTS = [
  "unreachable",
  "(drop (i32.div_s (i32.const 1) (i32.load (i32.const 60000))))",
  "(drop (i32.div_s (i32.const -2147483648) (i32.sub (i32.load (i32.const 60000)) (i32.const 1))))",
  "(drop (i32.rem_u (i32.const 1) (i32.load (i32.const 60000))))",
  "(drop (i32.trunc_f64_s (f64.div (f64.const 0) (f64.const 0))))",
  "(drop (i64.trunc_f32_u (f32.const 1e30)))",
  "(drop (i32.load (i32.const -4)))",
  "(i64.store offset=4294967295 (i32.const 1) (i64.const 1))",
  "(memory.fill (i32.const -1) (i32.const 1) (i32.const 16))",
  "(memory.copy (i32.const 0) (i32.const 131000) (i32.const 1000))",
  "(call_indirect (type $nothing) (i32.const 7))",
  "(call_indirect (type $nothing) (i32.const 0))",
  "(call_indirect (type $nothing) (i32.const 1))",
  "(call $down)",
  "(loop $again (br $again))",
  // Strings in AssemblyScript's layout: the length in bytes before the text.
  "(call $abort (i32.const 50004) (i32.const 0) (i32.const 1) (i32.const 2))",
  `(i32.store (i32.const 50000) (i32.const -1)) (call $abort (i32.const 50004) (i32.const -1) (i32.const -1)
    (i32.const -1))`,
  "(call $abort (i32.const -1) (i32.const -1) (i32.const 0) (i32.const 0))",
];

const faulty = () =>
  service({
    imports: IMPORTS,
    deliver: `
      (if (i32.eq (i32.load8_u (i32.const ${PAYLOAD})) (i32.const 255))
        (then ${answer("(i32.const 0)", "(i32.const 131072)")} (return)))
      ${FAULTS.map(
        (fault, i) => `(if (i32.eq (i32.load8_u (i32.const ${PAYLOAD})) (i32.const ${i})) (then ${fault}))`,
      ).join("\n")}`,
    more: `
      (type $nothing (func))
      (table 4 funcref)
      (elem (i32.const 1) $down $other)
      (func $other (param i32) (drop (local.get 0)))
      (func $down (call $down))
      (data (i32.const 50000) "\\60\\00\\00\\00\\1b\\00[\\002\\00J\\00\\0a\\00\\0d\\00\\2e\\20\\00\\d8%\\00s\\00")`,
  });

/** Imports of time, language and randomness in other runtimes. */
const SOURCES = [
  ["env", "Date.now"],
  ["env", "seed"],
  ["env", "performance.now"],
  ["env", "emscripten_get_now"],
  ["env", "clock_gettime"],
  ["Date", "now"],
  ["Date", "getTimezoneOffset"],
  ["Intl", "DateTimeFormat"],
  ["Math", "random"],
  ["performance", "now"],
  ["process", "env"],
  ["console", "log"],
  ["wasi_snapshot_preview1", "clock_time_get"],
  ["wasi_snapshot_preview1", "random_get"],
  ["wasi_snapshot_preview1", "environ_get"],
  ["prost", "now_nanos"],
  ["prost", "locale"],
  ["prost", "toLocaleString"],
];

export const CASES: readonly AttackCase[] = [
  {
    id: "TD01",
    title: "the clock stands still during an event",
    stoppedBy: [1],
    async run(arena) {
      await withTrial(arena, stopwatch(), {}, async (trial) => {
        for (let round = 0; round < 3; round++) {
          const [before, , after] = numbers(await trial.ask(""));
          assert(before > 0n);
          assert.equal(after, before);
        }
      });
    },
  },
  {
    id: "TD05",
    title: "random numbers belong to the event: the same in its replay, others in another event",
    isLocal: true,
    async run(arena) {
      const ask = (seed: bigint, token: bigint) =>
        withTrial(arena, randomNumbers(), {}, async (trial) => {
          // Earlier events do not change its random numbers.
          for (let i = 0n; i < token - 8n; i++) await trial.send({ seed: i, token: 0n });
          return answered(await trial.send({ seed, token, nowMs: 77 }), token);
        });
      const first = await ask(5n, 9n);
      assert.deepEqual(await ask(5n, 12n), first);
      assert.notDeepEqual(await ask(6n, 9n), first);
      const rolls = numbers(first).slice(0, 4);
      assert.equal(new Set(rolls).size, 4);
      await recordAndReplay(randomNumbers(), 20);
    },
  },
  {
    id: "TD06",
    title: "a scan returns entries in the order of their keys' bytes, in whatever order they were written",
    isLocal: true,
    async run(arena) {
      const keys = [0x80, 0x7f, 0xff, 0x01, 0xc3, 0x61, 0x41, 0xe9, 0x30].flatMap((first) =>
        [0x80, 0, 0xff, 0x01, 0x7f].map((second) => [first, second] as const),
      );
      for (const order of [keys, keys.toReversed(), keys.toSorted(), interleaved(keys)]) {
        await withTrial(arena, shelf(), {}, async (trial) => {
          const kept = order.filter((_, i) => i % 3 !== 0 || i === 0);
          const expected = kept
            .map(([first, second]) => Buffer.from(second === 0 ? [first] : [first, second]))
            .sort(Buffer.compare)
            .map((key) => key.toString("hex"));
          // Within the event, after it, and from the committed store.
          assert.deepEqual(keysIn(await trial.ask(Uint8Array.from(order.flat()))), expected);
          assert.deepEqual(keysIn(await trial.ask(Uint8Array.of(0))), expected);
          assert.equal((await trial.send({ payload: new Uint8Array(3) })).ok, false);
          assert.deepEqual(keysIn(await trial.ask(Uint8Array.of(0))), expected);
        });
      }
    },
  },
  {
    id: "TD07",
    title: "no text of the engine reaches a guest, and an operator gets a short line without paths or stacks",
    isLocal: true,
    async run(arena) {
      // Too few in a row for a rest.
      for (let from = 0; from < FAULTS.length; from += 4) {
        await withTrial(arena, faulty(), { limits: { fuelPerEvent: 2_000_000 } }, async (trial) => {
          const clean = withoutMailbox(await trial.ask(Uint8Array.of(255)));
          for (let fault = from; fault < Math.min(from + 4, FAULTS.length); fault++) {
            const outcome = await trial.send({ payload: Uint8Array.of(fault) });
            assert(!outcome.ok, `${FAULTS[fault]} did not fault`);
            assert.match(outcome.fault, /^(fuel|stack|trap|abort)$/);
            assert.match(outcome.detail, /^[\x20-\x7e]{0,300}$/);
            assert.doesNotMatch(outcome.detail, /\bat |[\\/]|wasm-function|file:|\.ts\b|0x/);
            // The new instance equals the first, to the last byte.
            assert.deepEqual(withoutMailbox(await trial.ask(Uint8Array.of(255))), clean);
          }
        });
      }
    },
  },
  {
    id: "TD08",
    title: "no import gives time zone, language, environment or another clock than the event's",
    stoppedBy: [1],
    async run(arena) {
      for (const [module, name] of SOURCES) {
        for (const result of ["", "(result i32)", "(result i64)", "(result f64)"]) {
          const offered = await arena.offer(
            service({ imports: `${IMPORTS} (import "${module}" "${name}" (func ${result}))` }),
          );
          assert(!offered.ok && offered.by === "gate", `an import of ${module}.${name} was accepted`);
        }
      }
    },
  },
  {
    id: "TD09",
    title: "a service cannot time a cache within an event: clock and fuel are the same for warm and cold",
    stoppedBy: [1],
    async run(arena) {
      await withTrial(arena, stopwatch(), {}, (trial) =>
        withTrial(arena, stopwatch(), {}, async (neighbour) => {
          const measured = new Set<bigint>();
          for (let round = 0; round < 4; round++) {
            // Cold, warm, and after the neighbour has filled the caches.
            const [before, fuelBefore, after, fuelAfter] = numbers(await trial.ask(""));
            assert.equal(after, before);
            measured.add(fuelBefore - fuelAfter);
            if (round > 1) await neighbour.ask("");
          }
          assert.equal(measured.size, 1);
        }),
      );
    },
  },
];

async function withTrial<Result>(
  arena: AttackArena,
  module: Uint8Array,
  options: TrialOptions,
  run: (trial: Trial) => Promise<Result>,
): Promise<Result> {
  const offered = await arena.offer(module, options);
  assert(offered.ok, `a valid module was refused: ${offered.ok ? "" : offered.detail}`);
  try {
    return await run(offered.trial);
  } finally {
    await offered.trial.end();
  }
}

function numbers(bytes: Uint8Array | null): bigint[] {
  assert(bytes !== null, "the service did not answer");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 8 }, (_, i) => view.getBigInt64(8 * i, true));
}

function answered(outcome: Outcome, token: bigint): Uint8Array | null {
  assert(outcome.ok);
  const effect = outcome.effects.find((one) => one.kind === "respond" && one.token === token);
  return effect?.kind === "respond" ? effect.payload : null;
}

/** The memory without the header of the event. */
function withoutMailbox(memory: Uint8Array | null): Uint8Array {
  assert(memory !== null, "the service did not answer");
  return memory.slice().fill(0, PAYLOAD - 160, PAYLOAD);
}

/** Keys of packed entries, in hex. */
function keysIn(packed: Uint8Array | null): string[] {
  assert(packed !== null, "the service did not answer");
  const bytes = Buffer.from(packed);
  const keys: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [keyLength, valueLength] = [bytes.readUInt16LE(at), bytes.readUInt32LE(at + 2)];
    keys.push(bytes.toString("hex", at + 6, at + 6 + keyLength));
    at += 6 + keyLength + valueLength;
  }
  return keys;
}

/** Alternates between both ends. */
function interleaved<Item>(items: readonly Item[]): Item[] {
  return items.map((_, i) => items[i % 2 === 0 ? i / 2 : items.length - (i + 1) / 2]);
}

/** Records events in one cell, and replays them in another. */
async function recordAndReplay(module: Uint8Array, events: number): Promise<void> {
  const gated = gate(module);
  assert(gated.ok);
  const [serviceId, nodeId] = [sha256(module), new Uint8Array(32)];
  const recorder = new Recorder(new CellHost({ name: "TD05" }));
  const replaying = new CellHost({ name: "TD05 again" });
  try {
    const store = new StoreImage();
    await recorder.install({
      serviceId,
      nodeId,
      module: rewrite(gated.module, { memoryPages: LIMITS_DEFAULT.memoryPages }),
      capabilities: ["message", "overlay", "store", "time"],
      limits: LIMITS_DEFAULT,
      readStore: () => store.entries(),
      nowMs: 1,
      seed: 1n,
      firstToken: 1n,
    });
    const pieces: Uint8Array[] = [];
    const ended = new Promise<void>((resolve) => {
      recorder.record(
        {
          serviceId,
          name: "TD05",
          version: 1,
          codeHash: sha256(module),
          software: "",
          nowMs: 1,
          module,
          eventsMax: events,
          bytesMax: RECORDING_BYTES_MAX,
          restarts: true,
        },
        { write: (piece) => pieces.push(piece) > 0, end: () => resolve() },
      );
    });
    const answers = new Set<string>();
    for (let i = 1n; i <= BigInt(events); i++) {
      const [id, payload] = [nodeId, new Uint8Array(0)];
      const fields = { key: id, origin: id, previous: id, next: id, hops: 0, flags: 0, status: 0, payload };
      const event = { kind: "deliver", nowMs: Number(i), seed: i * 7n, token: i, ...fields } as const;
      const [outcome] = await recorder.run(serviceId, [event]);
      answers.add(Buffer.from(answered(outcome, i) ?? []).toString("hex"));
    }
    assert.equal(answers.size, events);
    await ended;
    const source = (async function* () {
      yield* pieces;
    })();
    const replayed = await replay({ source, runner: replaying, module: null, until: null });
    assert.equal(replayed.events, events);
    assert.deepEqual(replayed.differences, []);
  } finally {
    await Promise.all([recorder.close(), replaying.close()]);
  }
}
