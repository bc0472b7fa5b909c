/**
 * The entries of a recording of a service: how it was installed, its store at the start, and every event with
 * its outcome. A service depends on its store and its events alone, so these are enough to run it again.
 */
import { createHash } from "node:crypto";
import {
  DELAY_MS_MAX,
  EFFECT_BYTES_MAX,
  EFFECTS_MAX,
  FORM_MERGED,
  ID_BYTES,
  LOG_BYTES_MAX,
  MEMORY_PAGES_MAX,
  METRIC_NAME_BYTES_MAX,
  PAYLOAD_BYTES_MAX,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
} from "../../../abi/abi.ts";
import { CAPABILITIES, type Capability } from "../../../abi/imports.ts";
import type { StoreEntry } from "../../storage/local/local-store.ts";
import {
  type Effect,
  EVENT_KINDS,
  FAULTS,
  type Fault,
  type ForwardResult,
  isRule,
  type Outcome,
  type OverlayView,
  type ServiceLimits,
  type StoreWrite,
} from "../contract.ts";
import { GATE_LIMITS } from "../gate/gate.ts";
import {
  amount,
  bytes,
  type Codec,
  count,
  encode,
  exactly,
  fields,
  flag,
  i32,
  i64,
  list,
  moment,
  nullable,
  oneOf,
  text,
  u32,
  u64,
  variants,
} from "../wire/codec.ts";
import type { EventFields } from "../wire/event-fields.ts";

/**
 * The result of an event is recorded in full up to this length in bytes; beyond it only its digest is
 * recorded.
 */
export const DONE_BYTES_KEPT = 16 * 1024;
/** Limits of the store entries in one frame, in bytes and in number. */
const STORE_FRAME_BYTES = 256 * 1024;
const STORE_FRAME_ENTRIES = 4_096;
/** At least what a manifest may request (deployment/manifest.ts). The replaying cell has its own watchdog. */
const FUEL_MAX = 1_000_000_000;
export const STORE_BYTES_MAX = 64 * 1024 * 1024;
/** Maximum number of nodes of a view: a full leaf set and routing table have about a thousand. */
const VIEW_NODES_MAX = 4_096;
const NAME_BYTES_MAX = 256;
/** Maximum size of the detail of a fault, in bytes. */
const DETAIL_BYTES_MAX = 4_096;
/** Maximum number of writes of one event, as in frames.ts. */
const WRITES_MAX = 65_536;
/** The last time that a Date can represent. */
const TIME_MS_MAX = 8.64e15;
/** Bytes that are not UTF-8 become replacement characters of three bytes each. */
const REPLACED = 3;

/** The recorded service, and how its instances are made. */
export interface RecordingHead {
  /** The version of prost that made the recording. */
  readonly software: string;
  readonly serviceId: Uint8Array;
  readonly nodeId: Uint8Array;
  readonly name: string;
  readonly version: number;
  /** SHA-256 of the module as it was published. */
  readonly codeHash: Uint8Array;
  readonly capabilities: readonly Capability[];
  readonly limits: ServiceLimits;
  /** The gate profile and the metering schedule under which the module ran. */
  readonly gateProfile: string;
  readonly meteringSchedule: number;
  readonly recordedMs: number;
}

/** The effects of an event outside of its instance. */
interface EventResult {
  readonly writes: readonly StoreWrite[];
  readonly effects: readonly Effect[];
  readonly verdict: ForwardResult | null;
}

/** An event as the guest sees it. */
export type GuestEvent = Required<EventFields>;

/** The outcome of an event. `prost replay --json` prints these fields. */
export interface RecordedOutcome {
  /** Null when the event had no fault. */
  readonly fault: Fault | null;
  /** For people; it may differ between releases of V8. */
  readonly detail: string;
  readonly fuelUsed: number;
  /** SHA-256 of the kind of the fault, or of the encoded result. */
  readonly digest: Uint8Array;
  /** The result. Null after a fault, and when the result is longer than DONE_BYTES_KEPT. */
  readonly done: EventResult | null;
}

/**
 * Why a recording ended. As planned: `count`, `time`, `asked`. Before that: `stopped` with the service,
 * `full` at its greatest length, `slow` because its file was written too slowly.
 */
