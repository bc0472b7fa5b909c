/**
 * Frames: the units of the byte stream between the node and a cell. A frame is the length of its body (u32),
 * a kind (u8) and the body. A cell may be compromised, so the node refuses all bytes that do not have exactly
 * this form.
 */

/** Maximum size of the body of a frame, in either direction, in bytes. */
export const FRAME_BYTES_MAX = 32 * 1024 * 1024;
export const FRAME_HEADER_BYTES = 5;

export const FRAME_INSTALL = 1;
export const FRAME_UNINSTALL = 2;
export const FRAME_VIEW = 3;
export const FRAME_RUN = 4;
/** The cell sends it once, when it is ready. */
export const FRAME_READY = 5;
/** The reply is the memory of a service's instance. */
export const FRAME_MEMORY = 6;

/** Bytes from a cell do not have the required form. */
export class Violation extends Error {}

export function frame(kind: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEADER_BYTES + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes[4] = kind;
  bytes.set(body, FRAME_HEADER_BYTES);
  return bytes;
}

/**
 * Size of the first buffer for an incomplete frame. A buffer that replaces it has twice its size, or the size
 * of the bytes that have arrived, if that is larger.
 */
const PENDING_BYTES = 65_536;

const NOTHING_PENDING = Buffer.alloc(0);

/** Cuts a stream into frames. */
export class FrameCutter {
  /**
   * The bytes of an incomplete frame, in one buffer: a cell that sends single bytes must not make the node
   * keep an object for each byte. The buffer is replaced after a body became a view of it.
   */
  #pending = NOTHING_PENDING;
  #length = 0;

  /**
   * Calls `receive` for each frame that is complete with `chunk`. A body may be a view of `chunk`. Throws a
   * Violation for a frame that is too long.
   */
  push(chunk: Buffer, receive: (kind: number, body: Uint8Array) => void): void {
    const all = this.#length === 0 ? chunk : this.#append(chunk);
    let at = 0;
    let needed = neededAt(all, at);
    for (; all.length - at >= needed; needed = neededAt(all, at)) {
      const body = all.subarray(at + FRAME_HEADER_BYTES, at + needed);
      at += needed;
      receive(all[at - needed + 4], body);
    }
    if (at === 0 && this.#length > 0) return;
    this.#pending = NOTHING_PENDING;
    this.#length = 0;
    if (at < all.length) this.#append(all.subarray(at));
  }

  /** Appends `chunk` to the pending bytes. Returns all of them. */
  #append(chunk: Buffer): Buffer {
    const length = this.#length + chunk.length;
    if (length > this.#pending.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(PENDING_BYTES, length, 2 * this.#pending.length));
      this.#pending.copy(grown, 0, 0, this.#length);
      this.#pending = grown;
    }
    chunk.copy(this.#pending, this.#length);
    this.#length = length;
    return this.#pending.subarray(0, length);
  }
}

/** The length of the frame that starts at `at`, or of its header while the header is incomplete. */
function neededAt(bytes: Buffer, at: number): number {
  if (bytes.length - at < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES;
  const length = bytes.readUInt32LE(at);
  if (length > FRAME_BYTES_MAX) throw new Violation(`a frame of ${length} bytes`);
  return FRAME_HEADER_BYTES + length;
}
