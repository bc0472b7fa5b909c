/**
 * What goes to a cell and comes from it, as bytes. A frame is a length of 4 bytes, a kind of 1 and its body. The node takes every
 * byte from a cell for a stranger's: what does not decode to the last byte is a violation.
 */
import {
  DELAY_MS_MAX,
  EFFECTS_MAX,
  FORM_MERGED,
  ID_BYTES,
  LOG_BYTES_MAX,
  MEMORY_PAGES_MAX,
  METRIC_NAME_BYTES_MAX,
  PAYLOAD_BYTES_MAX,
  REGISTER_VALUE_BYTES_MAX,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
  STORE_WRITES_MAX,
} from "../../../abi/abi.ts";
import {
  type Effect,
  FAULTS,
  type Fault,
  type ForwardVerdict,
  type InstallOutcome,
  type InstallRequest,
  type Outcome,
  type OverlayView,
  type ServiceEvent,
  type StoreWrite,
} from "../contract.ts";

/** The body of one frame, in either direction. */
export const FRAME_BYTES_MAX = 32 * 1024 * 1024;
export const FRAME_HEADER_BYTES = 5;

export const FRAME_INSTALL = 1;
export const FRAME_UNINSTALL = 2;
export const FRAME_VIEW = 3;
export const FRAME_RUN = 4;
/** From the cell, once: it is ready. */
export const FRAME_READY = 5;
/** Answered with the memory of a service's instance. */
export const FRAME_MEMORY = 6;

const EXPORTS_MAX = 255;
const PAGE_BYTES = 65_536;
/**
 * Effects and writes in one body: each becomes an object of hundreds of bytes, however few bytes it has in the frame. The glue ends a
 * batch that has come to a fraction of that, so that only one event's can come on top.
 */
const PIECES_MAX = 6_144;

/** What came does not have the form it should. */
export class Violation extends Error {}

export function frame(kind: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEADER_BYTES + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes[4] = kind;
  bytes.set(body, FRAME_HEADER_BYTES);
  return bytes;
}

/** Room that is made at once for a frame that has begun to come; beyond it, no more than twice of what has come. */
const HELD_BYTES = 65_536;

const NOTHING_HELD = Buffer.alloc(0);

/** Cuts a stream into frames; throws a Violation for one that is too long. */
export class FrameCutter {
  /**
   * A frame that has come in part, in one piece: who sends it byte by byte must not make the node keep an object for each. Never
   * written again once a body is a part of it.
   */
  #held = NOTHING_HELD;
  #length = 0;

