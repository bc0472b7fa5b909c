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

/** The current event: a message, an answer, a timer. */
export namespace message {
  export function key(): Key {
    return Key.at(MAILBOX + EVENT_KEY);
  }

  /** The node where the message entered the overlay. */
  export function origin(): Key {
    return Key.at(MAILBOX + EVENT_ORIGIN);
  }

  /** The node that sent the message to this node. */
  export function previous(): Key {
    return Key.at(MAILBOX + EVENT_PREVIOUS);
  }

  /** The next hop (`forward` only). */
  export function next(): Key {
    return Key.at(MAILBOX + EVENT_NEXT);
  }

  /** The token of the message (0 if no answer is expected), of the ended request, or of the timer. */
  export function token(): i64 {
    return load<i64>(MAILBOX + EVENT_TOKEN);
  }

  /** The number of nodes that the message has left so far. */
  export function hops(): i32 {
    return load<i32>(MAILBOX + EVENT_HOPS);
  }

  /** The result of a request (`complete`): OK or a negative status. */
  export function status(): i32 {
    return load<i32>(MAILBOX + EVENT_STATUS);
  }

  /**
   * The version of the service that sent the message, or that made the snapshot (`restore`). 0 if an
   * application sent the message, or the version is unknown.
   */
  export function version(): i32 {
    return load<i32>(MAILBOX + EVENT_VERSION);
  }

  /** True if the message was sent to this node directly, not routed by key. */
  export function isDirect(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_DIRECT) != 0;
  }

  /** True if the node of an `update` has entered the neighbour set, false if it has left it. */
  export function hasJoined(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_JOINED) != 0;
  }

  /** True if the message entered the overlay at this node. */
  export function isAtSource(): bool {
    return (load<i32>(MAILBOX + EVENT_FLAGS) & FLAG_SOURCE) != 0;
  }

  /** True if this node is the root node of the key, as far as it knows. */
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

  /** Length of the whole payload, in bytes. */
  export function length(): i32 {
    return load<i32>(MAILBOX + EVENT_PAYLOAD_LENGTH);
  }

  /** A byte of the first 4096 bytes of the payload, without a copy; 0 beyond the end. */
  export function byteAt(index: i32): i32 {
    const isThere = index >= 0 && index < min(length(), MAILBOX_PAYLOAD_BYTES);
    return isThere ? <i32>load<u8>(MAILBOX + MAILBOX_HEADER_BYTES + index) : 0;
  }

  export function text(): string {
    return textOf(payload());
  }

  /** Answers the message. Returns a negative status if no answer is expected. */
  export function respond(answer: string): i32 {
    return respondBytes(utf8(answer));
  }

  export function respondBytes(answer: Bytes): i32 {
    return host.respond(token(), answer.dataStart, answer.length);
  }
}
