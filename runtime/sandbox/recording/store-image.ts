/**
 * A copy of a service's local store between two events, for the start of a recording and for the hash of the
 * state.
 */
import { createHash } from "node:crypto";
import type { StoreEntry } from "../../storage/local/local-store.ts";
import type { StoreWrite } from "../contract.ts";

export class StoreImage {
  /** Entries by their key as a string of one character for each byte, so that strings sort like bytes. */
  readonly #entries = new Map<string, StoreEntry>();
  #bytes = 0;

  constructor(entries: readonly StoreWrite[] = []) {
    this.apply(entries);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The size of all keys and values, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  apply(writes: readonly StoreWrite[]): void {
    for (const { key, value } of writes) {
      const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("latin1");
      const before = this.#entries.get(name);
      if (before !== undefined) this.#bytes -= before.key.length + before.value.length;
      if (value === null) {
        this.#entries.delete(name);
      } else {
        this.#entries.set(name, { key, value });
        this.#bytes += key.length + value.length;
      }
    }
  }

  /** Sorted by key. */
  entries(): StoreEntry[] {
    return [...this.#entries.keys()].sort().map((name) => this.#entries.get(name) as StoreEntry);
  }

  /** SHA-256 over all entries, sorted by key, each after the lengths of its key and its value. */
  hash(): Uint8Array {
    const hash = createHash("sha256");
    const lengths = Buffer.alloc(8);
    for (const { key, value } of this.entries()) {
      lengths.writeUInt32LE(key.length, 0);
      lengths.writeUInt32LE(value.length, 4);
      hash.update(lengths).update(key).update(value);
    }
    return new Uint8Array(hash.digest());
  }
}
