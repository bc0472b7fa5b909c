/** Means of few runs with their confidence intervals, and upper bounds of rates. */

/** Two-sided 95 % quantiles of Student's t, from one degree of freedom. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
const T95_MANY = 1.96;

export interface Estimate {
  readonly mean: number;
  /** Half of the 95 % confidence interval; null for a single value. */
  readonly half: number | null;
}

export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, half: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, half: (T95[count - 2] ?? T95_MANY) * Math.sqrt(variance / count) };
}

/** Upper 95 % confidence bound of a rate, from events among trials: 3 in 1,000 if there was none in 1,000 trials. */
export function rateAtMost(events: number, trials: number): number {
  // The chi-squared quantile after Wilson and Hilferty: exact enough from one event on; -ln 0.05 without events.
  if (events === 0) return -Math.log(0.05) / trials;
  const degrees = 2 * (events + 1);
  const z = 1.645;
  const chi = degrees * (1 - 2 / (9 * degrees) + z * Math.sqrt(2 / (9 * degrees))) ** 3;
  return chi / 2 / trials;
}
