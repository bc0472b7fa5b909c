import {
  EVENT_FLAGS,
  EVENT_HOPS,
  EVENT_KEY,
  EVENT_NEXT,
  EVENT_ORIGIN,
  EVENT_PAYLOAD_LENGTH,
  EVENT_PREVIOUS,
  EVENT_STATUS,
  EVENT_TOKEN,
  EVENT_VERSION,
  FLAG_DIRECT,
  FLAG_JOINED,
  FLAG_ROOT,
  FLAG_SOURCE,
  MAILBOX_HEADER_BYTES,
  MAILBOX_PAYLOAD_BYTES,
} from "./abi";
import { Bytes, text as textOf, utf8 } from "./bytes";
import * as host from "./host";
import { Key } from "./key";
import { MAILBOX } from "./mailbox";

/** The event that is being handled: a message, an answer, a timer. */
export namespace message {
  export function key(): Key {
    return Key.at(MAILBOX + EVENT_KEY);
  }

  /** Where it entered the overlay. */
  export function origin(): Key {
    return Key.at(MAILBOX + EVENT_ORIGIN);
  }

  /** Where it came from last. */
  export function previous(): Key {
    return Key.at(MAILBOX + EVENT_PREVIOUS);
  }

  /** Where it goes next (`forward` only). */
  export function next(): Key {
    return Key.at(MAILBOX + EVENT_NEXT);
  }

  /** Names whom to answer (0: nobody waits), the request that has ended, or the timer. */
  export function token(): i64 {
    return load<i64>(MAILBOX + EVENT_TOKEN);
  }

  /** How many nodes it has left. */
  export function hops(): i32 {
    return load<i32>(MAILBOX + EVENT_HOPS);
  }

  /** How a request has ended (`complete`): OK, or a negative status. */
  export function status(): i32 {
    return load<i32>(MAILBOX + EVENT_STATUS);
  }

  /** Of the service that sent the message, or left the snapshot (`restore`); 0: an application, or not known. */
  export function version(): i32 {
    return load<i32>(MAILBOX + EVENT_VERSION);
  }

  /** It was sent to this node, not routed by key. */
  export function isDirect(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_DIRECT) != 0;
  }

  /** The node of an `update` has joined; otherwise it has left. */
  export function hasJoined(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_JOINED) != 0;
  }

  /** This node is where it entered the overlay. */
  export function isAtSource(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_SOURCE) != 0;
  }

  /** This node is the root of its key. */
  export function isAtRoot(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_ROOT) != 0;
  }

  /** A copy of the payload. */
  export function payload(): Bytes {
    const length = load<i32>(MAILBOX + EVENT_PAYLOAD_LENGTH);
    const bytes = new Uint8Array(length);
    if (length <= MAILBOX_PAYLOAD_BYTES) memory.copy(bytes.dataStart, MAILBOX + MAILBOX_HEADER_BYTES, length);
    else host.read(0, bytes.dataStart, length);
    return bytes;
  }

  /** Of the whole payload, in bytes. */
  export function length(): i32 {
    return load<i32>(MAILBOX + EVENT_PAYLOAD_LENGTH);
  }

  /** The byte at `index` among the first 4096 of the payload, without copying them; zero where there is none. */
  export function byteAt(index: i32): i32 {
    const isThere = index >= 0 && index < min(length(), MAILBOX_PAYLOAD_BYTES);
    return isThere ? <i32>load<u8>(MAILBOX + MAILBOX_HEADER_BYTES + index) : 0;
  }

  export function text(): string {
    return textOf(payload());
  }

  /** Answers it. A negative status when nobody waits. */
  export function respond(answer: string): i32 {
    return respondBytes(utf8(answer));
  }

  export function respondBytes(answer: Bytes): i32 {
    return host.respond(token(), answer.dataStart, answer.length);
  }
}
