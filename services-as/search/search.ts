// Full-text search over the overlay.
//
// The postings of a term are records at the term's key, one field a document. A document is indexed at the root of its own key; a
// query is put together at the root of the query's key, from what the roots of its terms answer. On the way, nodes leave their ids
// in the message; whoever answers fills their caches, and the next time their `forward` answers at once.
//
// client.ts has the messages, reference.ts the same ranking in TypeScript.
import { Bytes, concat, Key, message, net, node, OK, storage, text, time, utf8 } from "prost";
import { forward as change } from "prost/net";
import { TermCounts } from "./terms";

const DOCUMENT: u8 = 68;
const QUERY: u8 = 81;
const TERM: u8 = 84;
const FILL: u8 = 70;

const FRESH: u8 = 1;
const DONE: u8 = 0;
const TRY_AGAIN: u8 = 1;

/** Documents under way at this node; whoever sends more is told to try again. */
const JOBS_MAX: i32 = 32;
/** Writes under way for one document. */
const PUTS_AT_A_TIME: i32 = 64;
/** Attempts of one write. */
const PUT_ATTEMPTS: i32 = 3;
const QUERIES_MAX: i32 = 64;
const QUERY_TERMS_MAX: i32 = 16;
const TERM_TIMEOUT_MS: i32 = 12_000;

/** Nodes that leave their id in a message. */
const FILLS_MAX: i32 = 4;
const ID_BYTES: i32 = 32;
/** Answers kept here, for how long, and how large they may be. */
const CACHE_ENTRIES_MAX: i32 = 256;
const CACHE_MS: i64 = 30_000;
const CACHED_BYTES_MAX: i32 = 65_536;
/** Answers this node has asked to be told of. */
const EXPECTED_MAX: i32 = 256;

/** A document that is being indexed. */
class Job {
  next: i32 = 0;
  open: i32 = 0;
  failed: bool = false;
  constructor(
    readonly reply: i64,
    readonly name: Bytes,
    readonly terms: TermCounts,
  ) {}
}

/** One write of a job. */
class Put {
  constructor(
    readonly job: Job,
    readonly term: i32,
    readonly attempt: i32,
  ) {}
}

/** A query that waits for its terms. */
class Query {
  open: i32 = 0;
  failed: bool = false;
  readonly scores: Map<string, u64> = new Map();
  constructor(
    readonly reply: i64,
    readonly most: i32,
    readonly fills: Bytes,
    readonly body: Bytes,
  ) {}
}

/** A term's root that waits for its records. */
class Listing {
  constructor(
    readonly reply: i64,
    readonly fills: Bytes,
    readonly body: Bytes,
  ) {}
}

class Cached {
  constructor(
    readonly answer: Bytes,
    readonly untilMs: i64,
  ) {}
}

const jobs = new Set<Job>();
const puts = new Map<i64, Put>();
const queries = new Map<i64, Query>();
let queriesOpen: i32 = 0;
const listings = new Map<i64, Listing>();
/** By kind and body of the request. */
const cache = new Map<string, Cached>();
const expected = new Map<string, i64>();

export function deliver(): void {
  const payload = message.payload();
  if (payload.length < 3) return;
  const kind = payload[0];
  if (message.isDirect()) {
    if (kind == FILL) fill(payload);
  } else if (kind == DOCUMENT) {
    index(payload);
  } else if (kind == QUERY || kind == TERM) {
    const fills = ID_BYTES * <i32>payload[2];
    const start = 3 + fills;
    if (payload.length < start) return;
    if (kind == QUERY) ask(payload.slice(3, start), payload.slice(start));
    else list(payload.slice(3, start), payload.slice(start));
  }
}

// Indexing.

function index(payload: Bytes): void {
  const length = <i32>load<u16>(payload.dataStart + 1);
  if (payload.length < 3 + length) return;
  if (jobs.size >= JOBS_MAX) {
    message.respondBytes(status(TRY_AGAIN));
    return;
  }
  const terms = new TermCounts(payload, 3 + length);
  const job = new Job(message.token(), payload.slice(3, 3 + length), terms);
  jobs.add(job);
  while (job.next < terms.count && job.open < PUTS_AT_A_TIME) put(job, job.next++, 1);
  finish(job);
}

function put(job: Job, term: i32, attempt: i32): void {
  const value = new Uint8Array(4);
  store<u32>(value.dataStart, job.terms.occurrences(term));
  const token = storage.put(termKey(job.terms.bytes(term)), job.name, value);
  if (token < 0) {
    job.failed = true;
    return;
  }
  job.open++;
  puts.set(token, new Put(job, term, attempt));
}

