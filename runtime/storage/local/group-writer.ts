/** Gathers the writes of one event into one batch of the local store: a batch costs more than its entries. */
import type { LocalStore, LocalWrite } from "./local-store.ts";

export class GroupWriter {
  readonly #store: LocalStore;
  readonly #space: string;
  /** By the name that the caller gives. Of two writes with the same name, the later counts. */
  #gathered = new Map<string, LocalWrite>();
  /** Settles when the batch that is being gathered is on disk. Null when no batch is being gathered. */
  #committed: PromiseWithResolvers<void> | null = null;
  /** Settles when the last batch is on disk. Batches take effect in order. */
  #latest: Promise<void> = Promise.resolve();

  constructor(store: LocalStore, space: string) {
    this.#store = store;
    this.#space = space;
  }

  /**
   * Resolves when the write is on disk. Rejects if its batch could not be written. `value` is null to remove
   * the key.
   */
  write(name: string, key: Uint8Array, value: Uint8Array | null): Promise<void> {
    this.#gathered.set(name, { space: this.#space, key, value });
    if (this.#committed === null) {
      this.#committed = Promise.withResolvers();
      queueMicrotask(() => void this.flush());
    }
    return this.#committed.promise;
  }

  /**
   * The value of a write that is being gathered: null for a removal, undefined when there is no such write.
   */
  gathered(name: string): Uint8Array | null | undefined {
    return this.#gathered.get(name)?.value;
  }

  /**
   * Passes the gathered writes to the store, so that its reads see them. Resolves when all writes so far are
   * on disk. Rejects if the last batch could not be written.
   */
  flush(): Promise<void> {
    const committed = this.#committed;
    if (committed === null) return this.#latest;
    const batch = [...this.#gathered.values()];
    this.#gathered = new Map();
    this.#committed = null;
    const written = this.#store.write(batch);
    this.#latest = written;
    committed.resolve(written);
    // The callers of `write` get the error. A later flush does not depend on a batch that failed.
    written.catch(() => {
      if (this.#latest === written) this.#latest = Promise.resolve();
    });
    return written;
  }
}
