/**
 * A recording as a stream of bytes: a magic text, then frames of a length (4 bytes), an entry (recording.ts),
 * and 16 bytes of a hash over everything before. A truncated file is valid up to its end. In a changed file
 * the first changed frame is found. The hash proves no origin: any writer of a recording can compute
 * it.
 */

import { createHash } from "node:crypto";
import { STORE_ENTRY_BYTES } from "../../../abi/abi.ts";
import { ProstError } from "../../base/errors.ts";
import { decode, encode, MalformedValue } from "../wire/codec.ts";
import { entryCodec, type RecordingEntry, STORE_BYTES_MAX } from "./recording.ts";

const MAGIC = Buffer.from("prost recording 2\n");
const LENGTH_BYTES = 4;
const HASH_BYTES = 16;
/** Maximum size of one entry, in bytes: a module of 1 MiB is the longest. */
const FRAME_BYTES_MAX = 2 * 1024 * 1024;
/** Entries are written together, in pieces of about this size. */
const PIECE_BYTES = 64 * 1024;

/** Writes entries one after another. Entries gather until `flush`, or until they fill a piece. */
export class RecordingWriter {
  readonly #write: (piece: Uint8Array) => void;
  #pieces: Uint8Array[] = [MAGIC];
  #waiting = MAGIC.length;
  #hash: Uint8Array = chain(null, MAGIC);
  #bytes = MAGIC.length;

  constructor(write: (piece: Uint8Array) => void) {
    this.#write = write;
  }

  /** Length so far in bytes, with entries that are not written yet. */
  get bytes(): number {
    return this.#bytes;
  }

