/**
 * The local store of a service: the committed entries, and above them the writes of the current event.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { GlueConstants, ServiceStore } from "./types.ts";

/** `spend` charges fuel to the current event, or ends it. */
export function makeStore(
  constants: GlueConstants,
  spend: (fuel: number) => void,
): new (
  entries: Map<string, Uint8Array>,
  bytesMax: number,
) => ServiceStore {
  const { OK, E_QUOTA, STORE_ENTRY_BYTES, STORE_WRITES_MAX } = constants.abi;
  /** Fuel for sending one write to the node. */
  const COMMIT_FUEL = 256;
  /** Number of keys that an insertion may move for one unit of fuel. */
  const KEYS_PER_FUEL = 40;
  /** Maximum number of new and removed keys that are moved one by one. More keys are merged in one pass. */
  const MOVES_MAX = 16;
  /** Fuel for sorting one write of the event into a scan. */
  const WRITE_FUEL = 16;

  /** The index of the first key that is not before `key`. */
  function lowerBound(keys: readonly string[], key: string): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return class ServiceStore {
    readonly #entries: Map<string, Uint8Array>;
    readonly #bytesMax: number;
    /** Sorted. Each character is a byte, so strings sort like bytes. */
    #keys: string[];
    #bytes = 0;
    writes: Map<string, Uint8Array | null> | null = null;
    #bytesAfter = 0;

    constructor(entries: Map<string, Uint8Array>, bytesMax: number) {
      this.#entries = entries;
      this.#bytesMax = bytesMax;
      this.#keys = [...entries.keys()].sort();
      for (const [key, value] of entries) this.#bytes += key.length + value.length + STORE_ENTRY_BYTES;
    }

    begin(): void {
      this.writes = null;
      this.#bytesAfter = this.#bytes;
    }

    get(key: string): Uint8Array | null {
      const written = this.writes?.get(key);
      return written !== undefined ? written : (this.#entries.get(key) ?? null);
    }

    write(key: string, value: Uint8Array | null): number {
      const present = this.get(key);
      const size = (of: Uint8Array | null) => (of === null ? 0 : key.length + of.length + STORE_ENTRY_BYTES);
      const bytes = this.#bytesAfter - size(present) + size(value);
      if (value !== null && bytes > this.#bytesMax) return E_QUOTA;
      this.writes ??= new Map();
      if (!this.writes.has(key)) {
        if (this.writes.size >= STORE_WRITES_MAX) return E_QUOTA;
        spend(COMMIT_FUEL + Math.floor(this.#keys.length / KEYS_PER_FUEL));
      }
      this.#bytesAfter = bytes;
      this.writes.set(key, value);
      return OK;
    }

    scan(from: string, to: string, give: (key: string, value: Uint8Array) => boolean): boolean {
      spend(WRITE_FUEL * (this.writes?.size ?? 0));
      const keys = this.#keys;
      const isBefore = (key: string) => to === "" || key < to;
      const fresh = [...(this.writes?.keys() ?? [])].filter((key) => key >= from && isBefore(key)).sort();
      const giveIfPresent = (key: string) => {
        const value = this.get(key);
        return value === null || give(key, value);
      };
      let next = 0;
      for (let i = lowerBound(keys, from); i < keys.length && isBefore(keys[i]); i++) {
        for (; next < fresh.length && fresh[next] < keys[i]; next++)
          if (!giveIfPresent(fresh[next])) return false;
        if (next < fresh.length && fresh[next] === keys[i]) next++;
        if (!giveIfPresent(keys[i])) return false;
      }
      for (; next < fresh.length; next++) if (!giveIfPresent(fresh[next])) return false;
      return true;
    }

    commit(): void {
      const { writes } = this;
      if (writes === null) return;
      const added: string[] = [];
      let removed = 0;
      for (const [key, value] of writes) {
        const isPresent = this.#entries.has(key);
        if (value === null) {
          this.#entries.delete(key);
          if (isPresent) removed++;
        } else {
          this.#entries.set(key, value);
          if (!isPresent) added.push(key);
        }
      }
      if (added.length + removed > MOVES_MAX) this.#merge(added.sort());
      else this.#move(added, removed > 0 ? writes : null);
      this.#bytes = this.#bytesAfter;
    }

    /** Inserts the new keys and deletes the removed keys, one by one. */
    #move(added: readonly string[], writes: ReadonlyMap<string, Uint8Array | null> | null): void {
      const keys = this.#keys;
      for (const key of added) keys.splice(lowerBound(keys, key), 0, key);
      if (writes === null) return;
      for (const [key, value] of writes) {
        const at = value === null ? lowerBound(keys, key) : -1;
        if (at >= 0 && keys[at] === key) keys.splice(at, 1);
      }
    }

    /** Merges the remaining keys and the new keys in one pass. */
    #merge(added: readonly string[]): void {
      const merged: string[] = [];
      let next = 0;
      for (const key of this.#keys) {
        while (next < added.length && added[next] < key) merged.push(added[next++]);
        if (this.#entries.has(key)) merged.push(key);
      }
      while (next < added.length) merged.push(added[next++]);
      this.#keys = merged;
    }
  };
}
