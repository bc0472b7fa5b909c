/**
 * The score of a document for a query: the sum over the terms of rarity times weight in the document (after
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.4). The
 * file is valid TypeScript and AssemblyScript. All values are integers below 2^53, so that all nodes compute
 * exactly the same score.
 *
 * No node knows the number of documents or their average length; constants replace both.
 */
const COLLECTION = 1048576;
/**
 * The average length of a document, in terms. Longer documents score less for the same number of occurrences.
 */
const USUAL_LENGTH = 1000;
const OCCURRENCES_MAX = 1000000;

/** The rarity of a term: eight for each halving of the number of documents with the term, at least one. */
export function rarityOf(documents: number): number {
  let left = Math.floor(COLLECTION / Math.max(documents, 1));
  let eighths = 1;
  while (left >= 2) {
    left /= 2;
    eighths += 8;
  }
  // Linear between two powers of two.
  return left < 1 ? eighths : eighths + Math.floor((left - 1) * 8);
}

/** The score of a term: `occurrences` in a document of `length` terms. Less than 400,000. */
export function scoreOf(rarity: number, occurrences: number, length: number): number {
  const count = Math.min(occurrences, OCCURRENCES_MAX);
  const size = Math.min(length, OCCURRENCES_MAX);
  // k1 = 1.2, b = 0.75, in thousandths.
  return (
    rarity *
    Math.floor((2200 * 1000 * count) / (1000 * count + 300 + Math.floor((900 * size) / USUAL_LENGTH)))
  );
}
