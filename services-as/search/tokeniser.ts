import { TERM_BYTES_MAX, TERM_BYTES_MIN } from "./protocol";
import { Tally } from "./tally";

const RUN: usize = memory.data(TERM_BYTES_MAX, 1);

/** Adds each occurrence of a term in a text to `terms`. Returns the number of occurrences. */
export function tokenise(address: usize, length: i32, terms: Tally): i32 {
  let occurrences = 0;
  let run = 0;
  for (let at = address, end = address + length; at <= end; at++) {
    const byte = at < end ? lowerAlphanumeric(load<u8>(at)) : 0;
    if (byte != 0) {
      if (run < TERM_BYTES_MAX) store<u8>(RUN + run, byte);
      run++;
    } else if (run > 0) {
      if (run >= TERM_BYTES_MIN && run <= TERM_BYTES_MAX) {
        terms.add(RUN, run, 1);
        occurrences++;
      }
      run = 0;
    }
  }
  return occurrences;
}

/** The lower case of an ASCII letter, a digit unchanged, zero for all other bytes. */
// @ts-ignore: decorator
@inline
function lowerAlphanumeric(byte: u8): u8 {
  const lower = byte | 32;
  if (lower >= 97 && lower <= 122) return lower;
  return byte >= 48 && byte <= 57 ? byte : 0;
}
