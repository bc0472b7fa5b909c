/**
 * Removes padding from LEB128 numbers. Linkers pad numbers, so that they can write the final values in place.
 * Without padding, the same program has the same bytes, whether it was linked with padding or not.
 */
import { type LebLog, LOG_ENTRY } from "./byte-reader.ts";

/** Up to this length, in bytes, a loop copies faster than a call of `set`. */
const LOOP_BYTES = 64;

/** `log`: from a reader that has read the whole module. */
export function unpadded(module: Uint8Array, log: LebLog): Uint8Array {
  const out = new Uint8Array(module.length);
  let from = 0;
  let length = 0;
  const { bytes: widthOf, sizes } = widthsOf(log);
  for (let i = 0; i < widthOf.length; i++) {
    const start = log[LOG_ENTRY * i];
    if (start - from > LOOP_BYTES) {
      out.set(module.subarray(from, start), length);
      length += start - from;
    } else {
      while (from < start) out[length++] = module[from++];
    }
    const width = widthOf[i];
    // A size is written anew, because it may have changed. Of another number, the first bytes stay.
    if (isSize(log, i)) {
      for (let k = 1, rest = sizes[i]; k <= width; k++, rest >>>= 7)
        out[length++] = k < width ? (rest & 127) | 128 : rest & 127;
    } else {
      for (let k = 1; k < width; k++) out[length++] = module[start + k - 1] | 128;
      out[length++] = module[start + width - 1] & 127;
    }
    from = log[LOG_ENTRY * i + 1];
  }
  out.set(module.subarray(from), length);
  return out.slice(0, length + module.length - from);
}

interface Widths {
  /** The length in bytes of each number in the log. */
  readonly bytes: Uint8Array;
  /** The values of the numbers that are sizes. */
  readonly sizes: Uint32Array;
}

/** Iterates backwards, because a size depends on all numbers in its content. */
function widthsOf(log: LebLog): Widths {
  const count = log.length / LOG_ENTRY;
  const bytes = new Uint8Array(count);
  const sizes = new Uint32Array(count);
  // By number: how many bytes the module loses from this number to its end.
  const shrunk = new Uint32Array(count + 1);
  for (let i = count - 1; i >= 0; i--) {
    const start = log[LOG_ENTRY * i];
    const end = log[LOG_ENTRY * i + 1];
    if (isSize(log, i)) {
      const contentEnd = log[LOG_ENTRY * i + 2];
      sizes[i] = contentEnd - end - (shrunk[i + 1] - shrunk[firstFrom(log, contentEnd)]);
      bytes[i] = lebBytes(sizes[i]);
    } else {
      bytes[i] = -log[LOG_ENTRY * i + 2];
    }
    shrunk[i] = shrunk[i + 1] + end - start - bytes[i];
  }
  return { bytes, sizes };
}

function isSize(log: LebLog, i: number): boolean {
  return log[LOG_ENTRY * i + 2] >= 0;
}

/** The index of the first number that starts at or after `offset`. */
function firstFrom(log: LebLog, offset: number): number {
  let low = 0;
  let high = log.length / LOG_ENTRY;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[LOG_ENTRY * middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lebBytes(value: number): number {
  let bytes = 1;
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes++;
  return bytes;
}
