/** An embedded storage engine, as the local store uses it. */

export interface Change {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Keys in byte order. */
export interface Engine {
  /** Resolves when the batch is durable. */
  write(batch: readonly Change[]): Promise<void>;
  get(key: Uint8Array): Uint8Array | null;
  /** Reads at most `count` entries from `from` on, and returns their number. Null: only `scanLater` can. */
  scan(from: Uint8Array, count: number): number | null;
  scanLater(from: Uint8Array, count: number): Promise<number>;
  close(): Promise<void>;
}

/** Group commit: writes during a commit form the next batch, with one sync. */
export class Gathering {
  readonly #commit: (batch: readonly Change[]) => Promise<void>;
  #gathered: Change[] = [];
  #next: Promise<void> | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(commit: (batch: readonly Change[]) => Promise<void>) {
    this.#commit = commit;
  }

  write(batch: readonly Change[]): Promise<void> {
    this.#gathered.push(...batch);
    this.#next ??= this.#underWay.then(() => {
      const gathered = this.#gathered;
      this.#gathered = [];
      this.#next = null;
      this.#underWay = this.#commit(gathered);
      return this.#underWay;
    });
    return this.#next;
  }
}