  entry(entry: RecordingEntry): void {
    const body = encode(entryCodec, entry);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(body.length);
    this.#hash = chain(this.#hash, body);
    this.#pieces.push(length, body, this.#hash);
    const added = LENGTH_BYTES + body.length + HASH_BYTES;
    this.#waiting += added;
    this.#bytes += added;
    if (this.#waiting >= PIECE_BYTES) this.flush();
  }

  flush(): void {
    if (this.#waiting === 0) return;
    const piece = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#waiting = 0;
    for (let at = 0; at < piece.length; at += PIECE_BYTES) this.#write(piece.subarray(at, at + PIECE_BYTES));
  }
}

/** `cut`: the file ends without an `end`; `bytesLeft` belong to an incomplete entry. */
export type ReadEntry = RecordingEntry | { readonly kind: "cut"; readonly bytesLeft: number };

/**
 * The entries of a recording, in a valid order (`head` first, no event before a `begin`); the last one is an
 * `end` or a `cut`. Throws INVALID_ARGUMENT for bytes that are not a recording, DATA_LOSS at the place where
 * a recording is damaged.
 */
export async function* readRecording(source: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEntry> {
  const order = new Order();
  const cutter = new Cutter();
  for await (const piece of source) {
    cutter.push(piece);
    for (let entry = cutter.next(); entry !== null; entry = cutter.next()) {
      order.check(entry, cutter.offset);
      yield entry;
    }
  }
  cutter.end();
  if (!order.isEnded) yield { kind: "cut", bytesLeft: cutter.bytesLeft };
  else if (cutter.bytesLeft > 0) throw damaged(cutter.offset, "it continues after its end");
}

/** Cuts a stream into entries. It buffers at most one frame and one piece. */
class Cutter {
  #parts: Uint8Array[] = [];
  #length = 0;
  #hash: Uint8Array | null = null;
  /** Offset of the current frame in the file. */
  offset = 0;

  get bytesLeft(): number {
    return this.#length;
  }

  push(piece: Uint8Array): void {
    this.#parts.push(piece);
    this.#length += piece.length;
  }

  next(): RecordingEntry | null {
    if (this.#hash === null) {
      const magic = this.#take(MAGIC.length);
      if (magic === null) return null;
      if (!MAGIC.equals(magic)) throw foreign();
      this.#hash = chain(null, magic);
    }
    const head = this.#peek(LENGTH_BYTES);
    if (head === null) return null;
    const length = head.readUInt32LE(0);
    if (length > FRAME_BYTES_MAX) throw damaged(this.offset, `an entry of ${length} bytes is too long`);
    const start = this.offset;
    const frame = this.#take(LENGTH_BYTES + length + HASH_BYTES);
    if (frame === null) return null;
    const body = frame.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    this.#hash = chain(this.#hash, body);
    if (!frame.subarray(LENGTH_BYTES + length).equals(this.#hash))
      throw damaged(start, "the hash does not match");
    try {
      return decode(entryCodec, body);
    } catch (error) {
      if (!(error instanceof MalformedValue)) throw error;
      throw damaged(start, error.message);
    }
  }

  /** Throws if the source ended before the magic text. */
  end(): void {
    if (this.#hash === null) throw foreign();
  }

  #peek(count: number): Buffer | null {
    if (this.#length < count) return null;
    // Pieces are joined only when they have enough bytes, so that each byte is copied a few times at most.
    if (this.#parts[0].length < count) this.#parts = [Buffer.concat(this.#parts, this.#length)];
    const [first] = this.#parts;
    return Buffer.from(first.buffer, first.byteOffset, count);
  }

  #take(count: number): Buffer | null {
    const taken = this.#peek(count);
    if (taken === null) return null;
    const rest = this.#parts[0].subarray(count);
    if (rest.length === 0) this.#parts.shift();
    else this.#parts[0] = rest;
    this.#length -= count;
    this.offset += count;
    return taken;
  }
}

/** Checks the order of entries. */
class Order {
  #hasHead = false;
  #hasModule = false;
  #hasBegun = false;
  /** There are store entries that belong to no `begin` yet. */
  #hasStore = false;
  #storeBytes = 0;
  #events = 0;
  isEnded = false;

  check(entry: RecordingEntry, offset: number): void {
    const wrong = this.#fault(entry);
    if (wrong !== null) throw damaged(offset, wrong);
  }

  #fault(entry: RecordingEntry): string | null {
    if (this.isEnded) return "it continues after its end";
    if (entry.kind === "head") {
      if (this.#hasHead) return "it has two heads";
      this.#hasHead = true;
      return null;
    }
    if (!this.#hasHead) return "it does not begin with its head";
    if (this.#hasStore && entry.kind !== "store" && entry.kind !== "begin" && entry.kind !== "view")
      return "a store without an instance";
    switch (entry.kind) {
      case "module":
        if (this.#hasModule || this.#hasBegun) return "a module in the wrong place";
        this.#hasModule = true;
        return null;
      case "store":
        this.#hasStore = true;
        for (const { key, value } of entry.entries)
          this.#storeBytes += key.length + value.length + STORE_ENTRY_BYTES;
        return this.#storeBytes > STORE_BYTES_MAX
          ? `its store is larger than ${STORE_BYTES_MAX} bytes`
          : null;
      case "begin":
        if (this.#hasStore && !entry.hasStore) return "a store without an instance";
        if (entry.isLazy !== (entry.init === null))
          return "a lazy instance with an init, or another without one";
        if (!entry.hasStore && !this.#hasBegun) return "the first instance has no store";
        this.#hasStore = false;
        this.#storeBytes = 0;
        this.#hasBegun = true;
        return null;
      case "event":
        this.#events++;
        return this.#hasBegun ? null : "an event without an instance";
      case "end":
        this.isEnded = true;
        return entry.events === this.#events
          ? null
          : `its end counts ${entry.events} events, and it has ${this.#events}`;
      case "view":
        return null;
    }
  }
}

function chain(before: Uint8Array | null, content: Uint8Array): Uint8Array {
  const hash = createHash("sha256");
  if (before !== null) hash.update(before);
  return new Uint8Array(hash.update(content).digest().subarray(0, HASH_BYTES));
}

function foreign(): ProstError {
  return new ProstError("INVALID_ARGUMENT", "this is not a recording made by `prost record`");
}

function damaged(offset: number, what: string): ProstError {
  return new ProstError("DATA_LOSS", `the recording is damaged near byte ${offset}: ${what}`);
}
