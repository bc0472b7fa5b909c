/** In the place of a store that cannot be used: the node goes on routing, holds nothing, and says why to whoever wants to write. */
import { ProstError } from "../../base/errors.ts";
import type { LocalStore } from "./local-store.ts";

export class UnavailableStore implements LocalStore {
  readonly unavailableReason: string;
  readonly #error: ProstError;

  constructor(error: ProstError) {
    this.#error = error;
    this.unavailableReason = error.message;
  }

  write(): Promise<void> {
    return Promise.reject(new ProstError(this.#error.code, this.unavailableReason, { cause: this.#error }));
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
