/** One service's space of the local store: what its events have committed. */
import type { LocalStore, LocalWrite } from "../../storage/local/local-store.ts";
import type { Outcome, StoreWrite } from "../contract.ts";

export class StoreSpace {
  readonly #store: LocalStore;
  readonly #space: string;

  constructor(store: LocalStore, space: string) {
    this.#store = store;
    this.#space = space;
  }

  get bytesUsed(): number {
    return this.#store.bytesUsed(this.#space);
  }

  entries(): readonly StoreWrite[] {
    return [...this.#store.scan(this.#space, null, null)];
  }

  /**
   * Commits the writes of all good outcomes, in order, in one transaction. Resolves to false when the disk
   * failed.
   */
  async commit(outcomes: readonly Outcome[]): Promise<boolean> {
    const writes: LocalWrite[] = [];
    for (const outcome of outcomes) {
      if (!outcome.ok) continue;
      for (const { key, value } of outcome.writes) writes.push({ space: this.#space, key, value });
    }
    if (writes.length === 0) return true;
    try {
      await this.#store.write(writes);
      return true;
    } catch {
      return false;
    }
  }
}
