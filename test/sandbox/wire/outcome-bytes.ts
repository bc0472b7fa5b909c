/** Encodes outcomes as a cell does, independently of the glue, for tests of the decoder. */
import type { Effect, Fault, Outcome } from "../../../runtime/sandbox/contract.ts";

const FAULTS: readonly Fault[] = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"];
const ALIGNED_FROM_BYTES = 32;
const KIND: Readonly<Record<Effect["kind"], number>> = {
  route: 1,
  send: 2,
  request: 3,
  respond: 4,
  storagePut: 5,
  storageGet: 6,
  storageRemove: 7,
  storageList: 8,
  timerSet: 9,
  timerCancel: 10,
  log: 11,
  metric: 12,
  emit: 13,
  storagePutForm: 14,
  storageGetForm: 15,
  storageListForm: 16,
  storageCas: 17,
  storageRead: 18,
};

class Writer {
  readonly #bytes: number[] = [];

  u8(value: number): this {
    this.#bytes.push(value);
    return this;
  }

  number(bytes: number, write: (view: DataView) => void): this {
    const view = new DataView(new ArrayBuffer(bytes));
    write(view);
    return this.put(new Uint8Array(view.buffer));
  }

  u16 = (value: number) => this.number(2, (view) => view.setUint16(0, value, true));
  u32 = (value: number) => this.number(4, (view) => view.setUint32(0, value, true));
  f64 = (value: number) => this.number(8, (view) => view.setFloat64(0, value, true));
  i64 = (value: bigint) => this.number(8, (view) => view.setBigInt64(0, value, true));

  put(value: Uint8Array): this {
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }

  align(): this {
    while (this.#bytes.length % 8 !== 0) this.#bytes.push(0);
    return this;
  }

  long(value: Uint8Array): this {
    this.u32(value.length);
    if (value.length > ALIGNED_FROM_BYTES) this.align();
    return this.put(value);
  }

  text(value: string): this {
    return this.u16(value.length).put(Buffer.from(value, "latin1"));
  }

  take(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

export function outcomeBytes(outcomes: readonly Outcome[]): Uint8Array {
  const out = new Writer().u32(outcomes.length);
  for (const outcome of outcomes) putOutcome(out, outcome);
  return out.take();
}

/** `init` null: the instance has not started yet. */
export function installedBytes(exports: readonly string[], init: Outcome | null): Uint8Array {
  const out = new Writer().u8(1).u8(exports.length);
  for (const name of exports) out.text(name);
  out.u8(init === null ? 0 : 1);
  if (init !== null) putOutcome(out.align(), init);
  return out.take();
}

export function refusedBytes(fault: Fault, detail: string): Uint8Array {
  return new Writer().u8(0).u8(FAULTS.indexOf(fault)).text(detail).take();
}

function putOutcome(out: Writer, outcome: Outcome): void {
  if (!outcome.ok) {
    out.u8(0).f64(outcome.fuelUsed).u8(FAULTS.indexOf(outcome.fault)).text(outcome.detail);
    return;
  }
  out.u8(1).f64(outcome.fuelUsed).u32(outcome.effects.length);
  for (const effect of outcome.effects) putEffect(out, effect);
  out.u32(outcome.writes.length);
  for (const { key, value } of outcome.writes) {
    out.u16(key.length).put(key);
    if (value === null) out.u8(0);
    else out.u8(1).long(value);
  }
  const { verdict } = outcome;
  if (verdict === null) {
    out.u8(0);
    return;
  }
  const { stop, key, payload, next } = verdict;
  out.u8(1).u8(stop ? 1 : 0);
  out.u8((key === null ? 0 : 1) | (payload === null ? 0 : 2) | (next === null ? 0 : 4));
  if (key !== null) out.put(key);
  if (payload !== null) out.long(payload);
  if (next !== null) out.put(next);
}

function putEffect(out: Writer, effect: Effect): void {
  out.u8(KIND[effect.kind]);
  switch (effect.kind) {
    case "route":
      out.put(effect.key).u8(effect.hint === null ? 0 : 1);
      if (effect.hint !== null) out.put(effect.hint);
      out.long(effect.payload);
      break;
    case "send":
      out.put(effect.node).long(effect.payload);
      break;
    case "request":
      out.i64(effect.token).put(effect.key).u32(effect.timeoutMs).long(effect.payload);
      break;
    case "respond":
      out.i64(effect.token).long(effect.payload);
      break;
    case "storagePut":
      out.i64(effect.token).put(effect.key).long(effect.field).long(effect.value).u32(effect.ttlSeconds);
      break;
    case "storageGet":
    case "storageRemove":
      out.i64(effect.token).put(effect.key).long(effect.field);
      break;
    case "storagePutForm":
      out.i64(effect.token).u8(effect.form).put(effect.key);
      out.long(effect.field).long(effect.value).u32(effect.ttlSeconds);
      break;
    case "storageGetForm":
      out.i64(effect.token).u8(effect.form).put(effect.key).long(effect.field);
      break;
    case "storageListForm":
      out.i64(effect.token).u8(effect.form).put(effect.key);
      break;
    case "storageCas":
      out.i64(effect.token).put(effect.key).i64(effect.expected).long(effect.value);
      break;
    case "storageRead":
    case "storageList":
      out.i64(effect.token).put(effect.key);
      break;
    case "timerSet":
      out.i64(effect.token).u32(effect.delayMs);
      break;
    case "timerCancel":
      out.i64(effect.token);
      break;
    case "log":
      out.u8(effect.level).long(Buffer.from(effect.text));
      break;
    case "metric":
      out.long(Buffer.from(effect.name)).i64(effect.value);
      break;
    case "emit":
      out.long(effect.payload);
      break;
  }
}
