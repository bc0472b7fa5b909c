/**
 * How much a document counts for a query: for each term, how rare it is times how much of the document it is (after Robertson and
 * Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.4). In the common subset of TypeScript and
 * AssemblyScript. Every value is a whole number below 2^53, so that all nodes come to the same score to the last bit.
 *
 * No node knows how many documents there are or how long they are on average; constants stand for both.
 */
const COLLECTION = 1048576;
/** Longer documents than this, in terms, count less for the same number of occurrences. */
const USUAL_LENGTH = 1000;
const OCCURRENCES_MAX = 1000000;

/** The rarer the more: eight for each halving of the documents that have the term, and one at the least. */
export function rarityOf(documents: number): number {
  let left = Math.floor(COLLECTION / Math.max(documents, 1));
  let eighths = 1;
  while (left >= 2) {
    left /= 2;
    eighths += 8;
  }
  // Between two powers of two a straight line.
  return left < 1 ? eighths : eighths + Math.floor((left - 1) * 8);
}

/** What a term adds to a document's score: `occurrences` among `length` terms in all. Less than 400,000. */
export function scoreOf(rarity: number, occurrences: number, length: number): number {
  const count = Math.min(occurrences, OCCURRENCES_MAX);
  const size = Math.min(length, OCCURRENCES_MAX);
  // k1 = 1.2, b = 0.75; thousandths.
  return (
    rarity *
    Math.floor((2200 * 1000 * count) / (1000 * count + 300 + Math.floor((900 * size) / USUAL_LENGTH)))
  );
}
