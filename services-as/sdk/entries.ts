import { Bytes } from "./bytes";

/** A key (of the store) or a field (of the storage), with its value. */
export class Entry {
  constructor(
    readonly key: Bytes,
    readonly value: Bytes,
  ) {}
}

const HEADER_BYTES: i32 = 6;

/**
 * All entries in the packed form of `store.scan` and `storage.list`: {u16 keyLength, u32 valueLength, key,
 * value}.
 */
export function unpack(packed: Bytes): Entry[] {
  const found: Entry[] = [];
  const entries = new Entries(packed);
  while (entries.next()) found.push(new Entry(entries.key(), entries.value()));
  return found;
}

/** Reads packed entries one by one, without copies: `while (entries.next()) …`. */
export class Entries {
  keyAddress: usize = 0;
  keyLength: i32 = 0;
  valueAddress: usize = 0;
  valueLength: i32 = 0;
  private at: i32 = 0;

  constructor(private readonly packed: Bytes) {}

  /** Advances to the next entry. Returns false if there is none. */
  next(): bool {
    const left = this.packed.length - this.at;
    if (left < HEADER_BYTES) return false;
    const header = this.packed.dataStart + this.at;
    this.keyLength = <i32>load<u16>(header);
    this.valueLength = <i32>min(load<u32>(header, 2), 0x1000000);
    const length = HEADER_BYTES + this.keyLength + this.valueLength;
    if (length > left) return false;
    this.keyAddress = header + HEADER_BYTES;
    this.valueAddress = this.keyAddress + this.keyLength;
    this.at += length;
    return true;
  }

  /** A copy of the key or field of this entry. */
  key(): Bytes {
    return copyOf(this.keyAddress, this.keyLength);
  }

  /** A copy of the value of this entry. */
  value(): Bytes {
    return copyOf(this.valueAddress, this.valueLength);
  }
}

function copyOf(address: usize, length: i32): Bytes {
  const bytes = new Uint8Array(length);
  memory.copy(bytes.dataStart, address, length);
  return bytes;
}
