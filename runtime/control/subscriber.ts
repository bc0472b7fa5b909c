/**
 * One application's subscription to a service: what waits for it is bounded, and what was let fall is
 * counted.
 */

/** Payloads that wait for an application that is slower than the service. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024;
/** What an emission weighs beside its payload, so that empty ones are bounded too. */
const EMISSION_BYTES = 256;

export interface Emission {
  readonly payload: Uint8Array;
  /** Emissions before this one that were let fall. */
  readonly missed: number;
}

export class Subscriber {
  readonly #write: (emission: Emission, written: () => void) => void;
  #waitingBytes = 0;
  #missed = 0;

  /** `write` calls `written` when the application has taken the emission. */
  constructor(write: (emission: Emission, written: () => void) => void) {
    this.#write = write;
  }

  receive(payload: Uint8Array): void {
    const bytes = payload.length + EMISSION_BYTES;
    if (this.#waitingBytes + bytes > WAITING_BYTES_MAX) {
      this.#missed++;
      return;
    }
    this.#waitingBytes += bytes;
    const missed = this.#missed;
    this.#missed = 0;
    this.#write({ payload, missed }, () => {
      this.#waitingBytes -= bytes;
    });
  }
}
