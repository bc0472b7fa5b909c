/** A local store in memory, for simulations and tests: it lasts as long as the process. */
import type { LocalStore, LocalWrite } from "./local-store.ts";

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export class MemoryStore implements LocalStore {
  readonly unavailableReason = null;
  readonly #spaces = new Map<string, Map<string, Entry>>();
  readonly #bytes = new Map<string, number>();

  async write(batch: readonly LocalWrite[]): Promise<void> {
    for (const { space, key, value } of batch) {
      let entries = this.#spaces.get(space);
      if (entries === undefined) {
        entries = new Map();
        this.#spaces.set(space, entries);
      }
      const name = nameOf(key);
      const old = entries.get(name);
      let change = old === undefined ? 0 : -(old.key.length + old.value.length);
      if (value === null) {
        entries.delete(name);
      } else {
        entries.set(name, { key: key.slice(), value: value.slice() });
        change += key.length + value.length;
      }
      this.#bytes.set(space, (this.#bytes.get(space) ?? 0) + change);
    }
  }

  get(space: string, key: Uint8Array): Uint8Array | null {
    return this.#spaces.get(space)?.get(nameOf(key))?.value ?? null;
  }

  *scan(space: string, from: Uint8Array | null, to: Uint8Array | null): Iterable<Entry> {
    const entries = [...(this.#spaces.get(space)?.values() ?? [])];
    entries.sort((a, b) => Buffer.compare(a.key, b.key));
    for (const entry of entries) {
      if (from !== null && Buffer.compare(entry.key, from) < 0) continue;
      if (to !== null && Buffer.compare(entry.key, to) >= 0) return;
      yield entry;
    }
  }

  bytesUsed(space: string): number {
    return this.#bytes.get(space) ?? 0;
  }

  async close(): Promise<void> {}
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("latin1");
}
