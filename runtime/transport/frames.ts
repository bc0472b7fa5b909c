/** Frames on a link: a length of 4 bytes, big-endian, and so many bytes. */

export const LENGTH_BYTES = 4;
/** The largest payload of a message, its header, and room for an exchange of leaf sets. */
export const FRAME_BYTES_MAX = 512 * 1024;
/** Taken for a frame that has only begun: its length is a stranger's claim, so memory follows what has really come. */
const FIRST_BYTES = 32 * 1024;

/** Given a frame: what lies in `bytes` from `start` up to `end`. */
export type TakeFrame = (bytes: Buffer, start: number, end: number) => void;

/** Cuts a stream into frames. One that came in one piece lies in that piece; any other is put together in memory of its own. */
export class FrameReader {
  readonly #bytesMax: number;
  readonly #head = Buffer.alloc(LENGTH_BYTES);
  /** Of the length, when no frame has begun. */
  #headBytes = 0;
  /** The frame that has begun, with room for more than has come; null between frames. */
  #frame: Buffer | null = null;
  #length = 0;
  #filled = 0;

  constructor(bytesMax = FRAME_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** Calls `receive` for each complete frame. False: the stream breaks the rules and must be closed. */
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

  /** Moves what belongs to the frame that has begun. Returns where the next one starts. */
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

/** All frames in one piece of memory, for one write; `bytes` is what they have together, without their lengths. */
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
