/** Decoding of a whole buffer by a function that reads field by field. */
import { Malformed, Reader } from "./bytes.ts";

/**
 * Decodes `bytes` with `read`, which must read all of them. Null when `read` throws Malformed or does not
 * read all bytes: the bytes are not such a message. Any other error is passed on. Byte fields are views of
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
