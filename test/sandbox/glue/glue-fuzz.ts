/**
 * Compares the glue with a model. Services, events and the size of batches are random. The outcomes that the
 * node reads must be those of the model in each of three paths: a batch as bytes, a batch in memory that glue
 * and cell share, and event by event in this process.
 */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import * as abi from "../../../abi/abi.ts";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { wat } from "../../../runtime/attack/kit/modules.ts";
import type {
  Effect,
  EventKind,
  InstallRequest,
  Outcome,
  ServiceEvent,
  StoreWrite,
} from "../../../runtime/sandbox/contract.ts";
import { GLUE_CONSTANTS, GLUE_PARTS, SHARED_BASE } from "../../../runtime/sandbox/glue/constants.ts";
import { type Glue, makeGlue } from "../../../runtime/sandbox/glue/glue.ts";
import { encodeBatch } from "../../../runtime/sandbox/wire/batch-frames.ts";
import { eventOf, fieldsOf } from "../../../runtime/sandbox/wire/event-fields.ts";
import { decodeInstallOutcome, decodeOutcomes } from "../../../runtime/sandbox/wire/outcomes.ts";
import { encodeInstall } from "../../../runtime/sandbox/wire/requests.ts";
import { event, installRequest, ready } from "../support.ts";
import { type Effort, lengths } from "../wire/frames-fuzz.ts";

const MAILBOX = 1_024;
const TOKEN = MAILBOX + abi.EVENT_TOKEN;
/** Bytes that acts use as arguments. Results of host functions go to SCRATCH. */
const DATA = 8_192;
const DATA_BYTES = 8_192;
const SCRATCH = 32_768;
/** Selects the script that the service runs. */
const SELECTOR = `(i32.load8_u (i32.const ${MAILBOX + abi.EVENT_PREVIOUS}))`;
const FIRST_TOKEN = 77n;
const SHARED_BYTES = 2 * 1024 * 1024;

/** A range of the data. */
type Range = readonly [pointer: number, length: number];

type Act =
  | { readonly act: "route"; readonly key: number; readonly hint: number; readonly payload: Range }
  | { readonly act: "send" | "list"; readonly key: number; readonly payload: Range }
  | { readonly act: "request"; readonly key: number; readonly timeoutMs: number; readonly payload: Range }
  | {
      readonly act: "put";
      readonly key: number;
      readonly field: Range;
      readonly payload: Range;
      readonly ttl: number;
    }
  | { readonly act: "get" | "remove"; readonly key: number; readonly field: Range }
  | { readonly act: "timer"; readonly delayMs: number; readonly isCancelled: boolean }
  | { readonly act: "log"; readonly level: number; readonly payload: Range }
  | { readonly act: "metric"; readonly field: Range; readonly value: bigint }
  | { readonly act: "emit" | "setPayload"; readonly payload: Range }
  | { readonly act: "setKey" | "setNext"; readonly key: number }
  | { readonly act: "storePut"; readonly field: Range; readonly payload: Range }
  | { readonly act: "storeDelete"; readonly field: Range }
  | { readonly act: "respond"; readonly payload: Range }
  /** Emits everything that the event can read: the mailbox, the whole payload, the time and two random numbers. */
  | { readonly act: "emitAll" }
  | { readonly act: "trap" };

const idAt = fc.integer({ min: DATA, max: DATA + DATA_BYTES - abi.ID_BYTES });
const rangeOf = (max: number): fc.Arbitrary<Range> =>
  fc.tuple(
    fc.integer({ min: DATA, max: DATA + 4_000 }),
    lengths.map((length) => Math.min(length, max)),
  );
