/**
 * Settings of long test runs, from environment variables. Each value is checked before anything runs: a
 * malformed one ends the run with an error, so that no suite passes because it ran nothing.
 */

/** Seeds from one to another, with both ends. */
interface SeedRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Seeds to run: `COUNT` stands for the seeds 1 to COUNT, `FROM-TO` for that range with both its ends.
 * Throws RangeError for any other text, for seed 0, and for a range that ends before it begins.
 */
export function parseSeeds(text: string): SeedRange {
  const parts = /^(?:(\d+)-)?(\d+)$/.exec(text);
  const from = Number(parts?.[1] ?? 1);
  const to = Number(parts?.[2]);
  if (parts === null || from < 1 || from > to || !Number.isSafeInteger(to))
    throw new RangeError(
      `PROST_SEEDS is "${text}"; give COUNT or FROM-TO, as 1000 or 41-60, with 1 <= FROM <= TO`,
    );
  return { from, to };
}

/** `PROST_SEEDS`, or the seeds 1 to `count` if it is not set. */
export function seedsFromEnvironment(count: number): SeedRange {
  return parseSeeds(process.env.PROST_SEEDS ?? String(count));
}

/** A variable that holds a number above 0. Throws RangeError for any other text. */
export function numberFromEnvironment(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0)
    throw new RangeError(`${name} is "${text}"; give a number above 0, or leave it out for ${otherwise}`);
  return value;
}

/** The one of `choices` that a variable names; all of them if it is not set. Throws RangeError for another name. */
export function choicesFromEnvironment<Choice extends string>(
  name: string,
  choices: readonly Choice[],
): readonly Choice[] {
  const text = process.env[name];
  if (text === undefined) return choices;
  const chosen = choices.filter((choice) => choice === text);
  if (chosen.length === 0) throw new RangeError(`${name} is "${text}"; give one of ${choices.join(", ")}`);
  return chosen;
}
