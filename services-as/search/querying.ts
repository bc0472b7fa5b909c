/**
 * Queries: the root node of a query requests the postings from the root nodes of its terms, and ranks them.
 * The answer is complete or an error.
 */
import { Bytes, message, net, node, OK, Reader, Writer } from "prost/service";
import { answer, refusal } from "./answers";
import { fill, remember } from "./memories";
import {
  ANSWER_BUSY,
  ANSWER_MALFORMED,
  ANSWER_OK,
  ANSWER_TOO_BIG,
  ANSWER_UNAVAILABLE,
  NAME_BYTES_MAX,
  QUERY_TERMS_MAX,
  RESULTS_MAX,
} from "./protocol";
import { Question } from "./question";
import { rarityOf, scoreOf } from "./scoring";
import { Tally } from "./tally";
import { termKey } from "./terms";
import { tokenise } from "./tokeniser";
import { begin, Work } from "./work";

const QUERIES_MAX = 64;
const TERM_TIMEOUT_MS = 6000;
const TERM_TRIES = 3;
/** Maximum number of documents in the rankings of all pending queries: a few MiB. */
const CANDIDATES_MAX = 24576;
/** Minimum size of a posting in an answer, in bytes. */
const POSTING_BYTES_MIN = 4;

let queries = 0;
let candidates = 0;

class Query {
  readonly documents: Tally = new Tally();
  termsLeft: i32 = 0;
  isOver: bool = false;

  constructor(
    readonly question: Question,
    readonly token: i64,
  ) {}

  /** Adds the postings of a term to the scores. Returns ANSWER_OK or an error. */
  add(postings: Reader): i32 {
    const count = <i32>min(postings.u32(), 0x7fffffff);
    if (!postings.ok || count > postings.left / POSTING_BYTES_MIN) return ANSWER_UNAVAILABLE;
    if (candidates + count > CANDIDATES_MAX) return count > CANDIDATES_MAX ? ANSWER_TOO_BIG : ANSWER_BUSY;
    const rarity = rarityOf(count);
    const before = this.documents.size;
    for (let i = 0; i < count; i++) {
      const length = postings.u8();
      const name = postings.skip(length);
      const occurrences = postings.varint();
      const size = postings.varint();
      if (!postings.ok || length == 0 || length > NAME_BYTES_MAX) break;
      this.documents.add(name, length, <u32>scoreOf(rarity, occurrences, size));
    }
    candidates += this.documents.size - before;
    return postings.ok ? ANSWER_OK : ANSWER_UNAVAILABLE;
  }

  /** Answers, once. */
  finish(body: Bytes): void {
    if (this.isOver) return;
    this.isOver = true;
    queries--;
    candidates -= this.documents.size;
    answer(this.token, body);
    fill(this.question, body);
    if (!this.question.isFresh) remember(this.question.name, body);
  }
}

class Term extends Work {
  constructor(
    readonly query: Query,
    readonly term: Bytes,
  ) {
    super();
    this.triesLeft = TERM_TRIES;
  }

  begin(): i64 {
    const question = Question.term(this.term, this.query.question.isFresh);
    return net.request(termKey(this.term.dataStart, this.term.length), question.encode(), TERM_TIMEOUT_MS);
  }

  ended(status: i32): bool {
    const query = this.query;
    if (query.isOver) return true;
    if (status != OK) return false;
    const reader = new Reader(message.payload());
    const answered = reader.u8();
    if (answered == ANSWER_BUSY || answered == ANSWER_UNAVAILABLE || !reader.ok) return false;
    const outcome = answered == ANSWER_OK ? query.add(reader) : answered;
    if (outcome != ANSWER_OK) query.finish(refusal(outcome));
    else if (--query.termsLeft == 0) query.finish(results(query.documents, query.question.count));
    return true;
  }

  gaveUp(): void {
    this.query.finish(refusal(ANSWER_UNAVAILABLE));
  }
}

/** Handles a query that has arrived at its root node. */
export function search(question: Question): void {
  const token = message.token();
  const terms = new Tally();
  tokenise(question.text.dataStart, question.text.length, terms);
  if (terms.size > QUERY_TERMS_MAX || question.count == 0 || question.count > RESULTS_MAX) {
    answer(token, refusal(ANSWER_MALFORMED));
    return;
  }
  if (terms.size == 0) {
    answer(token, results(terms, question.count));
    return;
  }
  if (queries >= QUERIES_MAX) {
    answer(token, refusal(ANSWER_BUSY));
    return;
  }
  queries++;
  node.count("queries");
  const query = new Query(question, token);
  query.termsLeft = terms.size;
  for (let i = 0; i < terms.size; i++) begin(new Term(query, terms.name(i)));
}

/** The best documents, in descending order; documents with equal scores by name. */
function results(documents: Tally, count: i32): Bytes {
  const best: i32[] = [];
  for (let i = 0; i < documents.size; i++) {
    let place = best.length;
    while (place > 0 && isBetter(documents, i, unchecked(best[place - 1]))) place--;
    if (place >= count) continue;
    best.push(i);
    for (let at = best.length - 1; at > place; at--) unchecked((best[at] = best[at - 1]));
    best[place] = i;
    if (best.length > count) best.pop();
  }
  const writer = new Writer(1024).u8(ANSWER_OK).u8(best.length);
  for (let i = 0; i < best.length; i++) {
    const length = documents.nameLength(best[i]);
    writer
      .u32(documents.count(best[i]))
      .u8(length)
      .copy(documents.nameAddress(best[i]), length);
  }
  return writer.done();
}

function isBetter(documents: Tally, a: i32, b: i32): bool {
  const scoreA = documents.count(a);
  const scoreB = documents.count(b);
  return scoreA != scoreB ? scoreA > scoreB : documents.compareNames(a, b) < 0;
}
