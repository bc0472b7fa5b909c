/**
 * A module with each LEB128 number in as few bytes as it takes. Linkers leave them padded, so that they can write the final
 * numbers in place; what comes after the gate then need not know that there is such a thing, and the same program is the same
 * bytes however it was linked.
 */
import type { LebLog } from "./byte-reader.ts";

/** Numbers of an edit: where the old one starts and ends, how many bytes stand in its place, and the size they say (-1: not a size). */
const FIELDS = 4;
const NOT_A_SIZE = -1;

/** `log`: of a reader that has read the whole module. */
export function unpadded(module: Uint8Array, log: LebLog): Uint8Array {
  const out = new Uint8Array(module.length);
  const { edits, count } = editsOf(log);
  let from = 0;
  let length = 0;
  // The last one comes first in the list.
  for (let at = (count - 1) * FIELDS; at >= 0; at -= FIELDS) {
    const [start, bytes, size] = [edits[at], edits[at + 2], edits[at + 3]];
    out.set(module.subarray(from, start), length);
    length += start - from;
    if (size === NOT_A_SIZE) {
      out.set(module.subarray(start, start + bytes), length);
      length += bytes;
      out[length - 1] &= 127;
    } else {
      for (let rest = size; ; rest >>= 7) {
        out[length++] = rest < 128 ? rest : (rest & 127) | 128;
        if (rest < 128) break;
      }
    }
    from = edits[at + 1];
  }
  out.set(module.subarray(from), length);
  return out.slice(0, length + module.length - from);
}

/** From the last to the first, since a size changes with all that comes after it, up to its content's end. */
function editsOf({ padded, sizes }: LebLog): { readonly edits: Int32Array; readonly count: number } {
  const most = (padded.length + sizes.length) / 3;
  const edits = new Int32Array(most * FIELDS);
  /** By how much the module shrinks from the edit of that number on, counted from the last. */
  const shrunk = new Int32Array(most + 1);
  let count = 0;
  const put = (start: number, end: number, bytes: number, size: number) => {
    edits.set([start, end, bytes, size], count * FIELDS);
    shrunk[count + 1] = shrunk[count] + end - start - bytes;
    count++;
  };
  let size = sizes.length - 3;
  let number = padded.length - 3;
  while (size >= 0 || number >= 0) {
    if (number < 0 || (size >= 0 && sizes[size] >= padded[number])) {
      const [start, end, contentEnd] = [sizes[size], sizes[size + 1], sizes[size + 2]];
      size -= 3;
      // A padded size is in both lists.
      if (number >= 0 && padded[number] === start) number -= 3;
      const value = contentEnd - end - (shrunk[count] - shrunk[countFrom(edits, count, contentEnd)]);
      put(start, end, lebBytes(value), value);
    } else {
      put(padded[number], padded[number + 1], padded[number + 2], NOT_A_SIZE);
      number -= 3;
    }
  }
  return { edits, count };
}

/** How many of the edits, the last ones first, begin at `offset` or after it. */
function countFrom(edits: Int32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edits[middle * FIELDS] >= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lebBytes(value: number): number {
  let bytes = 1;
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes++;
  return bytes;
}
