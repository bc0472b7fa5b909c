import { ID_BYTES } from "./abi";
import { Bytes, utf8 } from "./bytes";
import * as host from "./host";
import { sha256 } from "./sha256";

/**
 * A reused buffer for the service's id and a short name: a service makes thousands of keys, and allocations
 * cost fuel.
 */
const SHORT_BYTES: i32 = 256;
const SHORT: usize = memory.data(ID_BYTES + SHORT_BYTES, 8);

/** The key of a message or a record, or the id of a node: a position on the ring. */
export class Key {
  readonly bytes: Bytes;

  /** `bytes`: 32 bytes, not copied. */
  constructor(bytes: Bytes) {
    assert(bytes.length == ID_BYTES, "a key has 32 bytes");
    this.bytes = bytes;
  }

  get start(): usize {
    return this.bytes.dataStart;
  }

  /**
   * The key of a name in this service: SHA-256 of the service's id and the name, as in `prost send --key
   * NAME`.
   */
  static of(name: string): Key {
    return Key.ofBytes(utf8(name));
  }

  static ofBytes(name: Bytes): Key {
    return Key.ofBytesAt(name.dataStart, name.length);
  }

  /** The same, for a name at an address in memory. */
  static ofBytesAt(start: usize, length: i32): Key {
    const long = length > SHORT_BYTES ? new StaticArray<u8>(ID_BYTES + length) : null;
    const input = long === null ? SHORT : changetype<usize>(long);
    host.service(input);
    memory.copy(input + ID_BYTES, start, length);
    const key = new Uint8Array(ID_BYTES);
    sha256(input, ID_BYTES + length, key.dataStart);
    return new Key(key);
  }

  /** A copy of 32 bytes at an address in memory. */
  static at(start: usize): Key {
    const bytes = new Uint8Array(ID_BYTES);
    memory.copy(bytes.dataStart, start, ID_BYTES);
    return new Key(bytes);
  }

  equals(other: Key): bool {
    return memory.compare(this.start, other.start, ID_BYTES) == 0;
  }

  /** As 64 hex digits. */
  toString(): string {
    let hex = "";
    for (let i = 0; i < ID_BYTES; i++) hex += (<u32>this.bytes[i]).toString(16).padStart(2, "0");
    return hex;
  }
}
