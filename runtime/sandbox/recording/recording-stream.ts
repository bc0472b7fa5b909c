/**
 * A recording as bytes: after the words it begins with, frames of a length (4 bytes), an entry (recording.ts), and 16 bytes of a hash
 * that runs over all that came before. A file that was cut off is good up to the cut; one that was changed is found out where it
 * was changed. The hash proves no origin: who can write a recording can write another.
 */
import { createHash } from "node:crypto";
import { ProstError } from "../../base/errors.ts";
import { decode, encode, Malformed } from "../wire/codec.ts";
import { entryCodec, type RecordingEntry, STORE_BYTES_MAX } from "./recording.ts";

const MAGIC = Buffer.from("prost recording 2\n");
const LENGTH_BYTES = 4;
const HASH_BYTES = 16;
/** One entry: a module of 1 MiB is the longest. */
const FRAME_BYTES_MAX = 2 * 1024 * 1024;
/** What an entry of a store counts beside its key and value, as glue.ts counts it: empty ones are bounded too. */
const STORE_ENTRY_BYTES = 32;
/** Entries are handed out together, in pieces of about this. */
const PIECE_BYTES = 64 * 1024;

/** Writes entries one after another; what waits is handed on by `flush`, or when it has become long. */
export class RecordingWriter {
  readonly #write: (piece: Uint8Array) => void;
  #pieces: Uint8Array[] = [MAGIC];
  #waiting = MAGIC.length;
  #hash: Uint8Array = chain(null, MAGIC);
  #bytes = MAGIC.length;

  constructor(write: (piece: Uint8Array) => void) {
    this.#write = write;
  }

  /** So far, with what waits. */
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

/** `cut`: the file ends here, and not with an `end`; so many bytes of an entry that was not finished are left over. */
export type Read = RecordingEntry | { readonly kind: "cut"; readonly bytesLeft: number };

/**
 * The entries of a recording, the last an `end` or a `cut`, in an order that makes sense: `head` first, nothing before an instance
 * has begun. Throws INVALID_ARGUMENT for what is no recording, DATA_LOSS where one is damaged.
 */
export async function* readRecording(source: AsyncIterable<Uint8Array>): AsyncGenerator<Read> {
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
  else if (cutter.bytesLeft > 0) throw damaged(cutter.offset, "there is more after its end");
}

/** Cuts a stream into entries, and holds no more than one frame and a piece. */
class Cutter {
  #parts: Uint8Array[] = [];
  #length = 0;
  #hash: Uint8Array | null = null;
  /** Of the frame at hand in the file. */
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
    if (length > FRAME_BYTES_MAX) throw damaged(this.offset, `an entry of ${length} bytes cannot be`);
    const start = this.offset;
    const frame = this.#take(LENGTH_BYTES + length + HASH_BYTES);
    if (frame === null) return null;
    const body = frame.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    this.#hash = chain(this.#hash, body);
    if (!frame.subarray(LENGTH_BYTES + length).equals(this.#hash))
      throw damaged(start, "its hash is not what it should be");
    try {
      return decode(entryCodec, body);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      throw damaged(start, error.message);
    }
  }

  /** The source is at its end. */
  end(): void {
    if (this.#hash === null) throw foreign();
  }

  #peek(count: number): Buffer | null {
    if (this.#length < count) return null;
    // Pieces are put together when there are enough for what is asked, so that each byte is copied a few times at the most.
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

/** What may follow on what. */
class Order {
  #hasHead = false;
  #hasModule = false;
  #hasBegun = false;
  /** Store frames that no `begin` has taken yet. */
  #hasStore = false;
  #storeBytes = 0;
  #events = 0;
  isEnded = false;

  check(entry: RecordingEntry, offset: number): void {
    const wrong = this.#fault(entry);
    if (wrong !== null) throw damaged(offset, wrong);
  }

  #fault(entry: RecordingEntry): string | null {
    if (this.isEnded) return "there is more after its end";
    if (entry.kind === "head") {
      if (this.#hasHead) return "it begins twice";
      this.#hasHead = true;
      return null;
    }
    if (!this.#hasHead) return "it does not begin with what it is of";
    if (this.#hasStore && entry.kind !== "store" && entry.kind !== "begin" && entry.kind !== "view")
      return "a store belongs to no instance";
    switch (entry.kind) {
      case "module":
        if (this.#hasModule || this.#hasBegun) return "a module where none belongs";
        this.#hasModule = true;
        return null;
      case "store":
        this.#hasStore = true;
        for (const { key, value } of entry.entries)
          this.#storeBytes += key.length + value.length + STORE_ENTRY_BYTES;
        return this.#storeBytes > STORE_BYTES_MAX ? "its store is larger than it may be" : null;
      case "begin":
        if (this.#hasStore && !entry.hasStore) return "a store belongs to no instance";
        if (entry.isLazy !== (entry.init === null)) return "an instance that has both begun and not";
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
          : `it names ${entry.events} events and has ${this.#events}`;
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
