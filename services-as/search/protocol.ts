/**
 * The protocol between the search service and its applications. The file is valid TypeScript and
 * AssemblyScript: the service, its client and the reference import it. Numbers are little-endian; `text` is
 * bytes; varints have seven bits a byte.
 *
 *     document   D  u8 nameLength  name  text                          to documentKey(name)
 *     query      Q  u8 flags  u8 fills  fill…  u8 count  text          to queryKey(text)
 *     term       T  u8 flags  u8 fills  fill…  term                    to termKey(term)
 *     fill       F  u64 nonce  u16 questionLength  question  answer    from node to node
 *
 *     indexed    u8 status  u32 postings
 *     results    u8 status  u8 count  {u32 score, u8 nameLength, name}…
 *     postings   u8 status  u32 count  {u8 nameLength, name, varint occurrences, varint length}…
 *
 * An answer whose status is not ANSWER_OK ends there.
 */

// Kinds of messages: the letters above.

export const KIND_DOCUMENT = 0x44;
export const KIND_QUERY = 0x51;
export const KIND_TERM = 0x54;
export const KIND_FILL = 0x46;

/** A flag of a question: answer from the storage, not from caches on the route. */
export const QUESTION_FRESH = 1;

export const ANSWER_OK = 0;
/** The node has too much pending work; try again. */
export const ANSWER_BUSY = 1;
/** A node or record was not reachable; try again. There are no partial answers. */
export const ANSWER_UNAVAILABLE = 2;
/** More terms, postings or bytes than the service handles. */
export const ANSWER_TOO_BIG = 3;
export const ANSWER_MALFORMED = 4;

/** Size of a fill: the id of the node that requests the answer (32 bytes), and a nonce. */
export const FILL_BYTES = 40;
export const FILLS_MAX = 4;

// Terms: runs of ASCII letters and digits, in lower case. All other bytes separate them; shorter and longer
// runs are skipped.

export const TERM_BYTES_MIN = 2;
export const TERM_BYTES_MAX = 24;
/** Maximum number of distinct terms of a document. */
export const DOCUMENT_TERMS_MAX = 16384;
/** Maximum size of the name of a document, in bytes. */
export const NAME_BYTES_MAX = 200;
/** Maximum number of distinct terms of a query. */
export const QUERY_TERMS_MAX = 16;
export const RESULTS_MAX = 100;

/** Lifetime of a cached answer, in milliseconds. Documents that are indexed meanwhile are not in it. */
export const REMEMBERED_MS = 30000;
