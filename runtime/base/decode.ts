/** Decoding of a whole buffer by a function that reads field by field. */
import { Malformed, Reader } from "./bytes.ts";

/**
 * What `read` makes of `bytes`, which it must use up to the last byte. Null if it throws Malformed or leaves
 * bytes over: the bytes are not such a message. Any other error is passed on. Byte fields are windows on
 * `bytes`, not copies.
 */
export function decodeOrNull<Message>(bytes: Uint8Array, read: (reader: Reader) => Message): Message | null {
  try {
    const reader = new Reader(bytes);
    const message = read(reader);
    reader.end();
    return message;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
