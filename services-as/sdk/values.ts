import { EVENT_PAYLOAD_LENGTH, FORM_IMMUTABLE, FORM_MERGED, FORM_SIGNED } from "./abi";
import { Bytes, concat, utf8 } from "./bytes";
import * as host from "./host";
import { Key } from "./key";
import { MAILBOX } from "./mailbox";
import { message } from "./message";
import { sha256 } from "./sha256";

// Records of other forms than those of `storage`. All functions return a token or a negative status;
// `complete` brings the result.

/** Values of the form FORM_MERGED: this service's `validate` and `merge` decide about them (`rule`). */
export namespace merged {
  /** Merges the value with the stored value. */
  export function put(key: Key, field: Bytes, value: Bytes, ttlSeconds: i32 = 0): i64 {
    return host.storage_put_form(FORM_MERGED, key.start, field.dataStart, field.length, value.dataStart, value.length, ttlSeconds);
  }

  /** `complete` brings the value. */
  export function get(key: Key, field: Bytes): i64 {
    return host.storage_get_form(FORM_MERGED, key.start, field.dataStart, field.length);
  }

  /** `complete` brings all fields of the key with their values, for `unpack`. */
  export function list(key: Key): i64 {
    return host.storage_list_form(FORM_MERGED, key.start);
  }
}

/** Values that are stored under their own hash, so no other value can replace them. */
export namespace immutable {
  export function keyOf(value: Bytes): Key {
    const key = new Uint8Array(32);
    sha256(value.dataStart, value.length, key.dataStart);
    return new Key(key);
  }

  /** Stores the value under `keyOf(value)`. */
  export function put(value: Bytes, ttlSeconds: i32 = 0): i64 {
    return host.storage_put_form(FORM_IMMUTABLE, keyOf(value).start, 0, 0, value.dataStart, value.length, ttlSeconds);
  }

  export function get(key: Key): i64 {
    return host.storage_get_form(FORM_IMMUTABLE, key.start, 0, 0);
  }
}

/**
 * Values that their owner has signed. A service without the owner's private key can store and send them.
 * `complete` brings owner, u48 sequence, signature, content.
 */
export namespace signed {
  /** The key for an owner (a public key of 32 bytes) and a field. */
  export function keyOf(owner: Bytes, field: Bytes): Key {
    const service = new Uint8Array(32);
    host.service(service.dataStart);
    const name = concat(concat(utf8("prost-signed-v1"), service), concat(owner, field));
    const key = new Uint8Array(32);
    sha256(name.dataStart, name.length, key.dataStart);
    return new Key(key);
  }

  export function put(owner: Bytes, field: Bytes, value: Bytes, ttlSeconds: i32 = 0): i64 {
    const key = keyOf(owner, field);
    return host.storage_put_form(FORM_SIGNED, key.start, field.dataStart, field.length, value.dataStart, value.length, ttlSeconds);
  }

  export function get(owner: Bytes, field: Bytes): i64 {
    return host.storage_get_form(FORM_SIGNED, keyOf(owner, field).start, field.dataStart, field.length);
  }
}

/** Values that change by compare-and-set only, in one order for all nodes. */
export namespace register {
  /**
   * Sets the register if its version is `expected` (0: it does not exist). `complete` has OK, or E_CONFLICT
   * with the present `version` and `value`. E_UNAVAILABLE: the register may have been set; read it before you
   * try again.
   */
  export function set(key: Key, expected: i64, value: Bytes): i64 {
    return host.storage_cas(key.start, expected, value.dataStart, value.length);
  }

  /** `complete` has OK, or E_NOT_FOUND. */
  export function read(key: Key): i64 {
    return host.storage_read(key.start);
  }

  /** In `complete`: the version of the register. */
  export function version(): i64 {
    if (load<i32>(MAILBOX + EVENT_PAYLOAD_LENGTH) < 8) return 0;
    return load<i64>(message.payload().dataStart);
  }

  /** In `complete`: the value of the register. */
  export function value(): Bytes {
    const payload = message.payload();
    return payload.length < 8 ? new Uint8Array(0) : payload.slice(8);
  }
}
