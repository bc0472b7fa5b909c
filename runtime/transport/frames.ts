/** Frames on a link: a length of 4 bytes, big-endian, then that number of bytes. */

export const LENGTH_BYTES = 4;
/**
 * Maximum size of a frame, in bytes: the largest payload of a message with its header, or a leaf set reply.
 */
export const FRAME_BYTES_MAX = 512 * 1024;
/**
 * First allocation for an incomplete frame. The length is an untrusted claim, so memory grows with the bytes
 * received.
 */
const FIRST_BYTES = 32 * 1024;

/** Receives a frame: the bytes of `bytes` from `start` up to `end`. */
type TakeFrame = (bytes: Buffer, start: number, end: number) => void;

/**
 * Cuts a stream into frames. A frame inside one chunk is passed on in place; other frames are copied
 * together.
 */
export class FrameReader {
  readonly #bytesMax: number;
  readonly #head = Buffer.alloc(LENGTH_BYTES);
  /** Bytes of the length field received so far, between frames. */
  #headBytes = 0;
  /** Memory of the incomplete frame, larger than what was received; null between frames. */
  #frame: Buffer | null = null;
  #length = 0;
  #filled = 0;

  constructor(bytesMax = FRAME_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** Calls `receive` for each complete frame. Returns false when the stream is invalid and must be closed. */
  push(chunk: Buffer, receive: TakeFrame): boolean {
    let at = 0;
    if (this.#frame !== null) {
      at = this.#fill(chunk, 0, receive);
      if (this.#frame !== null) return true;
    }
    while (at < chunk.length) {
      if (this.#headBytes > 0 || chunk.length - at < LENGTH_BYTES) {
        const count = chunk.copy(this.#head, this.#headBytes, at);
        this.#headBytes += count;
        at += count;
        if (this.#headBytes < LENGTH_BYTES) return true;
        this.#headBytes = 0;
        this.#length = this.#head.readUInt32BE(0);
      } else {
        this.#length = chunk.readUInt32BE(at);
        at += LENGTH_BYTES;
      }
      if (this.#length > this.#bytesMax) return false;
      if (chunk.length - at >= this.#length) {
        const start = at;
        at += this.#length;
        receive(chunk, start, at);
        continue;
      }
      const room = Math.min(this.#length, Math.max(FIRST_BYTES, 2 * (chunk.length - at)));
      this.#frame = Buffer.allocUnsafeSlow(room);
      this.#filled = 0;
      at = this.#fill(chunk, at, receive);
    }
    return true;
  }

  /** Copies the bytes of the incomplete frame. Returns the position at which the next frame starts. */
  #fill(chunk: Buffer, at: number, receive: TakeFrame): number {
    const end = Math.min(chunk.length, at + this.#length - this.#filled);
    let frame = this.#frame as Buffer;
    const filled = this.#filled + end - at;
    if (filled > frame.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(this.#length, 2 * filled));
      frame.copy(larger, 0, 0, this.#filled);
      this.#frame = frame = larger;
    }
    chunk.copy(frame, this.#filled, at, end);
    this.#filled = filled;
    if (filled === this.#length) {
      this.#frame = null;
      receive(frame, 0, filled);
    }
    return end;
  }
}

/**
 * Joins frames into one buffer for one write. `size`: their total size in bytes without the length fields.
 */
export function joinFrames(packets: readonly Uint8Array[], size: number): Buffer {
  const joined = Buffer.allocUnsafe(size + packets.length * LENGTH_BYTES);
  let at = 0;
  for (const packet of packets) {
    at = joined.writeUInt32BE(packet.length, at);
    joined.set(packet, at);
    at += packet.length;
  }
  return joined;
}