const END_REASONS = ["count", "time", "asked", "stopped", "full", "slow"] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The state of a service at the end of its recording. */
export interface RecordedState {
  readonly storeHash: Uint8Array;
  /** False: the memory could not be read, and `memoryHash` means nothing. */
  readonly isMemoryKnown: boolean;
  /** Null when there was no instance, as after a fault. */
  readonly memoryHash: Uint8Array | null;
}

export type RecordingEntry =
  | { readonly kind: "head"; readonly head: RecordingHead }
  /** The module as it was published. */
  | { readonly kind: "module"; readonly module: Uint8Array }
  /** A part of the store for the next `begin`. */
  | { readonly kind: "store"; readonly entries: readonly StoreEntry[] }
  | { readonly kind: "view"; readonly view: OverlayView }
  /** A new instance. */
  | {
      readonly kind: "begin";
      /**
       * True: the instance is made with the next event. False: it is made now, and `init` runs at `nowMs`
       * with `seed`.
       */
      readonly isLazy: boolean;
      readonly nowMs: number;
      readonly seed: bigint;
      readonly firstToken: bigint;
      /**
       * True: the `store` entries before contain the store. False: the store follows from the events before.
       */
      readonly hasStore: boolean;
      readonly storeHash: Uint8Array;
      readonly init: RecordedOutcome | null;
    }
  | { readonly kind: "event"; readonly event: GuestEvent; readonly recorded: RecordedOutcome }
  | {
      readonly kind: "end";
      readonly reason: EndReason;
      readonly events: number;
      readonly state: RecordedState | null;
    };

const SAFE = Number.MAX_SAFE_INTEGER;
const id = exactly(ID_BYTES);
const hash = exactly(32);
const time = moment(TIME_MS_MAX);
const delayMs = count(DELAY_MS_MAX);
const payload = bytes(PAYLOAD_BYTES_MAX);
const field = bytes(STORE_KEY_BYTES_MAX);
const value = bytes(STORE_VALUE_BYTES_MAX);

/** Decisions about values (`validate`, `merge`) are not recorded. */
const RECORDED_KINDS = EVENT_KINDS.filter((kind) => !isRule(kind));

const eventCodec: Codec<GuestEvent> = fields<GuestEvent>({
  kind: oneOf(RECORDED_KINDS),
  nowMs: time,
  seed: u64,
  key: id,
  origin: id,
  previous: id,
  next: id,
  token: i64,
  hops: i32,
  flags: i32,
  status: i32,
  version: i32,
  payload,
});

const effectCodec: Codec<Effect> = variants<Effect>({
  route: { key: id, hint: nullable(id), payload },
  send: { node: id, payload },
  request: { token: i64, key: id, timeoutMs: delayMs, payload },
  respond: { token: i64, payload },
  storagePut: { token: i64, key: id, field, value, ttlSeconds: u32 },
  storageGet: { token: i64, key: id, field },
  storageRemove: { token: i64, key: id, field },
  storageList: { token: i64, key: id },
  timerSet: { token: i64, delayMs },
  timerCancel: { token: i64 },
  emit: { payload },
  log: { level: count(255), text: text(REPLACED * LOG_BYTES_MAX) },
  metric: { name: text(REPLACED * METRIC_NAME_BYTES_MAX), value: i64 },
  storagePutForm: { token: i64, form: count(FORM_MERGED), key: id, field, value, ttlSeconds: u32 },
  storageGetForm: { token: i64, form: count(FORM_MERGED), key: id, field },
  storageListForm: { token: i64, form: count(FORM_MERGED), key: id },
  storageCas: { token: i64, key: id, expected: i64, value },
  storageRead: { token: i64, key: id },
});

const eventResultCodec: Codec<EventResult> = fields<EventResult>({
  writes: list(fields<StoreWrite>({ key: field, value: nullable(value) }), WRITES_MAX),
  effects: list(effectCodec, EFFECTS_MAX),
  verdict: nullable(
    fields<ForwardResult>({ stop: flag, key: nullable(id), payload: nullable(payload), next: nullable(id) }),
  ),
});

const recordedOutcomeCodec: Codec<RecordedOutcome> = fields<RecordedOutcome>({
  fault: nullable(oneOf(FAULTS)),
  detail: text(DETAIL_BYTES_MAX),
  fuelUsed: amount(SAFE),
  digest: hash,
  done: nullable(eventResultCodec),
});

