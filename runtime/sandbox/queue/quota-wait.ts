/** The wait of a service that has used up its quota, which ends early when the service is stopped. */
import type { Quota } from "./quota.ts";

/** The quota is looked at again after at most this time, in milliseconds. */
const RECHECK_MS = 1_000;

export interface Pace {
  readonly quota: Quota;
  /** Runs `callback` after the delay. Returns a function that cancels it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

export class QuotaWait {
  #count = 0;
  #end: (() => void) | null = null;
  #isCancelled = false;

  /** The number of waits so far. */
  get count(): number {
    return this.#count;
  }

  get isWaiting(): boolean {
    return this.#end !== null;
  }

  /** Resolves when the quota has recovered, or the wait is cancelled. */
  async until({ quota, after }: Pace): Promise<void> {
    let waitMs = quota.waitMs();
    if (waitMs === 0) return;
    this.#count++;
    while (waitMs > 0 && !this.#isCancelled) {
      const ms = Math.min(waitMs, RECHECK_MS);
      await new Promise<void>((resolve) => {
        const cancel = after(ms, resolve);
        this.#end = () => {
          cancel();
          resolve();
        };
      });
      waitMs = quota.waitMs();
    }
    this.#end = null;
  }

  /** Ends this wait and all later ones. */
  cancel(): void {
    this.#isCancelled = true;
    this.#end?.();
  }
}
