/**
 * Entries in the form that services read (abi/README.md): {u16 keyLength, u32 valueLength, key, value},
 * little-endian, without gaps.
 */

const HEADER_BYTES = 6;

interface KeyValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** The packed entries. Null when the result would be longer than `bytesMax`. */
export function packEntries(entries: Iterable<KeyValue>, bytesMax: number): Uint8Array | null {
  const list = [...entries];
  let length = 0;
  for (const { key, value } of list) length += HEADER_BYTES + key.length + value.length;
  if (length > bytesMax) return null;
  const packed = new Uint8Array(length);
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const { key, value } of list) {
    view.setUint16(at, key.length, true);
    view.setUint32(at + 2, value.length, true);
    packed.set(key, at + HEADER_BYTES);
    packed.set(value, at + HEADER_BYTES + key.length);
    at += HEADER_BYTES + key.length + value.length;
  }
  return packed;
}
