import { Bytes } from "./bytes";
import { Entries } from "./entries";
import { Writer } from "./writer";

/**
 * The union of two lists of packed entries, sorted by key. `choose` combines the values of a key in both. If
 * `choose` is associative, commutative and idempotent (the greater, the later, a union), the union is a
 * `merge` that converges. Both lists must be sorted (`areSorted`).
 */
export function unite(a: Bytes, b: Bytes, choose: (a: Bytes, b: Bytes) => Bytes): Bytes {
  const out = new Writer(a.length + b.length);
  const left = new Entries(a);
  const right = new Entries(b);
  let hasLeft = left.next();
  let hasRight = right.next();
  while (hasLeft || hasRight) {
    const order = !hasLeft ? 1 : !hasRight ? -1 : orderOf(left, right);
    if (order < 0) write(out, left, left.value());
    else if (order > 0) write(out, right, right.value());
    else write(out, left, choose(left.value(), right.value()));
    if (order <= 0) hasLeft = left.next();
    if (order >= 0) hasRight = right.next();
  }
  return out.done();
}

/**
 * True if the bytes are packed entries with ascending keys, and nothing else. So a set of entries has exactly
 * one form. For `validate`.
 */
export function areSorted(packed: Bytes): bool {
  const entries = new Entries(packed);
  let length = 0;
  let before: Bytes | null = null;
  while (entries.next()) {
    const key = entries.key();
    if (before !== null && compare(before, key) >= 0) return false;
    before = key;
    length += 6 + entries.keyLength + entries.valueLength;
  }
  return length == packed.length;
}

/** A packed entry. */
export function single(key: Bytes, value: Bytes): Bytes {
  return new Writer(6 + key.length + value.length).u16(key.length).u32(value.length).put(key).put(value).done();
}

function write(out: Writer, entry: Entries, value: Bytes): void {
  out.u16(entry.keyLength).u32(value.length).copy(entry.keyAddress, entry.keyLength).put(value);
}

function orderOf(a: Entries, b: Entries): i32 {
  const order = memory.compare(a.keyAddress, b.keyAddress, min(a.keyLength, b.keyLength));
  return order != 0 ? order : a.keyLength - b.keyLength;
}

function compare(a: Bytes, b: Bytes): i32 {
  const order = memory.compare(a.dataStart, b.dataStart, min(a.length, b.length));
  return order != 0 ? order : a.length - b.length;
}
