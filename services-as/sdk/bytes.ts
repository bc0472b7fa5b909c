/** Bytes as services pass them around. */
export type Bytes = Uint8Array;

/** A text as bytes. */
export function utf8(value: string): Bytes {
  return Uint8Array.wrap(String.UTF8.encode(value));
}

/** Bytes as a text. */
export function text(value: Bytes): string {
  return String.UTF8.decodeUnsafe(value.dataStart, value.length);
}

export function concat(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  memory.copy(both.dataStart, a.dataStart, a.length);
  memory.copy(both.dataStart + a.length, b.dataStart, b.length);
  return both;
}
