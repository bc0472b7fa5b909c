/**
 * Fuzzers of the readers of a cell's bytes: the cutter of frames and the decoders of outcomes. A cell may be
 * compromised, so the oracle is: the result is a value within all limits that is encoded to the same number
 * of bytes, or a Violation. Nothing else is thrown, and time and memory stay in proportion to the bytes.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import * as abi from "../../../abi/abi.ts";
import type {
  Effect,
  EventKind,
  Fault,
  Outcome,
  ServiceEvent,
  StoreWrite,
} from "../../../runtime/sandbox/contract.ts";
import { FRAME_BYTES_MAX, FrameCutter, frame, Violation } from "../../../runtime/sandbox/wire/frames.ts";
import { decodeInstallOutcome, decodeOutcomes } from "../../../runtime/sandbox/wire/outcomes.ts";
import { event } from "../support.ts";
import { installedBytes, outcomeBytes, refusedBytes } from "./outcome-bytes.ts";

/** A number of runs, or a time. */
export interface Effort {
  readonly numRuns: number;
  readonly interruptAfterTimeLimit?: number;
}

const FAULTS: readonly Fault[] = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"];
const KINDS: readonly EventKind[] = ["deliver", "forward", "update", "complete", "timer", "call"];
/** Lengths around the thresholds of alignment, copying and the mailbox. */
const EDGES = [0, 1, 7, 8, 9, 255, 256, 257, 263, 264, 265, 1_023, 1_024, 1_025, 4_095, 4_096, 4_097];

export const lengths = fc.oneof(fc.constantFrom(...EDGES), fc.nat(600));
const bytes = fc
  .tuple(lengths, fc.nat(255))
  .map(([length, first]) => Uint8Array.from({ length }, (_, i) => first + 7 * i));
const field = bytes.map((value) => value.subarray(0, abi.STORE_KEY_BYTES_MAX));
const id = fc.nat(255).map((n) => new Uint8Array(abi.ID_BYTES).fill(n));
const token = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
const delayMs = fc.nat(abi.DELAY_MS_MAX);
/** Decoding text drops a byte order mark. */
const text = (bytesMax: number) =>
  fc
    .string({ unit: "binary", maxLength: Math.floor(bytesMax / 4) })
    .map((value) => value.replace(/^\ufeff+/, ""));

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    kind: fc.constant("route" as const),
    key: id,
    hint: fc.option(id, { nil: null }),
    payload: bytes,
  }),
  fc.record({ kind: fc.constant("send" as const), node: id, payload: bytes }),
  fc.record({ kind: fc.constant("request" as const), token, key: id, timeoutMs: delayMs, payload: bytes }),
  fc.record({ kind: fc.constant("respond" as const), token, payload: bytes }),
  fc.record({
    kind: fc.constant("storagePut" as const),
    token,
    key: id,
    field,
    value: bytes,
    ttlSeconds: fc.nat(2 ** 32 - 1),
  }),
  fc.record({
    kind: fc.constantFrom("storageGet" as const, "storageRemove" as const),
    token,
    key: id,
    field,
  }),
  fc.record({ kind: fc.constantFrom("storageList" as const, "storageRead" as const), token, key: id }),
  fc.record({
    kind: fc.constant("storagePutForm" as const),
    token,
    form: fc.nat(abi.FORM_MERGED),
    key: id,
    field,
    value: bytes,
    ttlSeconds: fc.nat(0xffffffff),
  }),
  fc.record({
    kind: fc.constant("storageGetForm" as const),
    token,
    form: fc.nat(abi.FORM_MERGED),
    key: id,
    field,
  }),
  fc.record({
    kind: fc.constant("storageListForm" as const),
    token,
    form: fc.nat(abi.FORM_MERGED),
    key: id,
  }),
  fc.record({
    kind: fc.constant("storageCas" as const),
    token,
    key: id,
    expected: fc.bigInt(0n, 2n ** 48n - 1n),
    value: bytes.map((value) => value.subarray(0, abi.REGISTER_VALUE_BYTES_MAX)),
  }),
  fc.record({ kind: fc.constant("timerSet" as const), token, delayMs }),
  fc.record({ kind: fc.constant("timerCancel" as const), token }),
  fc.record({ kind: fc.constant("log" as const), level: fc.nat(3), text: text(abi.LOG_BYTES_MAX) }),
  fc.record({
    kind: fc.constant("metric" as const),
    name: text(abi.METRIC_NAME_BYTES_MAX),
    value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  }),
  fc.record({ kind: fc.constant("emit" as const), payload: bytes }),
);
const write: fc.Arbitrary<StoreWrite> = fc.record({ key: field, value: fc.option(bytes, { nil: null }) });
const fuelUsed = fc.nat(Number.MAX_SAFE_INTEGER);
const fault = fc.constantFrom(...FAULTS);
const detail = fc.string({ maxLength: 200 });

