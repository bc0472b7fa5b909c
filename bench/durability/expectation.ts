/** What is to be expected of copies that fail and are made again, in closed form. */

/** How copies fail and come back; all times in hours. */
interface Rates {
  readonly copies: number;
  /** How long a holder stays, on average; then it is gone with its disk. */
  readonly sessionH: number;
  /** The grace period and what goes by beyond it; and until the first further copy is made when few are left. */
  readonly patientH: number;
  readonly urgentH: number;
}

/** Whether so few are left that what is missing is copied at once. */
export function isLow(live: number, copies: number): boolean {
  return copies - live >= Math.max(1, Math.floor(copies / 2));
}

/**
 * The mean time until the last copy is gone: that of a birth and death process to its end, as Ramabhadran and Pasquale, "Analysis of long-running
 * replicated systems" (INFOCOM 2006), have it. Each of k copies fails at the rate 1/session; missing ones are made again one after another. All times are
 * taken as exponential, which waiting for a fixed time is not.
 */
export function meanTimeToLossH({ copies, sessionH, patientH, urgentH }: Rates): number {
  let total = 0;
  /** From k copies to one less. */
  let downH = 0;
  for (let live = copies; live >= 1; live--) {
    const fails = live / sessionH;
    const missing = copies - live;
    // Who comes into the place of one that is missing does not wait, and a further failure near by ends the waiting of all.
    const early = missing === 0 ? 0 : (copies + (copies - 1)) / sessionH;
    const made = isLow(live, copies) ? 1 / urgentH : missing / patientH + early;
    downH = 1 / fails + (made / fails) * downH;
    total += downH;
  }
  return total;
}
