/** Sends documents to the search service, each to the root of its own key. */
import { decodeIndexed, documentKey, encodeDocument } from "../../../services-as/search/client.ts";
import type { Id } from "../../base/id.ts";
import type { Applications } from "./applications.ts";
import type { Document } from "./documents.ts";
import { inFlight } from "./in-flight.ts";

/** Documents that are indexed at the same time, for each node. */
const AT_A_TIME_PER_NODE = 4;

/** Resolves when the overlay has stored every posting of every document. Returns the number of postings. */
export async function indexDocuments(
  applications: Applications,
  service: Id,
  documents: readonly Document[],
  onDone: (done: number) => void,
): Promise<number> {
  let postings = 0;
  await inFlight(
    documents,
    AT_A_TIME_PER_NODE * applications.all.length,
    async ({ name, text }) => {
      const { answer } = await applications.ask(
        documentKey(service, name),
        encodeDocument(name, text),
        ({ payload }) => decodeIndexed(payload),
      );
      postings += answer;
    },
    onDone,
  );
  return postings;
}
