import { ID_BYTES } from "./abi";
import { Bytes, utf8 } from "./bytes";
import * as host from "./host";
import { sha256 } from "./sha256";

/** A place on the ring: the key of a message or a record, or the id of a node. */
export class Key {
  readonly bytes: Bytes;

  /** Takes 32 bytes as they are. */
  constructor(bytes: Bytes) {
    assert(bytes.length == ID_BYTES, "a key has 32 bytes");
    this.bytes = bytes;
  }

  get start(): usize {
    return this.bytes.dataStart;
  }

  /** The key of a name within this service: SHA-256 of the service's id and the name. `prost send --key NAME` makes the same. */
  static of(name: string): Key {
    return Key.ofBytes(utf8(name));
  }

  static ofBytes(name: Bytes): Key {
    const input = new Uint8Array(ID_BYTES + name.length);
    host.service(input.dataStart);
    memory.copy(input.dataStart + ID_BYTES, name.dataStart, name.length);
    const key = new Uint8Array(ID_BYTES);
    sha256(input.dataStart, input.length, key.dataStart);
    return new Key(key);
  }

  /** 32 bytes somewhere in memory, copied. */
  static at(start: usize): Key {
    const bytes = new Uint8Array(ID_BYTES);
    memory.copy(bytes.dataStart, start, ID_BYTES);
    return new Key(bytes);
  }

  equals(other: Key): bool {
    return memory.compare(this.start, other.start, ID_BYTES) == 0;
  }

  /** 64 hex digits. */
  toString(): string {
    let hex = "";
    for (let i = 0; i < ID_BYTES; i++) hex += (<u32>this.bytes[i]).toString(16).padStart(2, "0");
    return hex;
  }
}
