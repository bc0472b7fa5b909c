/** Compares the answers of the overlay with an index in memory, term by term and query by query. */
import { decodePostings, encodeTerm, termKey } from "../../../services-as/search/client.ts";
import type { ReferenceIndex } from "../../../services-as/search/reference.ts";
import type { Id } from "../../base/id.ts";
import type { Applications } from "./applications.ts";
import type { Document } from "./documents.ts";
import { inFlight } from "./in-flight.ts";
import { HITS, type QueryResult } from "./queries.ts";

const AT_A_TIME_PER_NODE = 8;

export interface CheckResult {
  readonly terms: number;
  readonly termsWrong: number;
  readonly documents: number;
  /** Documents that were found for each of their terms, with the right number of occurrences. */
  readonly documentsFound: number;
  readonly queries: number;
  readonly queriesRight: number;
  readonly ok: boolean;
}

/** Requests every term from its root, without caches. */
export async function checkIndex(
  applications: Applications,
  service: Id,
  reference: ReferenceIndex,
  documents: readonly Document[],
  queries: readonly QueryResult[],
  onDone: (done: number, total: number) => void,
): Promise<CheckResult> {
  const terms = reference.terms();
  const incomplete = new Set<string>();
  let termsWrong = 0;
  await inFlight(
    terms,
    AT_A_TIME_PER_NODE * applications.alive().length,
    async (term) => {
      const { answer } = await applications.ask(
        termKey(service, term),
        encodeTerm(term, true),
        ({ payload }) => decodePostings(payload),
      );
      const expected = reference.postings(term);
      let isRight = answer.size === expected.size;
      for (const [name, count] of expected) {
        if (answer.get(name) === count) continue;
        isRight = false;
        incomplete.add(name);
      }
      if (!isRight) termsWrong++;
    },
    (done) => onDone(done, terms.length),
  );
  const queriesRight = queries.filter(
    ({ query, hits, sameAnswer }) =>
      sameAnswer &&
      JSON.stringify(hits.map(plain)) === JSON.stringify(reference.search(query, HITS).map(plain)),
  ).length;
  const documentsFound = documents.filter(({ name }) => !incomplete.has(name)).length;
  return {
    terms: terms.length,
    termsWrong,
    documents: documents.length,
    documentsFound,
    queries: queries.length,
    queriesRight,
    ok: termsWrong === 0 && documentsFound === documents.length && queriesRight === queries.length,
  };
}

function plain({ name, score }: { readonly name: string; readonly score: number }): [string, number] {
  return [name, score];
}
