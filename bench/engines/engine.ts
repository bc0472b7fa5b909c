/** An embedded engine, as the local store uses it. */

export interface Change {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Keys in byte order. */
export interface Engine {
  /** Resolves when all of it is on disk. */
  write(batch: readonly Change[]): Promise<void>;
  get(key: Uint8Array): Uint8Array | null;
  /** How many entries it went through: from `from` on, at most `count`. Null where only a promise can tell: see `scanLater`. */
  scan(from: Uint8Array, count: number): number | null;
  scanLater(from: Uint8Array, count: number): Promise<number>;
  close(): Promise<void>;
}

/** While one commit is under way the next gathers: one sync for all that came meanwhile. */
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