function putEnded(ended: Put): void {
  const job = ended.job;
  job.open--;
  if (message.status() != OK) {
    if (ended.attempt < PUT_ATTEMPTS) put(job, ended.term, ended.attempt + 1);
    else job.failed = true;
  }
  if (!job.failed && job.next < job.terms.count) put(job, job.next++, 1);
  finish(job);
}

/** The answer, when nothing is open any more. */
function finish(job: Job): void {
  if (job.open > 0) return;
  jobs.delete(job);
  if (job.failed) {
    net.respond(job.reply, status(TRY_AGAIN));
    return;
  }
  const answer = new Uint8Array(5);
  store<u32>(answer.dataStart + 1, job.terms.count);
  net.respond(job.reply, answer);
  node.count("documents");
}

// Queries.

function ask(fills: Bytes, body: Bytes): void {
  if (queriesOpen >= QUERIES_MAX || body.length < 1) {
    message.respondBytes(status(TRY_AGAIN));
    return;
  }
  const query = new Query(message.token(), <i32>body[0], fills, body);
  const terms = new TermCounts(body, 1);
  const count = min(terms.count, QUERY_TERMS_MAX);
  queriesOpen++;
  for (let i = 0; i < count; i++) {
    const term = terms.bytes(i);
    const token = net.request(termKey(term), concat(head(TERM), term), TERM_TIMEOUT_MS);
    if (token < 0) {
      query.failed = true;
      continue;
    }
    query.open++;
    queries.set(token, query);
  }
  answerQuery(query);
}

function termEnded(query: Query): void {
  query.open--;
  const answer = message.payload();
  if (message.status() != OK || answer.length < 1 || answer[0] != DONE) query.failed = true;
  else addScores(query, answer);
  answerQuery(query);
}

/** Rare terms weigh more, each further occurrence less. As reference.ts. */
function addScores(query: Query, answer: Bytes): void {
  let documents: u64 = 0;
  for (let at = 1; at + 6 <= answer.length; at += skip(answer, at)) documents++;
  const rarity = 1_000_000 / (documents + 1);
  for (let at = 1; at + 6 <= answer.length; at += skip(answer, at)) {
    const nameLength = <i32>load<u16>(answer.dataStart + at);
    const name = text(answer.subarray(at + 6, at + 6 + nameLength));
    const count = <u64>load<u32>(answer.dataStart + at + 6 + nameLength);
    const weight = (rarity * count) / (count + 1);
    query.scores.set(name, weight + (query.scores.has(name) ? query.scores.get(name) : 0));
  }
}

function skip(packed: Bytes, at: i32): i32 {
  return 6 + <i32>load<u16>(packed.dataStart + at) + <i32>load<u32>(packed.dataStart + at + 2);
}

function answerQuery(query: Query): void {
  if (query.open > 0) return;
  queriesOpen--;
  if (query.failed) {
    net.respond(query.reply, status(TRY_AGAIN));
    return;
  }
  const names = query.scores.keys();
  const chosen: string[] = [];
  // The best, by choosing the best so often as are wanted: there are few of them.
  for (let i = 0; i < query.most && chosen.length < names.length; i++) {
    let best = -1;
    for (let j = 0; j < names.length; j++) {
      if (chosen.includes(names[j])) continue;
      if (best < 0 || isBetter(query, names[j], names[best])) best = j;
    }
    chosen.push(names[best]);
  }
  let answer = status(DONE);
  for (let i = 0; i < chosen.length; i++) {
    const name = utf8(chosen[i]);
    const hit = new Uint8Array(10);
    store<u64>(hit.dataStart, query.scores.get(chosen[i]));
    store<u16>(hit.dataStart + 8, <u16>name.length);
    answer = concat(answer, concat(hit, name));
  }
  net.respond(query.reply, answer);
  sendFills(QUERY, query.fills, query.body, answer);
}

function isBetter(query: Query, a: string, b: string): bool {
  const scoreA = query.scores.get(a);
  const scoreB = query.scores.get(b);
  if (scoreA != scoreB) return scoreA > scoreB;
  const bytesA = utf8(a);
  const bytesB = utf8(b);
  const order = memory.compare(bytesA.dataStart, bytesB.dataStart, min(bytesA.length, bytesB.length));
  return order != 0 ? order < 0 : bytesA.length < bytesB.length;
}

// Postings.