function outcomeOf(kind: EventKind): fc.Arbitrary<Outcome> {
  const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const verdict = fc.record({
    stop: fc.boolean(),
    key: nullable(id),
    payload: nullable(bytes),
    next: nullable(id),
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.record({ ok: fc.constant(false as const), fuelUsed, fault, detail }) },
    {
      weight: 4,
      arbitrary: fc.record({
        ok: fc.constant(true as const),
        fuelUsed,
        writes: fc.array(write, { maxLength: 4 }),
        effects: fc.array(effect, { maxLength: 5 }),
        verdict: kind === "forward" ? verdict : fc.constant(null),
      }),
    },
  );
}

const batches = fc
  .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 6 })
  .chain((kinds) =>
    fc.tuple(
      fc.constant(kinds.map((kind) => event({ kind }))),
      fc.tuple(...kinds.map(outcomeOf)) as fc.Arbitrary<Outcome[]>,
      fc.nat(kinds.length - 1),
    ),
  )
  .map(([events, outcomes, left]) => ({ events, outcomes: outcomes.slice(0, events.length - left) }));

/** A change of bytes: another byte, another number in place of a length, or a part removed, doubled or inserted. */
type Change = readonly [how: number, at: number, value: number, more: Uint8Array];

const NUMBERS = [0, 1, 2, 0x7f, 0xff, 0x100, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(5),
  fc.nat(),
  fc.oneof(fc.constantFrom(...NUMBERS), fc.nat(0xffffffff)),
  fc.uint8Array({ maxLength: 12 }),
);
const changes = fc.array(change, { minLength: 1, maxLength: 4 });

function changed(original: Uint8Array, all: readonly Change[]): Uint8Array {
  let current = Buffer.from(original);
  for (const [how, where, value, more] of all) {
    const at = where % (current.length + 1);
    const end = Math.min(current.length, at + (value % 40));
    switch (how) {
      case 0:
        if (at < current.length) current[at] = value;
        break;
      case 1:
        if (at + 4 <= current.length) current.writeUInt32LE(value, at);
        break;
      case 2:
        if (at + 2 <= current.length) current.writeUInt16LE(value & 0xffff, at);
        break;
      case 3:
        current = Buffer.concat([current.subarray(0, at), current.subarray(end)]);
        break;
      case 4:
        current = Buffer.concat([current.subarray(0, end), current.subarray(at)]);
        break;
      default:
        current = Buffer.concat([current.subarray(0, at), more, current.subarray(at)]);
    }
  }
  return new Uint8Array(current);
}

/** The decoded value; null for a Violation. Other errors are not caught. */
function read<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
}

/**
 * A decoded value that is encoded and decoded again stays the same. It also has the same number of bytes,
 * unless it contains text: bytes that are not valid UTF-8 are decoded to other characters.
 */
function requireWhole(of: readonly Outcome[], again: readonly Outcome[], was: number, is: number): void {
  deepStrictEqual(plain(again), plain(of));
  const hasText = of.some(
    (outcome) => outcome.ok && outcome.effects.some(({ kind }) => kind === "log" || kind === "metric"),
  );
  if (!hasText) strictEqual(is, was, "some bytes have no effect on the value");
}

/** The value in a form in which a view of a frame equals a copy of it. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

function requireBounds(outcomes: readonly Outcome[], events: readonly ServiceEvent[]): void {
  ok(outcomes.length <= events.length);
  outcomes.forEach((outcome, i) => {
    ok(Number.isSafeInteger(outcome.fuelUsed) && outcome.fuelUsed >= 0);
    if (!outcome.ok) {
      ok(FAULTS.includes(outcome.fault) && outcome.detail.length <= abi.LOG_BYTES_MAX);
      return;
    }
    ok(outcome.effects.length <= abi.EFFECTS_MAX);
    outcome.effects.forEach(requireEffectBounds);
    for (const { key, value } of outcome.writes)
      ok(key.length <= abi.STORE_KEY_BYTES_MAX && (value?.length ?? 0) <= abi.STORE_VALUE_BYTES_MAX);
    strictEqual(outcome.verdict !== null, events[i].kind === "forward");
    if (outcome.verdict === null) return;
    const { key, payload, next } = outcome.verdict;
    ok(key === null || key.length === abi.ID_BYTES);
    ok(next === null || next.length === abi.ID_BYTES);
    ok((payload?.length ?? 0) <= abi.PAYLOAD_BYTES_MAX);
  });
}

function requireEffectBounds(one: Effect): void {
  if ("payload" in one) ok(one.payload.length <= abi.PAYLOAD_BYTES_MAX);
  if ("key" in one) strictEqual(one.key.length, abi.ID_BYTES);
  if ("field" in one) ok(one.field.length <= abi.STORE_KEY_BYTES_MAX);
  if (one.kind === "storagePut") ok(one.value.length <= abi.STORE_VALUE_BYTES_MAX);
  if (one.kind === "timerSet") ok(one.delayMs <= abi.DELAY_MS_MAX);
  if (one.kind === "request") ok(one.timeoutMs <= abi.DELAY_MS_MAX);
  if (one.kind === "log") ok(one.text.length <= abi.LOG_BYTES_MAX && one.level <= abi.LOG_ERROR);
}

/**
 * Good outcomes are decoded as encoded; changed ones satisfy the oracle. Returns the number of changed ones
 * that were decoded.
 */
