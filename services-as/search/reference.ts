/**
 * The search service in plain TypeScript, without an overlay: the same terms and the same ranking, so that what the overlay answers
 * can be checked.
 */

/** Terms are runs of ASCII letters and digits, in lower case, of this many bytes; all else separates. */
export const TERM_BYTES_MIN = 2;
export const TERM_BYTES_MAX = 24;
/** Terms of one query; the rest is left out. */
export const QUERY_TERMS_MAX = 16;

/** How often each term occurs. */
export function termsOf(text: Uint8Array): Map<string, number> {
  const counts = new Map<string, number>();
  let term = "";
  for (let i = 0; i <= text.length; i++) {
    const byte = i < text.length ? text[i] : 0;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if ((lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57)) {
      // Longer runs are no terms: one byte more than a term may have says so.
      if (term.length <= TERM_BYTES_MAX) term += String.fromCharCode(lower);
      continue;
    }
    if (term.length >= TERM_BYTES_MIN && term.length <= TERM_BYTES_MAX)
      counts.set(term, (counts.get(term) ?? 0) + 1);
    term = "";
  }
  return counts;
}

/** Documents by name, with how often the term occurs in them. */
export type Postings = ReadonlyMap<string, number>;

export interface Hit {
  readonly name: string;
  readonly score: number;
}

export class ReferenceIndex {
  readonly #postings = new Map<string, Map<string, number>>();

  add(name: string, text: Uint8Array): void {
    for (const [term, count] of termsOf(text)) {
      const postings = this.#postings.get(term) ?? new Map<string, number>();
      this.#postings.set(term, postings);
      postings.set(name, count);
    }
  }

  terms(): readonly string[] {
    return [...this.#postings.keys()];
  }

  postings(term: string): Postings {
    return this.#postings.get(term) ?? new Map();
  }

  search(query: string, most: number): readonly Hit[] {
    const terms = [...termsOf(new TextEncoder().encode(query)).keys()].slice(0, QUERY_TERMS_MAX);
    return rank(
      terms.map((term) => this.postings(term)),
      most,
    );
  }
}

/**
 * Rare terms weigh more, and each further occurrence in a document less: whole numbers, so that every node comes to the same.
 * Equal scores stand in order of name.
 */
export function rank(postingsOfTerms: readonly Postings[], most: number): readonly Hit[] {
  const scores = new Map<string, number>();
  for (const postings of postingsOfTerms) {
    const rarity = Math.floor(1_000_000 / (postings.size + 1));
    for (const [name, count] of postings) {
      const weight = Math.floor((rarity * count) / (count + 1));
      scores.set(name, (scores.get(name) ?? 0) + weight);
    }
  }
  const hits = [...scores].map(([name, score]) => ({ name, score }));
  hits.sort((a, b) => b.score - a.score || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return hits.slice(0, most);
}