const payload = rangeOf(4_100);
/** A few keys only, so that writes overwrite each other. */
const storeKey: fc.Arbitrary<Range> = fc.tuple(
  fc.integer({ min: DATA, max: DATA + 3 }),
  fc.constantFrom(0, 1, 2, 300),
);
const field = rangeOf(abi.STORE_KEY_BYTES_MAX);

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant("route" as const),
    key: idAt,
    hint: fc.oneof(fc.constant(0), idAt),
    payload,
  }),
  fc.record({ act: fc.constantFrom("send" as const, "list" as const), key: idAt, payload }),
  fc.record({
    act: fc.constant("request" as const),
    key: idAt,
    timeoutMs: fc.integer({ min: 1, max: abi.DELAY_MS_MAX }),
    payload,
  }),
  fc.record({ act: fc.constant("put" as const), key: idAt, field, payload, ttl: fc.nat(0x7fffffff) }),
  fc.record({ act: fc.constantFrom("get" as const, "remove" as const), key: idAt, field }),
  fc.record({
    act: fc.constant("timer" as const),
    delayMs: fc.nat(abi.DELAY_MS_MAX),
    isCancelled: fc.boolean(),
  }),
  fc.record({ act: fc.constant("log" as const), level: fc.nat(3), payload }),
  fc.record({
    act: fc.constant("metric" as const),
    field: rangeOf(abi.METRIC_NAME_BYTES_MAX),
    value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  }),
  fc.record({ act: fc.constantFrom("emit" as const, "setPayload" as const), payload }),
  fc.record({ act: fc.constantFrom("setKey" as const, "setNext" as const), key: idAt }),
  fc.record({ act: fc.constant("storePut" as const), field: storeKey, payload }),
  fc.record({ act: fc.constant("storeDelete" as const), field: storeKey }),
  fc.record({ act: fc.constant("respond" as const), payload }),
  fc.constant({ act: "emitAll" as const }),
);
const acts = fc
  .tuple(fc.array(anyAct, { maxLength: 6 }), fc.integer({ min: 0, max: 9 }))
  .map(([some, number]): readonly Act[] => (number === 0 ? [...some, { act: "trap" }] : some));
/**
 * Without answers and forward results, which need an event, and without traps: a trap in `init` fails
 * the install.
 */
const initActs = fc
  .array(anyAct, { maxLength: 4 })
  .map((some) =>
    some.filter(({ act }) => !["respond", "setKey", "setNext", "setPayload", "emitAll"].includes(act)),
  );

const id = fc.nat(3).map((n) => Uint8Array.from({ length: abi.ID_BYTES }, (_, i) => n * i + n));
const events: fc.Arbitrary<ServiceEvent> = fc
  .record({
    kind: fc.constantFrom<EventKind>("deliver", "forward", "update", "complete", "timer", "call"),
    nowMs: fc.oneof(fc.constant(1_700_000_000_000), fc.nat(2 ** 40)),
    seed: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    key: id,
    origin: id,
    /** The first byte selects the script that the service runs. */
    previous: id,
    next: id,
    token: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 2n ** 53n - 1n })),
    hops: fc.nat(3),
    flags: fc.nat(15),
    status: fc.integer({ min: -20, max: 0 }),
    payload: fc
      .tuple(fc.oneof(lengths, fc.nat(20_000)), fc.nat(255))
      .map(([length, first]) => Uint8Array.from({ length }, (_, i) => first + 11 * i)),
  })
  .map(eventOf);

