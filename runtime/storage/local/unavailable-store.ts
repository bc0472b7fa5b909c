/** In the place of a store that cannot be used: the node goes on routing, holds nothing, and says why to whoever wants to write. */
import { ProstError } from "../../base/errors.ts";
import type { LocalStore } from "./local-store.ts";

export class UnusableStore implements LocalStore {
  readonly trouble: string;
  readonly #error: ProstError;

  constructor(error: ProstError) {
    this.#error = error;
    this.trouble = error.message;
  }

  write(): Promise<void> {
    return Promise.reject(new ProstError(this.#error.code, this.trouble, { cause: this.#error }));
  }

  get(): null {
    return null;
  }

  scan(): Iterable<never> {
    return [];
  }

  bytesUsed(): number {
    return 0;
  }

  async close(): Promise<void> {}
}
