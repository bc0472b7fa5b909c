import { Bytes } from "./bytes";
import { Entry, unpack } from "./entries";
import * as host from "./host";

/** Size of the first buffer for a value, in bytes. Longer values are read a second time. */
const FIRST_CAPACITY: i32 = 1024;
const SCAN_CAPACITY: i32 = 65536;

/** The local store, on the disk of this node. It outlives instances. */
export namespace store {
  export function get(key: Bytes): Bytes | null {
    let value = new Uint8Array(FIRST_CAPACITY);
    let length = host.store_get(key.dataStart, key.length, value.dataStart, FIRST_CAPACITY);
    if (length < 0) return null;
    if (length > FIRST_CAPACITY) {
      value = new Uint8Array(length);
      length = host.store_get(key.dataStart, key.length, value.dataStart, length);
    }
    return value.subarray(0, length);
  }

  export function put(key: Bytes, value: Bytes): i32 {
    return host.store_put(key.dataStart, key.length, value.dataStart, value.length);
  }

  export function remove(key: Bytes): i32 {
    return host.store_delete(key.dataStart, key.length);
  }

  /** Entries with from <= key < to, in order, as many as fit into 64 KiB. An empty `to` is no end. */
  export function scan(from: Bytes, to: Bytes): Entry[] {
    const out = new Uint8Array(SCAN_CAPACITY);
    const length = host.store_scan(from.dataStart, from.length, to.dataStart, to.length, out.dataStart, SCAN_CAPACITY);
    return length < 0 ? [] : unpack(out.subarray(0, length));
  }
}
