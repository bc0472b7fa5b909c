import { Bytes } from "./bytes";
import * as host from "./host";
import { Key } from "./key";

/**
 * The replicated storage. All functions return a token or a negative status; `complete` brings the result
 * with this token.
 */
export namespace storage {
  export function put(key: Key, field: Bytes, value: Bytes, ttlSeconds: i32 = 0): i64 {
    return host.storage_put(key.start, field.dataStart, field.length, value.dataStart, value.length, ttlSeconds);
  }

  /** `complete` brings the value. */
  export function get(key: Key, field: Bytes): i64 {
    return host.storage_get(key.start, field.dataStart, field.length);
  }

  export function remove(key: Key, field: Bytes): i64 {
    return host.storage_remove(key.start, field.dataStart, field.length);
  }

  /** `complete` brings all fields of the key with their values, for `unpack`. */
  export function list(key: Key): i64 {
    return host.storage_list(key.start);
  }
}