function list(fills: Bytes, body: Bytes): void {
  const token = storage.list(termKey(body));
  if (token < 0) message.respondBytes(status(TRY_AGAIN));
  else listings.set(token, new Listing(message.token(), fills, body));
}

function listEnded(listing: Listing): void {
  if (message.status() != OK) {
    net.respond(listing.reply, status(TRY_AGAIN));
    return;
  }
  const answer = concat(status(DONE), message.payload());
  net.respond(listing.reply, answer);
  sendFills(TERM, listing.fills, listing.body, answer);
}

export function complete(): void {
  const token = message.token();
  if (puts.has(token)) {
    const ended = puts.get(token);
    puts.delete(token);
    putEnded(ended);
  } else if (queries.has(token)) {
    const query = queries.get(token);
    queries.delete(token);
    termEnded(query);
  } else if (listings.has(token)) {
    const listing = listings.get(token);
    listings.delete(token);
    listEnded(listing);
  }
}

// Caches on the way.

export function forward(): i32 {
  if (message.isAtRoot() || message.token() == 0) return 0;
  const payload = message.payload();
  if (payload.length < 3) return 0;
  const kind = payload[0];
  if ((kind != QUERY && kind != TERM) || payload[1] == FRESH) return 0;
  const count = <i32>payload[2];
  const start = 3 + ID_BYTES * count;
  if (payload.length < start) return 0;
  const name = nameOf(kind, payload.subarray(start));
  const now = time.now();
  if (cache.has(name)) {
    const cached = cache.get(name);
    if (cached.untilMs > now) {
      message.respondBytes(cached.answer);
      node.count("answered on the way");
      return 1;
    }
    cache.delete(name);
  }
  if (count >= FILLS_MAX) return 0;
  if (expected.size >= EXPECTED_MAX) forgetExpected(now);
  if (expected.size >= EXPECTED_MAX) return 0;
  expected.set(name, now + CACHE_MS);
  const changed = new Uint8Array(payload.length + ID_BYTES);
  memory.copy(changed.dataStart, payload.dataStart, start);
  memory.copy(changed.dataStart + start, node.id().start, ID_BYTES);
  memory.copy(changed.dataStart + start + ID_BYTES, payload.dataStart + start, payload.length - start);
  changed[2] = <u8>(count + 1);
  change.setPayload(changed);
  return 0;
}

function sendFills(kind: u8, fills: Bytes, body: Bytes, answer: Bytes): void {
  if (answer.length > CACHED_BYTES_MAX || fills.length == 0) return;
  const prefix = new Uint8Array(4);
  prefix[0] = FILL;
  prefix[1] = kind;
  store<u16>(prefix.dataStart + 2, <u16>body.length);
  const payload = concat(concat(prefix, body), answer);
  for (let at = 0; at + ID_BYTES <= fills.length; at += ID_BYTES) net.send(Key.at(fills.dataStart + at), payload);
}

/** Only what this node has asked for is taken. */
function fill(payload: Bytes): void {
  if (payload.length < 4) return;
  const length = <i32>load<u16>(payload.dataStart + 2);
  if (payload.length < 4 + length) return;
  const name = nameOf(payload[1], payload.subarray(4, 4 + length));
  if (!expected.has(name)) return;
  expected.delete(name);
  const now = time.now();
  if (cache.size >= CACHE_ENTRIES_MAX) forgetCached(now);
  cache.set(name, new Cached(payload.slice(4 + length), now + CACHE_MS));
}

function forgetExpected(now: i64): void {
  const names = expected.keys();
  for (let i = 0; i < names.length; i++) if (expected.get(names[i]) <= now) expected.delete(names[i]);
}

/** What is too old; if there is nothing, everything. */
function forgetCached(now: i64): void {
  const names = cache.keys();
  for (let i = 0; i < names.length; i++) if (cache.get(names[i]).untilMs <= now) cache.delete(names[i]);
  if (cache.size >= CACHE_ENTRIES_MAX) cache.clear();
}

// Small parts.

function nameOf(kind: u8, body: Bytes): string {
  return `${kind}:${text(body)}`;
}

const TERM_PREFIX = utf8("term:");

function termKey(term: Bytes): Key {
  return Key.ofBytes(concat(TERM_PREFIX, term));
}

function head(kind: u8): Bytes {
  const bytes = new Uint8Array(3);
  bytes[0] = kind;
  return bytes;
}

function status(code: u8): Bytes {
  const bytes = new Uint8Array(1);
  bytes[0] = code;
  return bytes;
}
