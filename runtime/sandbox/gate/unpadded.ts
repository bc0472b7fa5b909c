/**
 * A module with each LEB128 number in as few bytes as it takes. Linkers leave them padded, so that they can write the final
 * numbers in place; what comes after the gate then need not know that there is such a thing, and the same program is the same
 * bytes however it was linked.
 */
import { type LebLog, LOG_ENTRY } from "./byte-reader.ts";

/** So few bytes are copied faster one by one. */
const LOOP_BYTES = 64;

/** `log`: of a reader that has read the whole module. */
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
    // A padded number's first bytes stay as they are; a size may be another one now.
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
  /** Of each number in the log: how many bytes it takes. */
  readonly bytes: Uint8Array;
  /** Of those that are sizes: how much. */
  readonly sizes: Uint32Array;
}

/** From the last to the first, since a size changes with all that comes after it, up to its content's end. */
function widthsOf(log: LebLog): Widths {
  const count = log.length / LOG_ENTRY;
  const bytes = new Uint8Array(count);
  const sizes = new Uint32Array(count);
  // By how much the module shrinks from that number on.
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

/** The first number that stands at `offset` or after it. */
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
