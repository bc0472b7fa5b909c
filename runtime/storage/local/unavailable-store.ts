/**
 * Replaces a store that cannot be used: the node continues to route messages, reads find no entries, and each
 * write fails with the reason.
 */
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
