/** Gathers what is written in one turn into one batch of the local store: a batch costs more than what it holds. */
import type { LocalStore, LocalWrite } from "./local-store.ts";

export class GroupWriter {
  readonly #store: LocalStore;
  readonly #space: string;
  /** By the name their writer gives them; of two of one name the later one. */
  #gathered = new Map<string, LocalWrite>();
  /** Of the batch that gathers; null when none does. */
  #committed: PromiseWithResolvers<void> | null = null;
  /** Of the last batch that has begun; batches take effect in order. */
  #latest: Promise<void> = Promise.resolve();

  constructor(store: LocalStore, space: string) {
    this.#store = store;
    this.#space = space;
  }

  /** Resolves when it is on disk; rejects when its batch could not be written. `value` null removes. */
  write(name: string, key: Uint8Array, value: Uint8Array | null): Promise<void> {
    this.#gathered.set(name, { space: this.#space, key, value });
    if (this.#committed === null) {
      this.#committed = Promise.withResolvers();
      queueMicrotask(() => void this.flush());
    }
    return this.#committed.promise;
  }

  /** What waits for the end of the turn: null is to be removed, undefined does not wait. */
  gathered(name: string): Uint8Array | null | undefined {
    return this.#gathered.get(name)?.value;
  }

  /** Hands to the store what has gathered, so that it can be read there. Resolves when all that was written is on disk. */
  flush(): Promise<void> {
    const committed = this.#committed;
    if (committed === null) return this.#latest;
    const batch = [...this.#gathered.values()];
    this.#gathered = new Map();
    this.#committed = null;
    const written = this.#store.write(batch);
    this.#latest = written;
    committed.resolve(written);
    // Those who wrote are told; what comes after a batch that failed does not depend on it.
    written.catch(() => {
      if (this.#latest === written) this.#latest = Promise.resolve();
    });
    return written;
  }
}