  push(chunk: Buffer, receive: (kind: number, body: Uint8Array) => void): void {
    const all = this.#length === 0 ? chunk : this.#joined(chunk);
    let at = 0;
    let needed = neededAt(all, at);
    for (; all.length - at >= needed; needed = neededAt(all, at)) {
      const body = all.subarray(at + FRAME_HEADER_BYTES, at + needed);
      at += needed;
      receive(all[at - needed + 4], body);
    }
    if (at === 0 && this.#length > 0) return;
    this.#held = NOTHING_HELD;
    this.#length = 0;
    if (at < all.length) this.#joined(all.subarray(at));
  }

  /** What is held, with `chunk` behind it. */
  #joined(chunk: Buffer): Buffer {
    const length = this.#length + chunk.length;
    if (length > this.#held.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(HELD_BYTES, length, 2 * this.#held.length));
      this.#held.copy(grown, 0, 0, this.#length);
      this.#held = grown;
    }
    chunk.copy(this.#held, this.#length);
    this.#length = length;
    return this.#held.subarray(0, length);
  }
}

/** Bytes of the frame that begins there, or of its header while that is not whole. */
function neededAt(bytes: Buffer, at: number): number {
  if (bytes.length - at < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES;
  const length = bytes.readUInt32LE(at);
  if (length > FRAME_BYTES_MAX) throw new Violation(`a frame of ${length} bytes`);
  return FRAME_HEADER_BYTES + length;
}

class Out {
  #bytes: Buffer;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.alloc(capacity);
  }

  u8(value: number): this {
    this.#at = this.#bytes.writeUInt8(value, this.#at);
    return this;
  }

  u16(value: number): this {
    this.#at = this.#bytes.writeUInt16LE(value, this.#at);
    return this;
  }

  u32(value: number): this {
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
    return this;
  }

  i32(value: number): this {
    this.#at = this.#bytes.writeInt32LE(value, this.#at);
    return this;
  }

  f64(value: number): this {
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
    return this;
  }

  i64(value: bigint): this {
    this.#at = this.#bytes.writeBigInt64LE(BigInt.asIntN(64, value), this.#at);
    return this;
  }

  put(value: Uint8Array): this {
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }
}

/** `isLazy`: the instance is made with the next event, as after a fault. */
export function encodeInstall(request: InstallRequest, isLazy: boolean): Uint8Array {
  const { capabilities, limits, module, firstToken } = request;
  const store = request.readStore({ isLazy, firstToken });
  const snapshot = isLazy ? undefined : request.snapshot;
  let bytes = 256 + capabilities.length * 32 + module.length;
  if (snapshot !== undefined) bytes += 12 + 8 * snapshot.owed.length + snapshot.payload.length;
  for (const { key, value } of store) bytes += 6 + key.length + (value?.length ?? 0);
  const out = new Out(bytes)
    .u8(isLazy ? 1 : 0)
    .put(request.serviceId)
    .put(request.nodeId)
    .u8(capabilities.length);
  for (const name of capabilities) out.u8(name.length).put(Buffer.from(name, "latin1"));
  out
    .f64(limits.fuelPerEvent)
    .u32(limits.storeBytes)
    .u32(limits.effectsPerEvent)
    .u32(limits.effectBytesPerEvent);
  out.f64(request.nowMs).i64(request.seed).i64(firstToken).u32(module.length).put(module).u32(store.length);
  for (const { key, value } of store)
    out
      .u16(key.length)
      .put(key)
      .u32(value?.length ?? 0)
      .put(value ?? NOTHING);
  out.u8(snapshot === undefined ? 0 : 1);
  if (snapshot !== undefined) {
    out.i32(snapshot.version).u32(snapshot.owed.length);
    for (const token of snapshot.owed) out.i64(token);
    out.u32(snapshot.payload.length).put(snapshot.payload);
  }
  return out.take();
}

export function encodeView({ self, leaves, isWholeRing, table }: OverlayView): Uint8Array {
  const out = new Out(8 + ID_BYTES * (1 + leaves.length + table.length));
  out
    .u16(leaves.length)
    .u16(table.length)
    .u8(isWholeRing ? 1 : 0)
    .put(self);
  for (const id of [...leaves, ...table]) out.put(id);
  return out.take();
}

/**
 * Throws a Violation for anything but an outcome for each event, or for the first of them: the cell may leave some for later. Of the
 * events those from `from` to `to` were sent, the last not included. `continues`: as the batch was encoded.
 */
export function decodeOutcomes(
  body: Uint8Array,
  events: readonly ServiceEvent[],
  continues = false,
  from = 0,
  to = events.length,
): Outcome[] {
  const input = new In(body);
  const count = input.u32();
  if (count > to - from || (count === 0 && to > from && !continues))
    throw new Violation("more outcomes than events, or none");
  const outcomes = new Array<Outcome>(count);
  for (let i = 0; i < count; i++) {
    const isForward = events[from + i].kind === "forward";
    outcomes[i] = (isForward ? null : input.answer()) ?? readOutcome(input, isForward);
  }
  input.end();
  return outcomes;
}

export function decodeInstallOutcome(body: Uint8Array): InstallOutcome {
  const input = new In(body);
  if (!input.flag()) {
    const outcome: InstallOutcome = { ok: false, fault: readFault(input), detail: input.text() };
    input.end();
    return outcome;
  }
  const count = input.u8();
  if (count > EXPORTS_MAX) throw new Violation("too many exports");
  const exports = Array.from({ length: count }, () => input.text());
  const hasInit = input.flag();
  // It was written by itself: what is aligned in it counts from there.
  if (hasInit) input.align();
  const init: Outcome = hasInit ? readOutcome(input, false) : NOTHING_DONE;
  input.end();
  return { ok: true, exports, init };
}

/** Null: there is no instance. */
export function decodeMemory(body: Uint8Array): Uint8Array | null {
  const input = new In(body);
  const memory = input.flag() ? input.copy(body.length - 1) : null;
  input.end();
  if (memory !== null && memory.length > MEMORY_PAGES_MAX * PAGE_BYTES)
    throw new Violation("a memory that is too large");
  return memory;
}

const NOTHING = new Uint8Array(0);
const NOTHING_DONE: Outcome = { ok: true, fuelUsed: 0, writes: [], effects: [], verdict: null };

/** What is longer begins at a multiple of 8 of its body (glue/bytes.ts). */
const ALIGNED_FROM_BYTES = 32;
/**
 * Pieces up to here are copied: a short one that is kept must not keep a whole body. The shortest are kept within their objects;
 * others share memory, of which each of them may keep as much as SLAB_BYTES, since memory of its own costs ten times as much as its bytes.
 */
const SHORT_BYTES = 1_024;
const SHORTEST_BYTES = 64;
const SLAB_BYTES = 8_192;

/** Of an outcome that is an answer: status, fuel, number of effects; kind, token, length; and behind the payload no writes and no verdict. */
const ANSWER_KIND_AT = 1 + 8 + 4;
const ANSWER_TAIL_BYTES = 4 + 1;
const ANSWER_BYTES = ANSWER_KIND_AT + 1 + 8 + 4 + ANSWER_TAIL_BYTES;
const RESPOND = 4;

let slab = new Uint8Array(SLAB_BYTES);
let slabAt = 0;

function copyToSlab(bytes: Uint8Array): Uint8Array {
  if (slabAt + bytes.length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    slabAt = 0;
  }
  const copy = new Uint8Array(slab.buffer, slabAt, bytes.length);
  slab.set(bytes, slabAt);
  slabAt += bytes.length;
  return copy;
}

/**
 * Strict: every length is checked against its ceiling and against what is there. Short pieces are copied; longer ones are parts of
 * the body, since what they are for, a message or a record, is made of them at once.
 */
class In {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #pieces = 0;

