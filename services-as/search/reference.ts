/**
 * The same search in one process, to check the results of the overlay. Terms and index are implemented
 * separately here; the arithmetic of the ranking is shared with the service.
 */
import { QUERY_TERMS_MAX, TERM_BYTES_MAX, TERM_BYTES_MIN } from "./protocol.ts";
import { rarityOf, scoreOf } from "./scoring.ts";

/** Names of documents, with the number of occurrences of the term. */
export type Postings = ReadonlyMap<string, number>;

export interface Hit {
  readonly name: string;
  readonly score: number;
}

/** The number of occurrences of each term, in order of first appearance. */
export function termsOf(text: Uint8Array): Map<string, number> {
  // Bytes that are not ASCII become characters that are neither letters nor digits.
  const runs = Buffer.from(text.buffer, text.byteOffset, text.length)
    .toString("latin1")
    .match(/[A-Za-z0-9]+/g);
  const counts = new Map<string, number>();
  for (const run of runs ?? []) {
    if (run.length < TERM_BYTES_MIN || run.length > TERM_BYTES_MAX) continue;
    const term = run.toLowerCase();
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/** The terms of a query: the first QUERY_TERMS_MAX distinct ones, sorted. */
export function queryTerms(query: string): string[] {
  return [...termsOf(new TextEncoder().encode(query)).keys()].slice(0, QUERY_TERMS_MAX).sort();
}

export class ReferenceIndex {
  readonly #postings = new Map<string, Map<string, number>>();
  /** Length of each document in terms, with repetitions. */
  readonly #lengths = new Map<string, number>();

  /** Each name once. */
  add(name: string, text: Uint8Array): void {
    let length = 0;
    for (const [term, count] of termsOf(text)) {
      length += count;
      const postings = this.#postings.get(term) ?? new Map<string, number>();
      this.#postings.set(term, postings);
      postings.set(name, count);
    }
    this.#lengths.set(name, length);
  }

  terms(): readonly string[] {
    return [...this.#postings.keys()];
  }

  postings(term: string): Postings {
    return this.#postings.get(term) ?? new Map();
  }

  /** The best documents, in descending order; equal ones in byte order of their names. */
  search(query: string, most: number): readonly Hit[] {
    const scores = new Map<string, number>();
    for (const term of queryTerms(query)) {
      const postings = this.postings(term);
      const rarity = rarityOf(postings.size);
      for (const [name, count] of postings) {
        const score = scoreOf(rarity, count, this.#lengths.get(name) ?? 0);
        scores.set(name, (scores.get(name) ?? 0) + score);
      }
    }
    const hits = [...scores].map(([name, score]) => ({ name, score }));
    hits.sort((a, b) => b.score - a.score || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    return hits.slice(0, most);
  }
}
