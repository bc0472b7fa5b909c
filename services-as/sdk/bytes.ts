/** The type of bytes in the SDK. */
export type Bytes = Uint8Array;

/** The UTF-8 bytes of a string. */
export function utf8(value: string): Bytes {
  return Uint8Array.wrap(String.UTF8.encode(value));
}

/** The string of UTF-8 bytes. */
export function text(value: Bytes): string {
  return String.UTF8.decodeUnsafe(value.dataStart, value.length);
}

export function concat(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  memory.copy(both.dataStart, a.dataStart, a.length);
  memory.copy(both.dataStart + a.length, b.dataStart, b.length);
  return both;
}
