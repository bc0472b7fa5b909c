// The terms of a text with how often they occur, as reference.ts finds them. A table of its own, of offsets into the text: a text
// has tens of thousands of them, and none becomes a string.
import { Bytes } from "prost";

const TERM_BYTES_MIN: i32 = 2;
const TERM_BYTES_MAX: i32 = 24;

export class TermCounts {
  /** The text, in lower case. */
  private readonly lower: Bytes;
  private slots: StaticArray<i32>;
  private starts: StaticArray<i32> = new StaticArray(64);
  private lengths: StaticArray<i32> = new StaticArray(64);
  private counts: StaticArray<u32> = new StaticArray(64);
  /** Different terms. */
  count: i32 = 0;

  /** Of the bytes of `payload` from `from` on. */
  constructor(payload: Bytes, from: i32) {
    const lower = payload.slice(from);
    this.lower = lower;
    this.slots = new StaticArray<i32>(256);
    const length = lower.length;
    const text = lower.dataStart;
    let start = 0;
    let hash: u32 = 0x811c9dc5;
    for (let i = 0; i <= length; i++) {
      let byte: u32 = i < length ? load<u8>(text + i) : 0;
      if (byte - 65 < 26) {
        byte += 32;
        store<u8>(text + i, byte);
      }
      if (byte - 97 < 26 || byte - 48 < 10) {
        hash = (hash ^ byte) * 0x01000193;
        continue;
      }
      const size = i - start;
      if (size >= TERM_BYTES_MIN && size <= TERM_BYTES_MAX) this.add(start, size, hash);
      start = i + 1;
      hash = 0x811c9dc5;
    }
  }

  bytes(term: i32): Bytes {
    const start = this.starts[term];
    return this.lower.slice(start, start + this.lengths[term]);
  }

  occurrences(term: i32): u32 {
    return this.counts[term];
  }

  private add(start: i32, size: i32, hash: u32): void {
    const text = this.lower.dataStart;
    let mask = this.slots.length - 1;
    let at = <i32>hash & mask;
    for (let found = this.slots[at]; found != 0; found = this.slots[at]) {
      const term = found - 1;
      if (this.lengths[term] == size && memory.compare(text + this.starts[term], text + start, size) == 0) {
        this.counts[term] = this.counts[term] + 1;
        return;
      }
      at = (at + 1) & mask;
    }
    if (this.count == this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.lengths[this.count] = size;
    this.counts[this.count] = 1;
    this.slots[at] = ++this.count;
    if (2 * this.count > this.slots.length) this.rehash();
  }

  private grow(): void {
    const size = 2 * this.starts.length;
    const starts = new StaticArray<i32>(size);
    const lengths = new StaticArray<i32>(size);
    const counts = new StaticArray<u32>(size);
    for (let i = 0; i < this.count; i++) {
      starts[i] = this.starts[i];
      lengths[i] = this.lengths[i];
      counts[i] = this.counts[i];
    }
    this.starts = starts;
    this.lengths = lengths;
    this.counts = counts;
  }

  private rehash(): void {
    const slots = new StaticArray<i32>(2 * this.slots.length);
    const mask = slots.length - 1;
    for (let term = 0; term < this.count; term++) {
      let hash: u32 = 0x811c9dc5;
      const start = this.lower.dataStart + this.starts[term];
      for (let i = 0; i < this.lengths[term]; i++) hash = (hash ^ load<u8>(start + i)) * 0x01000193;
      let at = <i32>hash & mask;
      while (slots[at] != 0) at = (at + 1) & mask;
      slots[at] = term + 1;
    }
    this.slots = slots;
  }
}
