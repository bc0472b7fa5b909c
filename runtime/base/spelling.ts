/** Suggestions for misspelled names, for error texts. */

/** Maximum number of letters added, omitted or replaced in a slip. A larger distance means another word. */
const SLIPS_MAX = 2;

/**
 * The candidate with the smallest distance to the word. Null when the distance of each is above SLIPS_MAX.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let found: string | null = null;
  let least = SLIPS_MAX + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const slips = distance(word.toLowerCase(), candidate.toLowerCase());
    if (slips < least) [least, found] = [slips, candidate];
  }
  return found;
}

/** The Levenshtein distance, computed one row of its matrix at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