const headCodec: Codec<RecordingHead> = fields<RecordingHead>({
  software: text(NAME_BYTES_MAX),
  serviceId: id,
  nodeId: id,
  name: text(NAME_BYTES_MAX),
  version: amount(SAFE),
  codeHash: hash,
  capabilities: list(oneOf(CAPABILITIES), CAPABILITIES.length),
  limits: fields<ServiceLimits>({
    memoryPages: count(MEMORY_PAGES_MAX),
    fuelPerEvent: amount(FUEL_MAX),
    storeBytes: count(STORE_BYTES_MAX),
    effectsPerEvent: count(EFFECTS_MAX),
    effectBytesPerEvent: count(EFFECT_BYTES_MAX),
  }),
  gateProfile: text(NAME_BYTES_MAX),
  meteringSchedule: u32,
  recordedMs: time,
});

const ids = list(id, VIEW_NODES_MAX);

export const entryCodec: Codec<RecordingEntry> = variants<RecordingEntry>({
  head: { head: headCodec },
  module: { module: bytes(GATE_LIMITS.module) },
  store: { entries: list(fields<StoreEntry>({ key: field, value }), STORE_FRAME_ENTRIES) },
  view: { view: fields<OverlayView>({ self: id, leaves: ids, isWholeRing: flag, table: ids }) },
  begin: {
    isLazy: flag,
    nowMs: time,
    seed: u64,
    firstToken: i64,
    hasStore: flag,
    storeHash: hash,
    init: nullable(recordedOutcomeCodec),
  },
  event: { event: eventCodec, recorded: recordedOutcomeCodec },
  end: {
    reason: oneOf(END_REASONS),
    events: amount(SAFE),
    state: nullable(
      fields<RecordedState>({ storeHash: hash, isMemoryKnown: flag, memoryHash: nullable(hash) }),
    ),
  },
});

/**
 * The recorded form of an outcome of the instance whose tokens begin at `firstToken`. It leaves out the
 * cancelled timers of earlier instances, which the runner adds, not the service.
 */
export function recordedOutcome(outcome: Outcome, firstToken: bigint): RecordedOutcome {
  if (!outcome.ok) {
    const { fault, fuelUsed } = outcome;
    const detail = outcome.detail.slice(0, DETAIL_BYTES_MAX / REPLACED);
    return { fault, detail, fuelUsed, digest: sha256(Buffer.from(`fault ${fault}`)), done: null };
  }
  const effects = outcome.effects.filter(
    (effect) => effect.kind !== "timerCancel" || effect.token >= firstToken,
  );
  const result: EventResult = { writes: outcome.writes, effects, verdict: outcome.verdict };
  const encoded = encode(eventResultCodec, result);
  const isShort = encoded.length <= DONE_BYTES_KEPT;
  const { fuelUsed } = outcome;
  return { fault: null, detail: "", fuelUsed, digest: sha256(encoded), done: isShort ? result : null };
}

/** One hash for a store and a memory. `memoryHash` is null when there is no instance. */
export function stateHash(storeHash: Uint8Array, memoryHash: Uint8Array | null): Uint8Array {
  return sha256(
    Buffer.concat([
      Buffer.from("prost-state-1"),
      storeHash,
      Uint8Array.of(memoryHash === null ? 0 : 1),
      memoryHash ?? Buffer.alloc(0),
    ]),
  );
}

export function sha256(content: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(content).digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Splits a store into `store` entries. */
export function storeEntries(entries: readonly StoreEntry[]): RecordingEntry[] {
  const frames: RecordingEntry[] = [];
  let frame: StoreEntry[] = [];
  let size = 0;
  for (const entry of entries) {
    const more = entry.key.length + entry.value.length;
    if (frame.length >= STORE_FRAME_ENTRIES || (frame.length > 0 && size + more > STORE_FRAME_BYTES)) {
      frames.push({ kind: "store", entries: frame });
      frame = [];
      size = 0;
    }
    frame.push(entry);
    size += more;
  }
  if (frame.length > 0) frames.push({ kind: "store", entries: frame });
  return frames;
}
