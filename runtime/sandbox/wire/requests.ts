/**
 * Requests of the node to a cell: install a service, set the view of the overlay. The glue reads them
 * (glue/glue.ts, glue/nodes.ts). Batches of events are in batch-frames.ts.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import type { InstallRequest, OverlayView } from "../contract.ts";

const NOTHING = new Uint8Array(0);

/**
 * Reads the local store and encodes an install request. `isLazy`: true if the instance starts with the next
 * event, as after a fault; then the snapshot is omitted.
 */
export function encodeInstall(request: InstallRequest, isLazy: boolean): Uint8Array {
  const { capabilities, limits, module, firstToken } = request;
  const store = request.readStore({ isLazy, firstToken });
  const snapshot = isLazy ? undefined : request.snapshot;
  let bytes = 256 + capabilities.length * 32 + module.length;
  if (snapshot !== undefined) bytes += 12 + 8 * snapshot.owed.length + snapshot.payload.length;
  for (const { key, value } of store) bytes += 6 + key.length + (value?.length ?? 0);
  const out = new RequestBytes(bytes)
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
  const out = new RequestBytes(8 + ID_BYTES * (1 + leaves.length + table.length));
  out
    .u16(leaves.length)
    .u16(table.length)
    .u8(isWholeRing ? 1 : 0)
    .put(self);
  for (const id of [...leaves, ...table]) out.put(id);
  return out.take();
}

/** Bytes of a known maximum length. */
class RequestBytes {
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
