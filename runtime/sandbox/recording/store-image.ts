/** A service's local store as it is between two events: what a recording begins with, and what its hash is taken of. */
import { createHash } from "node:crypto";
import type { StoreWrite } from "../contract.ts";

export interface StoreEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export class StoreImage {
  /** By the key's bytes as characters, whose order is that of the bytes. */
  readonly #entries = new Map<string, StoreEntry>();
  #bytes = 0;

  constructor(entries: readonly StoreWrite[] = []) {
    this.apply(entries);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Of keys and values. */
  get bytes(): number {
    return this.#bytes;
  }

  apply(writes: readonly StoreWrite[]): void {
    for (const { key, value } of writes) {
      const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("latin1");
      const held = this.#entries.get(name);
      if (held !== undefined) this.#bytes -= held.key.length + held.value.length;
      if (value === null) {
        this.#entries.delete(name);
      } else {
        this.#entries.set(name, { key, value });
        this.#bytes += key.length + value.length;
      }
    }
  }

  /** In the order of the keys' bytes. */
  entries(): StoreEntry[] {
    return [...this.#entries.keys()].sort().map((name) => this.#entries.get(name) as StoreEntry);
  }

  /** SHA-256 over all entries in the order of their keys, each with the lengths of both parts before it. */
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
