/**
 * Rests of a service that faults again and again: each longer than the one before, in the end a quarantine.
 */

/** After this many faults in a row the service rests; each rest is twice as long as the one before (ms). */
const FAULTS_IN_A_ROW_MAX = 8;
const REST_MS = 250;
const REST_MS_MAX = 30_000;
/**
 * After this many rests without a good event between them, the service does not work, and is tried only once
 * in QUARANTINE_MS. It is not stopped for good: the messages that it faults on may be an attacker's.
 */
const RESTS_MAX = 10;
const QUARANTINE_MS = 600_000;

export class FaultBackoff {
  #faultsInARow = 0;
  #restsInARow = 0;
  #nextRestMs = REST_MS;
  #restsUntilMs = 0;

  succeeded(): void {
    this.#faultsInARow = 0;
    this.#restsInARow = 0;
    this.#nextRestMs = REST_MS;
  }

  faulted(nowMs: number): void {
    if (++this.#faultsInARow < FAULTS_IN_A_ROW_MAX) return;
    this.#faultsInARow = 0;
    const restMs = ++this.#restsInARow > RESTS_MAX ? QUARANTINE_MS : this.#nextRestMs;
    this.#restsUntilMs = nowMs + restMs;
    this.#nextRestMs = Math.min(2 * this.#nextRestMs, REST_MS_MAX);
  }

  /** The clock is read only where there has been a rest. */
  isResting(now: () => number): boolean {
    return this.#restsUntilMs > 0 && this.#restsUntilMs > now();
  }

  /** Milliseconds until the rest ends; 0 when the service does not rest. */
  restMs(nowMs: number): number {
    return Math.max(0, this.#restsUntilMs - nowMs);
  }

  isQuarantined(nowMs: number): boolean {
    return this.#restsInARow > RESTS_MAX && this.#restsUntilMs > nowMs;
  }
}
