/** The messages of the search service, for applications in TypeScript. search.ts, beside this file, reads and answers them. */
import { createHash } from "node:crypto";
import { Id } from "../../runtime/overlay/id.ts";
import { type Hit, termsOf } from "./reference.ts";

/** The first byte of a message. */
const DOCUMENT = 68;
const QUERY = 81;
const TERM = 84;
/** The second byte of queries and terms: no answer from a cache. */
const FRESH = 1;
/** The first byte of an answer: all is well, or it is worth trying again. */
const DONE = 0;

function keyOf(service: Id, name: string): Id {
  return new Id(new Uint8Array(createHash("sha256").update(service.bytes).update(name).digest()));
}

export function documentKey(service: Id, name: string): Id {
  return keyOf(service, `doc:${name}`);
}

export function encodeDocument(name: string, text: Uint8Array): Uint8Array {
  const bytes = Buffer.from(name);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(bytes.length);
  return new Uint8Array(Buffer.concat([Buffer.of(DOCUMENT), length, bytes, text]));
}

/** How many terms were stored; null: try again. */
export function decodeIndexed(answer: Uint8Array): number | null {
  if (answer.length !== 5 || answer[0] !== DONE) return null;
  return Buffer.from(answer).readUInt32LE(1);
}

/** Queries of the same terms in the same order go to the same node. */
export function queryKey(service: Id, query: string): Id {
  return keyOf(service, `query:${normalised(query)}`);
}

export function normalised(query: string): string {
  return [...termsOf(new TextEncoder().encode(query)).keys()].join(" ");
}

export function encodeQuery(query: string, most: number, fresh = false): Uint8Array {
  return new Uint8Array(
    Buffer.concat([Buffer.of(QUERY, fresh ? FRESH : 0, 0, most), Buffer.from(normalised(query))]),
  );
}

/** Null: try again. */
export function decodeHits(answer: Uint8Array): readonly Hit[] | null {
  if (answer.length < 1 || answer[0] !== DONE) return null;
  const bytes = Buffer.from(answer);
  const hits: Hit[] = [];
  for (let at = 1; at < bytes.length; ) {
    const score = Number(bytes.readBigUInt64LE(at));
    const length = bytes.readUInt16LE(at + 8);
    hits.push({ score, name: bytes.toString("utf8", at + 10, at + 10 + length) });
    at += 10 + length;
  }
  return hits;
}

export function termKey(service: Id, term: string): Id {
  return keyOf(service, `term:${term}`);
}

export function encodeTerm(term: string, fresh = false): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.of(TERM, fresh ? FRESH : 0, 0), Buffer.from(term)]));
}

/** Documents by name, with how often the term occurs in them. Null: try again. */
export function decodePostings(answer: Uint8Array): Map<string, number> | null {
  if (answer.length < 1 || answer[0] !== DONE) return null;
  const bytes = Buffer.from(answer);
  const postings = new Map<string, number>();
  for (let at = 1; at < bytes.length; ) {
    const length = bytes.readUInt16LE(at);
    postings.set(bytes.toString("utf8", at + 6, at + 6 + length), bytes.readUInt32LE(at + 6 + length));
    at += 6 + length + bytes.readUInt32LE(at + 2);
  }
  return postings;
}
