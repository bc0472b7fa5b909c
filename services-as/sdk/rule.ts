import { EVENT_FLAGS, EVENT_KEY, EVENT_ORIGIN, EVENT_TOKEN, FLAG_WRITE } from "./abi";
import { Bytes } from "./bytes";
import { Entries } from "./entries";
import * as host from "./host";
import { Key } from "./key";
import { MAILBOX } from "./mailbox";
import { message } from "./message";

/**
 * In `validate` and `merge` alone: the values that the service decides about. Both answer from what is here and nothing else: they run
 * on each node that holds the value, in an instance of their own, without `init`, and other functions of the node answer E_PHASE there.
 */
export namespace rule {
  export function key(): Key {
    return Key.at(MAILBOX + EVENT_KEY);
  }

  export function field(): Bytes {
    return entry(0).key();
  }

  /** The value to be stored; in `merge`, the one. */
  export function value(): Bytes {
    return entry(0).value();
  }

  /** In `merge`, the other. */
  export function other(): Bytes {
    return entry(1).value();
  }

  /** In `validate`: somebody writes it now, and `writer` says who; otherwise a holder looks at what another holder has. */
  export function isWrite(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_WRITE) != 0;
  }

  /** The node that writes it, as the root of the key says: who must not be lied to signs the value (`verify`). */
  export function writer(): Key {
    return Key.at(MAILBOX + EVENT_ORIGIN);
  }

  /** Ends `merge`: what the two are together. Without it the value is refused. */
  export function answer(merged: Bytes): i32 {
    return host.respond(load<i64>(MAILBOX + EVENT_TOKEN), merged.dataStart, merged.length);
  }

  function entry(index: i32): Entries {
    const entries = new Entries(message.payload());
    for (let i = 0; i <= index; i++) entries.next();
    return entries;
  }
}

/** Whether the owner of a public key (32 bytes) has signed that with Ed25519 (64 bytes), strictly. Costs 5 million units of fuel and more. */
export function verify(publicKey: Bytes, signature: Bytes, signed: Bytes): bool {
  if (publicKey.length != 32 || signature.length != 64) return false;
  return host.verify(publicKey.dataStart, signature.dataStart, signed.dataStart, signed.length) == 1;
}
