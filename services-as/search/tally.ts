/**
 * Numbers by name, where names are bytes: terms with their occurrences, documents with their scores. They are
 * in three blocks of memory, without an object for each name: a document has thousands of terms, and each
 * allocation costs fuel.
 */
import { Bytes } from "prost/service";

const NAMES_BYTES_MIN = 1024;
const ENTRIES_MIN = 32;
/** More slots than entries, so that searches stay short. */
const SLOTS_PER_ENTRY = 2;
const FREE = -1;

// An entry: four u32.
const ENTRY_BYTES = 16;
const HASH = 0;
const COUNT = 4;
const START = 8;
const LENGTH = 12;

/** A secret of the instance, so that nobody can choose many names that collide. */
let seed: u32 = 0x811c9dc5;

/** Sets the seed, once for each instance. */
export function seedTallies(random: u64): void {
  seed = <u32>random;
}

export class Tally {
  /** The number of names. */
  size: i32 = 0;
  private names: StaticArray<u8> = new StaticArray<u8>(NAMES_BYTES_MIN);
  private namesLength: i32 = 0;
  private entries: StaticArray<u8> = new StaticArray<u8>(ENTRIES_MIN * ENTRY_BYTES);
  private slots: StaticArray<i32> = freeSlots(ENTRIES_MIN * SLOTS_PER_ENTRY);

  /** Adds to the number of a name. A new name starts at zero. */
  add(address: usize, length: i32, amount: u32): void {
    const hash = hashOf(address, length);
    const slots = changetype<usize>(this.slots);
    const mask = this.slots.length - 1;
    let slot = <i32>hash & mask;
    for (let index = slotAt(slots, slot); index != FREE; index = slotAt(slots, slot)) {
      const entry = this.entry(index);
      if (load<u32>(entry, HASH) == hash && this.isNamed(entry, address, length)) {
        store<u32>(entry, load<u32>(entry, COUNT) + amount, COUNT);
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.append(address, length, hash, amount);
  }

  count(index: i32): u32 {
    return load<u32>(this.entry(index), COUNT);
  }

  nameAddress(index: i32): usize {
    return changetype<usize>(this.names) + load<u32>(this.entry(index), START);
  }

  nameLength(index: i32): i32 {
    return load<i32>(this.entry(index), LENGTH);
  }

  /** A copy of the name. */
  name(index: i32): Bytes {
    const name = new Uint8Array(this.nameLength(index));
    memory.copy(name.dataStart, this.nameAddress(index), name.length);
    return name;
  }

  /** The byte order: negative if the name at `a` is first. */
  compareNames(a: i32, b: i32): i32 {
    const lengthA = this.nameLength(a);
    const lengthB = this.nameLength(b);
    const order = memory.compare(this.nameAddress(a), this.nameAddress(b), min(lengthA, lengthB));
    return order != 0 ? order : lengthA - lengthB;
  }

  /** Whether both have the same names with the same numbers, in the same order of first addition. */
  equals(other: Tally): bool {
    if (this.size != other.size || this.namesLength != other.namesLength) return false;
    const entriesBytes = this.size * ENTRY_BYTES;
    return (
      memory.compare(changetype<usize>(this.entries), changetype<usize>(other.entries), entriesBytes) == 0 &&
      memory.compare(changetype<usize>(this.names), changetype<usize>(other.names), this.namesLength) == 0
    );
  }

  // @ts-ignore: decorator
  @inline
  private entry(index: i32): usize {
    return changetype<usize>(this.entries) + index * ENTRY_BYTES;
  }

  // @ts-ignore: decorator
  @inline
  private isNamed(entry: usize, address: usize, length: i32): bool {
    if (load<i32>(entry, LENGTH) != length) return false;
    const name = changetype<usize>(this.names) + load<u32>(entry, START);
    let at = 0;
    for (; at + 8 <= length; at += 8) if (load<u64>(name + at) != load<u64>(address + at)) return false;
    for (; at < length; at++) if (load<u8>(name + at) != load<u8>(address + at)) return false;
    return true;
  }

  private append(address: usize, length: i32, hash: u32, amount: u32): void {
    if ((this.size + 1) * ENTRY_BYTES > this.entries.length) this.growEntries();
    if (this.namesLength + length > this.names.length) this.names = grown(this.names, this.namesLength + length);
    memory.copy(changetype<usize>(this.names) + this.namesLength, address, length);
    const entry = this.entry(this.size);
    store<u32>(entry, hash, HASH);
    store<u32>(entry, amount, COUNT);
    store<u32>(entry, this.namesLength, START);
    store<u32>(entry, length, LENGTH);
    this.namesLength += length;
    place(this.slots, hash, this.size++);
  }

  private growEntries(): void {
    this.entries = grown(this.entries, 0);
    this.slots = freeSlots(2 * this.slots.length);
    for (let i = 0; i < this.size; i++) place(this.slots, load<u32>(this.entry(i), HASH), i);
  }
}

// @ts-ignore: decorator
@inline
function slotAt(slots: usize, slot: i32): i32 {
  return load<i32>(slots + (<usize>slot << 2));
}

/** Writes the index of an entry into the first free slot from its hash on. */
function place(slots: StaticArray<i32>, hash: u32, index: i32): void {
  const mask = slots.length - 1;
  let slot = <i32>hash & mask;
  while (unchecked(slots[slot]) != FREE) slot = (slot + 1) & mask;
  unchecked((slots[slot] = index));
}

function freeSlots(count: i32): StaticArray<i32> {
  const slots = new StaticArray<i32>(count);
  memory.fill(changetype<usize>(slots), 0xff, <usize>count << 2);
  return slots;
}

/** A copy of twice the length, at least `least` bytes. */
function grown(block: StaticArray<u8>, least: i32): StaticArray<u8> {
  const larger = new StaticArray<u8>(max(2 * block.length, least));
  memory.copy(changetype<usize>(larger), changetype<usize>(block), block.length);
  return larger;
}

/** FNV-1a with a seed, and the finalizer of MurmurHash3. */
// @ts-ignore: decorator
@inline
function hashOf(address: usize, length: i32): u32 {
  let hash = seed;
  for (let at = address; at < address + length; at++) hash = (hash ^ load<u8>(at)) * 0x01000193;
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  return hash ^ (hash >> 13);
}