interface Case {
  readonly init: readonly Act[];
  /** By the first byte of `previous`. */
  readonly scripts: readonly (readonly Act[])[];
  readonly batches: readonly (readonly ServiceEvent[])[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  init: initActs,
  scripts: fc.array(acts, { minLength: 4, maxLength: 4 }),
  batches: fc.array(fc.array(events, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
});

const data = Uint8Array.from({ length: DATA_BYTES }, (_, i) => (i * 31 + (i >> 5)) & 255);
const at = ([pointer, length]: Range) => data.slice(pointer - DATA, pointer - DATA + length);
const idBytes = (pointer: number) => at([pointer, abi.ID_BYTES]);

/** A second, plain implementation of the glue. */
class Model {
  readonly #case: Case;
  readonly #store = new Map<string, Uint8Array>();
  #nextToken = FIRST_TOKEN;
  #timers = 0;
  #hasInstance = false;

  constructor(of: Case) {
    this.#case = of;
  }

  init(): Outcome {
    return this.#run([], event(), true);
  }

  run(one: ServiceEvent): Outcome {
    return this.#run(this.#case.scripts[one.previous[0]], one, false);
  }

  #run(script: readonly Act[], one: ServiceEvent, isInit: boolean): Outcome {
    const all = [...(this.#hasInstance ? [] : this.#case.init), ...script];
    const effects: Effect[] = [];
    const writes = new Map<string, StoreWrite>();
    const forwarded: { key: Uint8Array | null; payload: Uint8Array | null; next: Uint8Array | null } = {
      key: null,
      payload: null,
      next: null,
    };
    const currentValue = (name: string) => {
      const write = writes.get(name);
      return write === undefined ? (this.#store.get(name) ?? null) : write.value;
    };
    const isMessage = one.kind === "deliver" || one.kind === "forward" || one.kind === "call";
    const isForward = one.kind === "forward" && !isInit;
    let isAnswered = false;
    let timers = this.#timers;
    let random = BigInt.asUintN(64, one.seed);
    for (const act of all) {
      switch (act.act) {
        case "route":
          effects.push({
            kind: "route",
            key: idBytes(act.key),
            hint: act.hint === 0 ? null : idBytes(act.hint),
            payload: at(act.payload),
          });
          break;
        case "send":
          effects.push({ kind: "send", node: idBytes(act.key), payload: at(act.payload) });
          break;
        case "list":
          effects.push({ kind: "storageList", token: this.#nextToken++, key: idBytes(act.key) });
          break;
        case "request": {
          const { timeoutMs } = act;
          effects.push({
            kind: "request",
            token: this.#nextToken++,
            key: idBytes(act.key),
            timeoutMs,
            payload: at(act.payload),
          });
          break;
        }
        case "put":
          effects.push({
            kind: "storagePut",
            token: this.#nextToken++,
            key: idBytes(act.key),
            field: at(act.field),
            value: at(act.payload),
            ttlSeconds: act.ttl,
          });
          break;
        case "get":
        case "remove":
          effects.push({
            kind: act.act === "get" ? "storageGet" : "storageRemove",
            token: this.#nextToken++,
            key: idBytes(act.key),
            field: at(act.field),
          });
          break;
        case "timer": {
          if (timers >= abi.TIMERS_MAX) break;
          const token = this.#nextToken++;
          effects.push({ kind: "timerSet", token, delayMs: act.delayMs });
          if (act.isCancelled) effects.push({ kind: "timerCancel", token });
          else timers++;
          break;
        }
        case "log":
          effects.push({
            kind: "log",
            level: act.level,
            text: new TextDecoder().decode(at(act.payload).subarray(0, abi.LOG_BYTES_MAX)),
          });
          break;
        case "metric":
          effects.push({ kind: "metric", name: new TextDecoder().decode(at(act.field)), value: act.value });
          break;
        case "emit":
          effects.push({ kind: "emit", payload: at(act.payload) });
          break;
        case "setPayload":
          if (isForward) forwarded.payload = at(act.payload);
          break;
        case "setKey":
          if (isForward) forwarded.key = idBytes(act.key);
          break;
        case "setNext":
          if (isForward) forwarded.next = idBytes(act.key);
          break;
        case "storePut": {
          const key = at(act.field);
          writes.set(nameOf(key), { key, value: at(act.payload) });
          break;
        }
        case "storeDelete": {
          const key = at(act.field);
          if (currentValue(nameOf(key)) !== null) writes.set(nameOf(key), { key, value: null });
          break;
        }
        case "respond":
          if (!isMessage || one.token === 0n || isAnswered) break;
          isAnswered = true;
          effects.push({ kind: "respond", token: one.token, payload: at(act.payload) });
          break;
        case "emitAll": {
          const numbers = Buffer.alloc(24);
          numbers.writeBigInt64LE(BigInt(Math.trunc(one.nowMs)), 0);
          for (const place of [8, 16]) {
            random = BigInt.asUintN(64, random + 0x9e3779b97f4a7c15n);
            numbers.writeBigInt64LE(mixed(random), place);
          }
          for (const bytes of [headerOf(one), one.payload, numbers])
            effects.push({ kind: "emit", payload: new Uint8Array(bytes) });
          break;
        }
        case "trap":
          this.#hasInstance = false;
          this.#timers = 0;
          return { ok: false, fuelUsed: 0, fault: "trap", detail: "unreachable" };
      }
    }
    this.#hasInstance = true;
    this.#timers = timers;
    for (const [name, { value }] of writes) {
      if (value === null) this.#store.delete(name);
      else this.#store.set(name, value);
    }
    return {
      ok: true,
      fuelUsed: 0,
      writes: [...writes.values()],
      effects,
      verdict: isForward ? { stop: one.flags % 2 === 1, ...forwarded } : null,
    };
  }
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key).toString("latin1");
}

/** splitmix64. */
function mixed(from: bigint): bigint {
  let z = from;
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return BigInt.asIntN(64, z ^ (z >> 31n));
}

function headerOf(one: ServiceEvent): Buffer {
  const header = Buffer.alloc(abi.MAILBOX_HEADER_BYTES);
  const fields = fieldsOf(one);
  header.set(fields.key, abi.EVENT_KEY);
  header.set(fields.origin, abi.EVENT_ORIGIN);
  header.set(fields.previous, abi.EVENT_PREVIOUS);
  header.set(fields.next, abi.EVENT_NEXT);
  header.writeBigInt64LE(fields.token, abi.EVENT_TOKEN);
  header.writeInt32LE(fields.hops, abi.EVENT_HOPS);
  header.writeInt32LE(fields.flags, abi.EVENT_FLAGS);
  header.writeInt32LE(fields.status ?? 0, abi.EVENT_STATUS);
  header.writeInt32LE(fields.payload.length, abi.EVENT_PAYLOAD_LENGTH);
  header.writeInt32LE(fields.version ?? 0, abi.EVENT_VERSION);
  return header;
}

function operand(value: number | string): string {
  return typeof value === "number" ? `(i32.const ${value})` : value;
}

/** A service that runs the scripts. */
function moduleOf({ init, scripts }: Case): Uint8Array {
  const call = (name: string, ...values: readonly (number | string)[]) =>
    `(drop (call $${name} ${values.map(operand).join(" ")}))`;
  const text = (act: Act): string => {
    switch (act.act) {
      case "route":
        return call("route", act.key, ...act.payload, act.hint, 0);
      case "send":
        return call("send", act.key, ...act.payload);
      case "list":
        return call("storage_list", act.key);
      case "request":
        return call("request", act.key, ...act.payload, act.timeoutMs);
      case "put":
        return call("storage_put", act.key, ...act.field, ...act.payload, act.ttl);
      case "get":
        return call("storage_get", act.key, ...act.field);
      case "remove":
        return call("storage_remove", act.key, ...act.field);
      case "timer": {
        const set = `(call $timer_set (i32.const ${act.delayMs}))`;
        return act.isCancelled ? call("timer_cancel", set) : `(drop ${set})`;
      }
      case "log":
        return call("log", act.level, ...act.payload);
      case "metric":
        return call("metric", ...act.field, `(i64.const ${act.value})`);
      case "emit":
        return call("emit", ...act.payload);
      case "setPayload":
        return call("forward_set_payload", ...act.payload);
      case "setKey":
        return call("forward_set_key", act.key);
      case "setNext":
        return call("forward_set_next", act.key);
      case "storePut":
        return call("store_put", ...act.field, ...act.payload);
      case "storeDelete":
        return call("store_delete", ...act.field);
      case "respond":
        return call("respond", `(i64.load (i32.const ${TOKEN}))`, ...act.payload);
      case "emitAll": {
        const length = `(i32.load (i32.const ${MAILBOX + abi.EVENT_PAYLOAD_LENGTH}))`;
        return `${call("emit", MAILBOX, abi.MAILBOX_HEADER_BYTES)}
          ${call("read", 0, SCRATCH, length)} ${call("emit", SCRATCH, length)}
          (i64.store (i32.const 16) (call $now)) (i64.store (i32.const 24) (call $random))
          (i64.store (i32.const 32) (call $random)) ${call("emit", 16, 24)}`;
      }
      case "trap":
        return "unreachable";
    }
  };
  const body = (some: readonly Act[]) => some.map(text).join("\n");
  const chosen = scripts
    .map((script, i) => `(if (i32.eq ${SELECTOR} (i32.const ${i})) (then ${body(script)}))`)
    .join("\n");
  const segment = [...data].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return wat(`(module
    (import "prost" "read" (func $read (param i32 i32 i32) (result i32)))
    (import "prost" "log" (func $log (param i32 i32 i32) (result i32)))
    (import "prost" "metric" (func $metric (param i32 i32 i64) (result i32)))
    (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))
    (import "prost" "send" (func $send (param i32 i32 i32) (result i32)))
    (import "prost" "request" (func $request (param i32 i32 i32 i32) (result i64)))
    (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
    (import "prost" "forward_set_key" (func $forward_set_key (param i32) (result i32)))
    (import "prost" "forward_set_payload" (func $forward_set_payload (param i32 i32) (result i32)))
    (import "prost" "forward_set_next" (func $forward_set_next (param i32) (result i32)))
    (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
    (import "prost" "store_delete" (func $store_delete (param i32 i32) (result i32)))
    (import "prost" "storage_put" (func $storage_put (param i32 i32 i32 i32 i32 i32) (result i64)))
    (import "prost" "storage_get" (func $storage_get (param i32 i32 i32) (result i64)))
    (import "prost" "storage_remove" (func $storage_remove (param i32 i32 i32) (result i64)))
    (import "prost" "storage_list" (func $storage_list (param i32) (result i64)))
    (import "prost" "now" (func $now (result i64)))
    (import "prost" "random" (func $random (result i64)))
    (import "prost" "timer_set" (func $timer_set (param i32) (result i64)))
    (import "prost" "timer_cancel" (func $timer_cancel (param i64) (result i32)))
    (import "prost" "emit" (func $emit (param i32 i32) (result i32)))
    (memory (export "memory") 2)
    (data (i32.const ${DATA}) "${segment}")
    (func (export "prost_abi_1") (result i32) (i32.const ${MAILBOX}))
    (func $event ${chosen})
    (func (export "init") ${body(init)})
    (func (export "deliver") (call $event))
    (func (export "forward") (result i32) (call $event)
      (i32.and (i32.load (i32.const ${MAILBOX + abi.EVENT_FLAGS})) (i32.const 1)))
    (func (export "update") (call $event))
    (func (export "complete") (call $event))
    (func (export "timer") (call $event))
    (func (export "call") (call $event)))`);
}

/** One of the three paths. */
type Path = (glue: Glue, request: InstallRequest, batch: readonly ServiceEvent[]) => readonly Outcome[];

const PATHS: readonly Path[] = [inBytes, inSharedMemory, eachNow];

export function fuzzGlue(effort: Effort): void {
  fc.assert(
    fc.property(cases, (one) => {
      const request: InstallRequest = {
        ...installRequest(ready(moduleOf(one)), "fuzz", {
          effectBytesPerEvent: 1_048_576,
          effectsPerEvent: 4_096,
        }),
        capabilities: CAPABILITIES,
        firstToken: FIRST_TOKEN,
        readStore: () => [],
      };
      const model = new Model(one);
      const expectedInit = model.init();
      const expected = one.batches.flat().map((each) => model.run(each));
      const all = PATHS.map((path) => {
        const glue = makeGlue(GLUE_CONSTANTS, GLUE_PARTS);
        if (path === inSharedMemory) glue.share(shared.input, shared.output);
        const installed = decodeInstallOutcome(
          new Uint8Array(glue.install(bufferOf(encodeInstall(request, false)))),
        );
        if (!installed.ok) throw new Error(installed.detail);
        deepStrictEqual(comparable(installed.init), comparable(expectedInit));
        return one.batches.flatMap((batch) => path(glue, request, batch));
      });
      for (const outcomes of all) deepStrictEqual(outcomes.map(comparable), expected.map(comparable));
      const fuel = all.map((outcomes) => outcomes.map(({ fuelUsed }) => fuelUsed));
      deepStrictEqual(fuel[1], fuel[0]);
      deepStrictEqual(fuel[2], fuel[0]);
    }),
    effort,
  );
}

function inBytes(
  glue: Glue,
  { serviceId }: InstallRequest,
  batch: readonly ServiceEvent[],
): readonly Outcome[] {
  const outcomes = decodeOutcomes(new Uint8Array(glue.run(bufferOf(encodeBatch(serviceId, batch)))), batch);
  strictEqual(outcomes.length, batch.length);
  return outcomes;
}

const shared = { input: new SharedArrayBuffer(SHARED_BYTES), output: new SharedArrayBuffer(SHARED_BYTES) };

/** Runs the batch in shared memory, as cell.ts does. */
function inSharedMemory(
  glue: Glue,
  { serviceId }: InstallRequest,
  batch: readonly ServiceEvent[],
): readonly Outcome[] {
  new Uint8Array(shared.input).set(encodeBatch(serviceId, batch), SHARED_BASE);
  const length = glue.runShared();
  const body =
    length >= 0
      ? new Uint8Array(shared.output).slice(SHARED_BASE, SHARED_BASE + length)
      : new Uint8Array(glue.takeLarge());
  const outcomes = decodeOutcomes(new Uint8Array(body), batch);
  strictEqual(outcomes.length, batch.length);
  return outcomes;
}

/** Runs the events one by one, as inline-runner.ts does. */
function eachNow(
  glue: Glue,
  { serviceId }: InstallRequest,
  batch: readonly ServiceEvent[],
): readonly Outcome[] {
  return batch.map((one): Outcome => {
    const result = glue.runNow(serviceId, fieldsOf(one));
    if (typeof result !== "number") return decodeOutcomes(result, [one])[0];
    const verdict = one.kind === "forward" ? { stop: false, key: null, payload: null, next: null } : null;
    return { ok: true, fuelUsed: result, writes: [], effects: [], verdict };
  });
}

/**
 * Without the fuel, which the model does not count. Bytes become text, because some are views into a frame.
 */
function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "fuelUsed")
      .map(([name, part]) => [name, comparable(part)]),
  );
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
