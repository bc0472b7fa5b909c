import { Bytes } from "./bytes";

/** A key or field with its value. */
export class Entry {
  constructor(
    readonly key: Bytes,
    readonly value: Bytes,
  ) {}
}

const HEADER_BYTES: i32 = 6;

/** Entries as `store.scan` and `storage.list` give them: {u16 keyLength, u32 valueLength, key, value}. */
export function unpack(packed: Bytes): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= packed.length) {
    const keyLength = <i32>load<u16>(packed.dataStart + at);
    const valueLength = <i32>load<u32>(packed.dataStart + at + 2);
    at += HEADER_BYTES;
    entries.push(new Entry(packed.slice(at, at + keyLength), packed.slice(at + keyLength, at + keyLength + valueLength)));
    at += keyLength + valueLength;
  }
  return entries;
}
