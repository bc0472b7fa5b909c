/**
 * What goes to a cell and comes from it, as bytes. A frame is a length of 4 bytes, a kind of 1 and its body. The node takes every
 * byte from a cell for a stranger's: what does not decode to the last byte is a violation.
 */
import {
  DELAY_MS_MAX,
  EFFECTS_MAX,
  ID_BYTES,
  LOG_BYTES_MAX,
  METRIC_NAME_BYTES_MAX,
  PAYLOAD_BYTES_MAX,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
} from "../../abi/abi.ts";
import type {
  Effect,
  EventKind,
  Fault,
  ForwardVerdict,
  InstallOutcome,
  InstallRequest,
  Outcome,
  OverlayView,
  ServiceEvent,
  StoreWrite,
} from "./contract.ts";

/** The body of one frame, in either direction. */
export const FRAME_BYTES_MAX = 32 * 1024 * 1024;
export const FRAME_HEADER_BYTES = 5;

export const FRAME_INSTALL = 1;
export const FRAME_UNINSTALL = 2;
export const FRAME_VIEW = 3;
export const FRAME_RUN = 4;
/** From the cell, once: it is ready. */
export const FRAME_READY = 5;

const KINDS: readonly EventKind[] = ["deliver", "forward", "update", "complete", "timer", "call"];
const FAULTS: readonly Fault[] = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"];
/** Writes of one event: as many as fit into its fuel. */
const WRITES_MAX = 65_536;
const EXPORTS_MAX = 255;

/** What came does not have the form it should. */
export class Violation extends Error {}

export function frame(kind: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEADER_BYTES + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes[4] = kind;
  bytes.set(body, FRAME_HEADER_BYTES);
  return bytes;
}

/** Cuts a stream into frames; throws a Violation for one that is too long. */
export class FrameCutter {
  #parts: Buffer[] = [];
  #length = 0;
  #needed = FRAME_HEADER_BYTES;

  push(chunk: Buffer, receive: (kind: number, body: Uint8Array) => void): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    while (this.#length >= this.#needed) {
      const all = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts, this.#length);
      const length = all.readUInt32LE(0);
      if (length > FRAME_BYTES_MAX) throw new Violation(`a frame of ${length} bytes`);
      this.#needed = FRAME_HEADER_BYTES + length;
      this.#parts = [all];
      if (this.#length < this.#needed) return;
      const rest = all.subarray(this.#needed);
      this.#parts = rest.length === 0 ? [] : [rest];
      this.#length = rest.length;
      this.#needed = FRAME_HEADER_BYTES;
      receive(all[4], all.subarray(FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + length));
    }
  }
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
  const { capabilities, limits, module } = request;
  const store = request.readStore();
  let bytes = 256 + capabilities.length * 32 + module.length;
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
  out
    .f64(request.nowMs)
    .i64(request.seed)
    .i64(request.firstToken)
    .u32(module.length)
    .put(module)
    .u32(store.length);
  for (const { key, value } of store)
    out
      .u16(key.length)
      .put(key)
      .u32(value?.length ?? 0)
      .put(value ?? NOTHING);
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

const EVENT_BYTES = 1 + 8 + 8 + 4 * ID_BYTES + 8 + 4 + 4 + 4 + 4;

export function encodeBatch(serviceId: Uint8Array, events: readonly ServiceEvent[]): Uint8Array {
  let bytes = ID_BYTES + 4;
  for (const { payload } of events) bytes += EVENT_BYTES + payload.length;
  const out = new Out(bytes).put(serviceId).u32(events.length);
  for (const event of events) {
    out.u8(KINDS.indexOf(event.kind)).f64(event.nowMs).i64(event.seed);
    out.put(event.key).put(event.origin).put(event.previous).put(event.next);
    out
      .i64(event.token)
      .i32(event.hops)
      .i32(event.flags)
      .i32(event.status)
      .u32(event.payload.length)
      .put(event.payload);
  }
  return out.take();
}

/** Throws a Violation for anything but an outcome for each event, or for the first of them: the cell may leave some for later. */
export function decodeOutcomes(body: Uint8Array, events: readonly ServiceEvent[]): readonly Outcome[] {
  const input = new In(body);
  const count = input.u32();
  if (count > events.length || (count === 0 && events.length > 0))
    throw new Violation("more outcomes than events, or none");
  const outcomes = events.slice(0, count).map(({ kind }) => readOutcome(input, kind === "forward"));
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
  const init: Outcome = input.flag() ? readOutcome(input, false) : NOTHING_DONE;
  input.end();
  return { ok: true, exports, init };
}

const NOTHING = new Uint8Array(0);
const NOTHING_DONE: Outcome = { ok: true, fuelUsed: 0, writes: [], effects: [], verdict: null };

/** Strict: every length is checked against its ceiling and against what is there. Bytes are copied: the frame is let go. */
class In {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(body: Uint8Array) {
    this.#bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }

  #take(count: number): number {
    if (count > this.#bytes.length - this.#at) throw new Violation("too short");
    this.#at += count;
    return this.#at - count;
  }

  u8(): number {
    return this.#bytes[this.#take(1)];
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  i64(): bigint {
    return this.#bytes.readBigInt64LE(this.#take(8));
  }

  flag(): boolean {
    const value = this.u8();
    if (value > 1) throw new Violation("a flag of other than 0 or 1");
    return value === 1;
  }

  /** A count of something, as a whole number that is not negative. */
  amount(): number {
    const value = this.#bytes.readDoubleLE(this.#take(8));
    if (!Number.isSafeInteger(value) || value < 0) throw new Violation("an amount that is none");
    return value;
  }

  copy(count: number): Uint8Array {
    const at = this.#take(count);
    return new Uint8Array(this.#bytes.subarray(at, at + count));
  }

  long(max: number): Uint8Array {
    const length = this.u32();
    if (length > max) throw new Violation(`${length} bytes where ${max} are allowed`);
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
  const writeCount = input.u32();
  if (writeCount > WRITES_MAX) throw new Violation("too many writes");
  const writes: StoreWrite[] = [];
  for (let i = 0; i < writeCount; i++) {
    const length = input.u16();
    if (length > STORE_KEY_BYTES_MAX) throw new Violation("a key that is too long");
    const key = input.copy(length);
    writes.push({ key, value: input.flag() ? input.long(STORE_VALUE_BYTES_MAX) : null });
  }
  const effectCount = input.u32();
  if (effectCount > EFFECTS_MAX) throw new Violation("too many effects");
  const effects: Effect[] = [];
  for (let i = 0; i < effectCount; i++) effects.push(readEffect(input));
  if (input.flag() !== isForward) throw new Violation("a verdict where none belongs, or none where one does");
  return { ok: true, fuelUsed, writes, effects, verdict: isForward ? readVerdict(input) : null };
}

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
    case 13:
      return { kind: "emit", payload: input.long(PAYLOAD_BYTES_MAX) };
    default:
      throw new Violation("an unknown effect");
  }
}

function delay(input: In): number {
  const ms = input.u32();
  if (ms > DELAY_MS_MAX) throw new Violation("a delay that is too long");
  return ms;
}
