/** Means of few runs, and how far to trust them. */

/** Two-sided 95 % quantiles of Student's t, from one degree of freedom on. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
const T95_MANY = 1.96;

export interface Estimate {
  readonly mean: number;
  /** Half of the 95 % interval; null of a single value. */
  readonly half: number | null;
}

export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, half: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, half: (T95[count - 2] ?? T95_MANY) * Math.sqrt(variance / count) };
}

/** The greatest rate that is not refuted at 95 %, of so many events among so many trials: three in a thousand where none was seen. */
export function rateAtMost(events: number, trials: number): number {
  // The chi-squared quantile by Wilson and Hilferty; exact enough from one event on, and -ln 0.05 for none.
  if (events === 0) return -Math.log(0.05) / trials;
  const degrees = 2 * (events + 1);
  const z = 1.645;
  const chi = degrees * (1 - 2 / (9 * degrees) + z * Math.sqrt(2 / (9 * degrees))) ** 3;
  return chi / 2 / trials;
}