export function fuzzOutcomes(effort: Effort): { readonly violations: number; readonly values: number } {
  const seen = { violations: 0, values: 0 };
  fc.assert(
    fc.property(batches, changes, ({ events, outcomes }, all) => {
      const good = outcomeBytes(outcomes);
      const decoded = decodeOutcomes(good, events);
      deepStrictEqual(plain(decoded), plain(outcomes));
      const bad = changed(good, all);
      const value = read(() => decodeOutcomes(bad, events));
      if (value === null) {
        seen.violations++;
        return;
      }
      seen.values++;
      requireBounds(value, events);
      const again = outcomeBytes(value);
      const few = events.slice(0, value.length);
      const readAgain = read(() => decodeOutcomes(again, few));
      // Bytes that were not valid UTF-8 may have become a text that is too long to be decoded.
      if (readAgain !== null) requireWhole(value, readAgain, bad.length, again.length);
    }),
    effort,
  );
  return seen;
}

export function fuzzInstallOutcomes(effort: Effort): {
  readonly violations: number;
  readonly values: number;
} {
  const seen = { violations: 0, values: 0 };
  const installed = fc
    .tuple(
      fc.array(fc.string({ maxLength: 40 }), { maxLength: 6 }),
      fc.option(outcomeOf("deliver"), { nil: null }),
    )
    .map(([names, init]) => installedBytes(names, init));
  const refused = fc.tuple(fault, detail).map(([why, words]) => refusedBytes(why, words));
  fc.assert(
    fc.property(fc.oneof(installed, refused), changes, (good, all) => {
      decodeInstallOutcome(good);
      const bad = changed(good, all);
      const value = read(() => decodeInstallOutcome(bad));
      if (value === null) {
        seen.violations++;
        return;
      }
      seen.values++;
      if (!value.ok) return;
      requireBounds([value.init], [event()]);
      const again = installedBytes(value.exports, value.init);
      const readAgain = read(() => decodeInstallOutcome(again));
      if (readAgain !== null) deepStrictEqual(plain(readAgain), plain(value));
    }),
    effort,
  );
  return seen;
}

/** Random bytes. */
export function fuzzNoise(effort: Effort): void {
  const noise = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(noise, fc.array(fc.constantFrom(...KINDS), { maxLength: 4 }), (some, kinds) => {
      const events = kinds.map((kind) => event({ kind }));
      const value = read(() => decodeOutcomes(some, events));
      if (value !== null) requireBounds(value, events);
      const installed = read(() => decodeInstallOutcome(some));
      if (installed?.ok === true) requireBounds([installed.init], [event()]);
    }),
    effort,
  );
}

type Cut = readonly [kind: number, body: string];

/**
 * The expected result for any pieces: the frames of the stream, and whether a frame that is too long ends it.
 */
function framesOf(stream: Buffer): { readonly frames: readonly Cut[]; readonly isViolation: boolean } {
  const frames: Cut[] = [];
  let at = 0;
  while (stream.length - at >= 5) {
    const length = stream.readUInt32LE(at);
    if (length > FRAME_BYTES_MAX) return { frames, isViolation: true };
    if (stream.length - at < 5 + length) break;
    frames.push([stream[at + 4], stream.toString("hex", at + 5, at + 5 + length)]);
    at += 5 + length;
  }
  return { frames, isViolation: false };
}

function cut(pieces: readonly Buffer[]): { readonly frames: readonly Cut[]; readonly isViolation: boolean } {
  const cutter = new FrameCutter();
  const bodies: [number, Uint8Array][] = [];
  const isViolation =
    read(() => {
      for (const piece of pieces) {
        // A socket reuses its buffer.
        const chunk = Buffer.from(piece);
        cutter.push(chunk, (kind, body) => bodies.push([kind, body]));
      }
      return true;
    }) === null;
  // The bodies are read only now: later pieces must not have changed them.
  return {
    frames: bodies.map(([kind, body]): Cut => [kind, Buffer.from(body).toString("hex")]),
    isViolation,
  };
}

/** Streams of frames, good and changed, give the same frames in any pieces as in one piece. */
export function fuzzCutter(effort: Effort): void {
  const good = fc
    .array(fc.tuple(fc.nat(255), lengths), { maxLength: 6 })
    .map((sent) =>
      Buffer.concat(sent.map(([kind, length]) => frame(kind, new Uint8Array(length).fill(kind)))),
    );
  const bad = fc.tuple(good, changes).map(([stream, all]) => Buffer.from(changed(stream, all)));
  const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5_000 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.oneof(good, bad), cuts, (stream, sizes) => {
      const expected = framesOf(stream);
      deepStrictEqual(cut(split(stream, sizes)), expected);
      deepStrictEqual(cut([stream]), expected);
      if (stream.length < 1_000) deepStrictEqual(cut(split(stream, [1])), expected);
    }),
    effort,
  );
}

function split(stream: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    pieces.push(stream.subarray(at, at + sizes[i % sizes.length]));
    at += sizes[i % sizes.length];
  }
  return pieces;
}
