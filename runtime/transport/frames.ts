/** Frames on a link: a length of 4 bytes, big-endian, and so many bytes. */

export const LENGTH_BYTES = 4;
/** The largest payload of a message, its header, and room for an exchange of leaf sets. */
export const FRAME_BYTES_MAX = 512 * 1024;

/** Cuts a stream into frames. */
export class FrameReader {
  /** Parts of a frame that is not complete. */
  #parts: Buffer[] = [];
  #length = 0;

  /** Calls `receive` for each complete frame. False: the stream breaks the rules and must be closed. */
  push(chunk: Buffer, receive: (frame: Uint8Array) => void): boolean {
    let rest = chunk;
    if (this.#parts.length > 0) {
      this.#parts.push(chunk);
      this.#length += chunk.length;
      const needed = this.#needed();
      if (needed === null) return false;
      if (this.#length < needed) return true;
      rest = Buffer.concat(this.#parts, this.#length);
      this.#parts = [];
      this.#length = 0;
    }
    let at = 0;
    while (rest.length - at >= LENGTH_BYTES) {
      const length = rest.readUInt32BE(at);
      if (length > FRAME_BYTES_MAX) return false;
      if (rest.length - at - LENGTH_BYTES < length) break;
      at += LENGTH_BYTES;
      receive(rest.subarray(at, at + length));
      at += length;
    }
    if (at < rest.length) {
      this.#parts = [rest.subarray(at)];
      this.#length = rest.length - at;
    }
    return true;
  }

  /** Bytes before the first frame is complete; null when it is too long. */
  #needed(): number | null {
    if (this.#parts[0].length < LENGTH_BYTES) {
      if (this.#length < LENGTH_BYTES) return LENGTH_BYTES;
      this.#parts = [Buffer.concat(this.#parts, this.#length)];
    }
    const length = this.#parts[0].readUInt32BE(0);
    return length > FRAME_BYTES_MAX ? null : LENGTH_BYTES + length;
  }
}

/** All frames in one piece of memory, for one write. */
export function joinFrames(packets: readonly Uint8Array[], bytes: number): Buffer {
  const joined = Buffer.allocUnsafe(bytes + packets.length * LENGTH_BYTES);
  let at = 0;
  for (const packet of packets) {
    at = joined.writeUInt32BE(packet.length, at);
    joined.set(packet, at);
    at += packet.length;
  }
  return joined;
}
