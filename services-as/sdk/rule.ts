import { EVENT_FLAGS, EVENT_KEY, EVENT_ORIGIN, EVENT_TOKEN, FLAG_WRITE } from "./abi";
import { Bytes } from "./bytes";
import { Entries } from "./entries";
import * as host from "./host";
import { Key } from "./key";
import { MAILBOX } from "./mailbox";
import { message } from "./message";

/**
 * Only in `validate` and `merge`: the values about which the service decides. These exports may use only
 * `rule` and `verify`: they run on each node that stores the value, in a new instance, without `init`, and
 * other host functions return E_PHASE.
 */
export namespace rule {
  export function key(): Key {
    return Key.at(MAILBOX + EVENT_KEY);
  }

  export function field(): Bytes {
    return entry(0).key();
  }

  /** The value to be stored; in `merge`, the first value. */
  export function value(): Bytes {
    return entry(0).value();
  }

  /** In `merge`, the second value. */
  export function other(): Bytes {
    return entry(1).value();
  }

  /** In `validate`: true if the node `writer` writes the value now, false if a holder checks a copy. */
  export function isWrite(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_WRITE) != 0;
  }

  /**
   * The node that writes the value, as the root node of the key claims. For proof, sign the value (`verify`).
   */
  export function writer(): Key {
    return Key.at(MAILBOX + EVENT_ORIGIN);
  }

  /** The result of `merge`. Without it, the merge is refused. */
  export function answer(merged: Bytes): i32 {
    return host.respond(load<i64>(MAILBOX + EVENT_TOKEN), merged.dataStart, merged.length);
  }

  function entry(index: i32): Entries {
    const entries = new Entries(message.payload());
    for (let i = 0; i <= index; i++) entries.next();
    return entries;
  }
}

/**
 * Verifies an Ed25519 signature (64 bytes) of a public key (32 bytes), strictly. Costs VERIFY_FUEL and more.
 */
export function verify(publicKey: Bytes, signature: Bytes, signed: Bytes): bool {
  if (publicKey.length != 32 || signature.length != 64) return false;
  return host.verify(publicKey.dataStart, signature.dataStart, signed.dataStart, signed.length) == 1;
}
