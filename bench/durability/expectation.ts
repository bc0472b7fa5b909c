/** Mean time to loss of a record whose copies fail and are repaired, in closed form. */

/** Rates of failure and repair; all times in hours. */
interface Rates {
  readonly copies: number;
  /** Mean session of a holder. It does not return, and its disk is lost. */
  readonly sessionH: number;
  /** Time until a missing copy is repaired: the grace period and the time beyond it. */
  readonly patientH: number;
  /** Time until the first new copy, when few are left. */
  readonly urgentH: number;
}

/** Whether few copies are left, so that missing ones are repaired at once. */
export function isLow(live: number, copies: number): boolean {
  return copies - live >= Math.max(1, Math.floor(copies / 2));
}

/**
 * Mean time until the last copy is lost: the absorption time of a birth and death process, after Ramabhadran and
 * Pasquale, "Analysis of long-running replicated systems" (INFOCOM 2006). Each of k copies fails at the rate
 * 1/session; missing copies are repaired one after another. All times count as exponential; the grace period, a
 * fixed time, is not.
 */
export function meanTimeToLossH({ copies, sessionH, patientH, urgentH }: Rates): number {
  let total = 0;
  /** Mean time from `live` copies to one less. */
  let downH = 0;
  for (let live = copies; live >= 1; live--) {
    const fails = live / sessionH;
    const missing = copies - live;
    // A node that joins in place of a missing holder copies at once, and a further failure nearby ends the grace
    // period of all.
    const early = missing === 0 ? 0 : (copies + (copies - 1)) / sessionH;
    const made = isLow(live, copies) ? 1 / urgentH : missing / patientH + early;
    downH = 1 / fails + (made / fails) * downH;
    total += downH;
  }
  return total;
}