  constructor(body: Uint8Array) {
    // Not a Buffer: its `slice` does not copy.
    this.#bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  }

  #take(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new Violation("too short");
    this.#at = at + count;
    return at;
  }

  u8(): number {
    return this.#bytes[this.#take(1)];
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  flag(): boolean {
    const value = this.u8();
    if (value > 1) throw new Violation("a flag of other than 0 or 1");
    return value === 1;
  }

  /** A count of something, as a whole number that is not negative. */
  amount(): number {
    const value = this.#view.getFloat64(this.#take(8), true);
    if (!Number.isSafeInteger(value) || value < 0) throw new Violation("an amount that is none");
    return value;
  }

  /** A number of effects or writes. */
  pieces(): number {
    const count = this.u32();
    this.#pieces += count;
    if (this.#pieces > PIECES_MAX) throw new Violation("more effects and writes than a batch may have");
    return count;
  }

  /** To the next multiple of 8. */
  align(): void {
    this.#take(-this.#at & 7);
  }

  copy(count: number): Uint8Array {
    const at = this.#take(count);
    if (count <= SHORTEST_BYTES) return this.#bytes.slice(at, at + count);
    const part = this.#bytes.subarray(at, at + count);
    return count > SHORT_BYTES ? part : copyToSlab(part);
  }

  long(max: number): Uint8Array {
    const length = this.u32();
    if (length > max) throw new Violation(`${length} bytes where ${max} are allowed`);
    if (length > ALIGNED_FROM_BYTES) this.align();
    return this.copy(length);
  }

  id(): Uint8Array {
    return this.copy(ID_BYTES);
  }

  text(): string {
    const length = this.u16();
    if (length > LOG_BYTES_MAX) throw new Violation("a text that is too long");
    return Buffer.from(this.copy(length)).toString("latin1");
  }

  /** The outcome that most messages have, read at once: an answer that is short, and nothing else. Null: it is not such a one. */
  answer(): Outcome | null {
    const bytes = this.#bytes;
    const view = this.#view;
    const at = this.#at;
    if (at + ANSWER_BYTES > bytes.length) return null;
    if (bytes[at] !== 1 || bytes[at + ANSWER_KIND_AT] !== RESPOND || view.getUint32(at + 9, true) !== 1)
      return null;
    const fuelUsed = view.getFloat64(at + 1, true);
    const length = view.getUint32(at + ANSWER_KIND_AT + 9, true);
    const ahead = at + ANSWER_KIND_AT + 13;
    const start = length > ALIGNED_FROM_BYTES ? (ahead + 7) & ~7 : ahead;
    const end = start + length;
    if (length > SHORTEST_BYTES || end + ANSWER_TAIL_BYTES > bytes.length) return null;
    const isPlain = view.getUint32(end, true) === 0 && bytes[end + 4] === 0;
    if (!isPlain || !Number.isSafeInteger(fuelUsed) || fuelUsed < 0 || this.#pieces >= PIECES_MAX)
      return null;
    this.#pieces++;
    this.#at = end + ANSWER_TAIL_BYTES;
    const token = view.getBigInt64(at + ANSWER_KIND_AT + 1, true);
    const effects: Effect[] = [{ kind: "respond", token, payload: bytes.slice(start, end) }];
    return { ok: true, fuelUsed, writes: NO_WRITES, effects, verdict: null };
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Violation("too long");
  }
}

function readFault(input: In): Fault {
  const fault = FAULTS[input.u8()];
  if (fault === undefined) throw new Violation("an unknown fault");
  return fault;
}

function readOutcome(input: In, isForward: boolean): Outcome {
  if (!input.flag())
    return { ok: false, fuelUsed: input.amount(), fault: readFault(input), detail: input.text() };
  const fuelUsed = input.amount();
  const effectCount = input.pieces();
  if (effectCount > EFFECTS_MAX) throw new Violation("too many effects");
  const effects: Effect[] =
    effectCount === 0 ? NO_EFFECTS : effectCount === 1 ? [readEffect(input)] : new Array(effectCount);
  for (let i = 0; effectCount > 1 && i < effectCount; i++) effects[i] = readEffect(input);
  const writeCount = input.pieces();
  if (writeCount > STORE_WRITES_MAX) throw new Violation("too many writes");
  const writes: StoreWrite[] = writeCount === 0 ? NO_WRITES : [];
  for (let i = 0; i < writeCount; i++) {
    const length = input.u16();
    if (length > STORE_KEY_BYTES_MAX) throw new Violation("a key that is too long");
    const key = input.copy(length);
    writes.push({ key, value: input.flag() ? input.long(STORE_VALUE_BYTES_MAX) : null });
  }
  if (input.flag() !== isForward) throw new Violation("a verdict where none belongs, or none where one does");
  return { ok: true, fuelUsed, writes, effects, verdict: isForward ? readVerdict(input) : null };
}

const NO_EFFECTS: Effect[] = [];
const NO_WRITES: StoreWrite[] = [];
Object.freeze(NO_EFFECTS);
Object.freeze(NO_WRITES);

function readVerdict(input: In): ForwardVerdict {
  const stop = input.flag();
  const parts = input.u8();
  if (parts > 7) throw new Violation("an unknown part of a verdict");
  return {
    stop,
    key: (parts & 1) === 0 ? null : input.id(),
    payload: (parts & 2) === 0 ? null : input.long(PAYLOAD_BYTES_MAX),
    next: (parts & 4) === 0 ? null : input.id(),
  };
}

function readEffect(input: In): Effect {
  const kind = input.u8();
  switch (kind) {
    case 1: {
      const key = input.id();
      const hint = input.flag() ? input.id() : null;
      return { kind: "route", key, hint, payload: input.long(PAYLOAD_BYTES_MAX) };
    }
    case 2:
      return { kind: "send", node: input.id(), payload: input.long(PAYLOAD_BYTES_MAX) };
    case 3: {
      const token = input.i64();
      const key = input.id();
      const timeoutMs = delay(input);
      return { kind: "request", token, key, timeoutMs, payload: input.long(PAYLOAD_BYTES_MAX) };
    }
    case 4:
      return { kind: "respond", token: input.i64(), payload: input.long(PAYLOAD_BYTES_MAX) };
    case 5: {
      const token = input.i64();
      const key = input.id();
      const field = input.long(STORE_KEY_BYTES_MAX);
      const value = input.long(STORE_VALUE_BYTES_MAX);
      return { kind: "storagePut", token, key, field, value, ttlSeconds: input.u32() };
    }
    case 6:
      return {
        kind: "storageGet",
        token: input.i64(),
        key: input.id(),
        field: input.long(STORE_KEY_BYTES_MAX),
      };
    case 7:
      return {
        kind: "storageRemove",
        token: input.i64(),
        key: input.id(),
        field: input.long(STORE_KEY_BYTES_MAX),
      };
    case 8:
      return { kind: "storageList", token: input.i64(), key: input.id() };
    case 9:
      return { kind: "timerSet", token: input.i64(), delayMs: delay(input) };
    case 10:
      return { kind: "timerCancel", token: input.i64() };
    case 11:
      return {
        kind: "log",
        level: input.u8() & 3,
        text: new TextDecoder().decode(input.long(LOG_BYTES_MAX)),
      };
    case 12:
      return {
        kind: "metric",
        name: new TextDecoder().decode(input.long(METRIC_NAME_BYTES_MAX)),
        value: input.i64(),
      };
    case 14: {
      const token = input.i64();
      const form = readForm(input);
      const key = input.id();
      const field = input.long(STORE_KEY_BYTES_MAX);
      const value = input.long(STORE_VALUE_BYTES_MAX);
      return { kind: "storagePutForm", token, form, key, field, value, ttlSeconds: input.u32() };
    }
    case 15: {
      const token = input.i64();
      const form = readForm(input);
      const key = input.id();
      return { kind: "storageGetForm", token, form, key, field: input.long(STORE_KEY_BYTES_MAX) };
    }
    case 16: {
      const token = input.i64();
      const form = readForm(input);
      return { kind: "storageListForm", token, form, key: input.id() };
    }
    case 17: {
      const token = input.i64();
      const key = input.id();
      const expected = input.i64();
      if (expected < 0n || expected >= 1n << 48n) throw new Violation("a version that no register has");
      return { kind: "storageCas", token, key, expected, value: input.long(REGISTER_VALUE_BYTES_MAX) };
    }
    case 18:
      return { kind: "storageRead", token: input.i64(), key: input.id() };
    case 13:
      return { kind: "emit", payload: input.long(PAYLOAD_BYTES_MAX) };
    default:
      throw new Violation("an unknown effect");
  }
}

function readForm(input: In): number {
  const form = input.u8();
  if (form > FORM_MERGED) throw new Violation("an unknown form of a record");
  return form;
}

function delay(input: In): number {
  const ms = input.u32();
  if (ms > DELAY_MS_MAX) throw new Violation("a delay that is too long");
  return ms;
}
