/**
 * The messages of the search service, for applications: their keys, their encoding, and the decoding of
 * answers.
 *
 * Decoders return null if the application should try again. They throw if that is useless: INVALID_ARGUMENT
 * or RESOURCE_EXHAUSTED as the service stated, DATA_LOSS for malformed answers.
 */
import { ProstError } from "../../runtime/base/errors.ts";
import { Id } from "../../runtime/base/id.ts";
import {
  ANSWER_BUSY,
  ANSWER_OK,
  ANSWER_TOO_BIG,
  ANSWER_UNAVAILABLE,
  KIND_DOCUMENT,
  KIND_QUERY,
  KIND_TERM,
  NAME_BYTES_MAX,
  QUESTION_FRESH,
  RESULTS_MAX,
} from "./protocol.ts";
import { type Hit, queryTerms } from "./reference.ts";

/** The key to which a document is sent. */
export function documentKey(service: Id, name: string): Id {
  return Id.hashOf(service.bytes, `doc:${name}`);
}

/** Throws INVALID_ARGUMENT for a name that is empty or longer than 200 bytes. */
export function encodeDocument(name: string, text: Uint8Array): Uint8Array {
  const bytes = Buffer.from(name);
  if (bytes.length === 0 || bytes.length > NAME_BYTES_MAX) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a document's name has 1 to ${NAME_BYTES_MAX} bytes, not ${bytes.length}: ${name.slice(0, 64)}`,
    );
  }
  return joined([KIND_DOCUMENT, bytes.length], bytes, text);
}

/** The number of distinct terms of the document, all of which are stored. Null to try again. */
export function decodeIndexed(answer: Uint8Array): number | null {
  return open(answer)?.u32() ?? null;
}

/** Queries with the same terms have the same key. */
export function queryKey(service: Id, query: string): Id {
  return Id.hashOf(service.bytes, `query:${normalised(query)}`);
}

/** Only the first 16 distinct terms of a query count; their order does not. */
export function normalised(query: string): string {
  return queryTerms(query).join(" ");
}

/** `most`: 1 to 100 documents. `fresh`: bypasses the caches of nodes on the route. */
export function encodeQuery(query: string, most: number, fresh = false): Uint8Array {
  if (!Number.isInteger(most) || most < 1 || most > RESULTS_MAX) {
    throw new ProstError("INVALID_ARGUMENT", `a query asks for 1 to ${RESULTS_MAX} documents, not ${most}`);
  }
  return joined([KIND_QUERY, fresh ? QUESTION_FRESH : 0, 0, most], Buffer.from(normalised(query)));
}

/** The best documents, in descending order. Null to try again. */
export function decodeHits(answer: Uint8Array): readonly Hit[] | null {
  const reader = open(answer);
  if (reader === null) return null;
  const hits: Hit[] = [];
  for (let left = reader.u8(); left > 0; left--) {
    const score = reader.u32();
    hits.push({ score, name: reader.name() });
  }
  return hits;
}

/** The key of the postings of a term. */
export function termKey(service: Id, term: string): Id {
  return Id.hashOf(service.bytes, `term:${term}`);
}

export function encodeTerm(term: string, fresh = false): Uint8Array {
  return joined([KIND_TERM, fresh ? QUESTION_FRESH : 0, 0], Buffer.from(term, "latin1"));
}

/** Names of documents, with the number of occurrences of the term. Null to try again. */
export function decodePostings(answer: Uint8Array): Map<string, number> | null {
  const reader = open(answer);
  if (reader === null) return null;
  const postings = new Map<string, number>();
  for (let left = reader.u32(); left > 0; left--) {
    const name = reader.name();
    postings.set(name, reader.varint());
    // The length of the document, for the ranking.
    reader.varint();
  }
  return postings;
}

/** A reader of the bytes after the status. Null to try again. */
function open(answer: Uint8Array): AnswerReader | null {
  const reader = new AnswerReader(answer);
  const status = reader.u8();
  if (status === ANSWER_OK) return reader;
  if (status === ANSWER_BUSY || status === ANSWER_UNAVAILABLE) return null;
  if (status === ANSWER_TOO_BIG) {
    throw new ProstError(
      "RESOURCE_EXHAUSTED",
      "more terms or postings than the search service handles; ask for less at a time",
    );
  }
  throw new ProstError(
    "INVALID_ARGUMENT",
    "the search service does not understand the message; check its version",
  );
}

class AnswerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  u8(): number {
    return this.#bytes[this.#step(1)];
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#step(4));
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.u8();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw notAnAnswer();
  }

  name(): string {
    const length = this.u8();
    const start = this.#step(length);
    return this.#bytes.toString("utf8", start, start + length);
  }

  #step(count: number): number {
    if (this.#at + count > this.#bytes.length) throw notAnAnswer();
    this.#at += count;
    return this.#at - count;
  }
}

function notAnAnswer(): ProstError {
  return new ProstError("DATA_LOSS", "the answer of the search service is cut short");
}

function joined(head: readonly number[], ...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([Uint8Array.from(head), ...parts]));
}
