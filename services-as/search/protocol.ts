/**
 * What the search service and its applications must agree on, in the common subset of TypeScript and AssemblyScript: the service, its
 * client and the reference import this very file. Numbers are little-endian; `text` is bytes; varints have seven bits a byte.
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

/** In a question's flags: answer from the storage, not from what nodes on the way remember. */
export const QUESTION_FRESH = 1;

export const ANSWER_OK = 0;
/** Too much is under way at that node; try again. */
export const ANSWER_BUSY = 1;
/** Some node or copy could not be reached; try again. Never a part of the answer. */
export const ANSWER_UNAVAILABLE = 2;
/** More terms, postings or bytes than the service handles. */
export const ANSWER_TOO_BIG = 3;
export const ANSWER_MALFORMED = 4;

/** A fill: the id of the node that wants the answer, and a nonce by which it knows it again. */
export const FILL_BYTES = 40;
export const FILLS_MAX = 4;

// Terms: runs of ASCII letters and digits, letters made small. All other bytes part them; shorter and longer runs are passed over.

export const TERM_BYTES_MIN = 2;
export const TERM_BYTES_MAX = 24;
/** Different terms of one document. */
export const DOCUMENT_TERMS_MAX = 16384;
/** Bytes of a document's name. */
export const NAME_BYTES_MAX = 200;
/** Different terms of one query. */
export const QUERY_TERMS_MAX = 16;
export const RESULTS_MAX = 100;

/** How long an answer is remembered at nodes on the way. A document indexed meanwhile is not in it. */
export const REMEMBERED_MS = 30000;
