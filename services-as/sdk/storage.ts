import { Bytes } from "./bytes";
import * as host from "./host";
import { Key } from "./key";

/** The replicated storage. Everything returns a token (or a negative status); what came of it comes as `complete` with that token. */
export namespace storage {
  export function put(key: Key, field: Bytes, value: Bytes, ttlSeconds: i32 = 0): i64 {
    return host.storage_put(key.start, field.dataStart, field.length, value.dataStart, value.length, ttlSeconds);
  }

  /** `complete` carries the value. */
  export function get(key: Key, field: Bytes): i64 {
    return host.storage_get(key.start, field.dataStart, field.length);
  }

  export function remove(key: Key, field: Bytes): i64 {
    return host.storage_remove(key.start, field.dataStart, field.length);
  }

  /** `complete` carries all fields of the key with their values: `unpack` reads them. */
  export function list(key: Key): i64 {
    return host.storage_list(key.start);
  }
}
