/** Indexing: the root node of a document splits it into terms, and stores a posting for each term. */
import { Bytes, E_REFUSED, E_TOO_BIG, message, node, OK, Reader, storage, Writer } from "prost/service";
import { answer, refusal } from "./answers";
import {
  ANSWER_BUSY,
  ANSWER_MALFORMED,
  ANSWER_OK,
  ANSWER_TOO_BIG,
  ANSWER_UNAVAILABLE,
  DOCUMENT_TERMS_MAX,
  NAME_BYTES_MAX,
} from "./protocol";
import { Tally } from "./tally";
import { tokenise } from "./tokeniser";
import { termKey } from "./terms";
import { begin, Work } from "./work";

/**
 * Maximum number of documents that this instance indexes at a time; their terms are in its memory, at most 16
 * MiB.
 */
const DOCUMENTS_MAX = 16;
/** Maximum number of pending postings of all documents: within the 256 effects of an event. */
const POSTINGS_MAX = 200;
const POSTING_TRIES = 5;
/**
 * Maximum number of messages that wait for one document: an application may send it again after a timeout.
 */
const WAITING_MAX = 8;

class Document {
  /** The next term to store. */
  next: i32 = 0;
  stored: i32 = 0;
  readonly waiting: Array<i64> = [];

  constructor(
    readonly name: Bytes,
    readonly terms: Tally,
    readonly length: i32,
  ) {}
}

/** The documents, served in turn; the next document is first. */
let documents: Document[] = [];
let postings = 0;

class Posting extends Work {
  constructor(
    readonly document: Document,
    readonly term: i32,
  ) {
    super();
    this.triesLeft = POSTING_TRIES;
  }

  begin(): i64 {
    const document = this.document;
    const terms = document.terms;
    const value = new Uint8Array(8);
    store<u32>(value.dataStart, terms.count(this.term));
    store<u32>(value.dataStart, document.length, 4);
    return storage.put(termKey(terms.nameAddress(this.term), terms.nameLength(this.term)), document.name, value);
  }

  ended(status: i32): bool {
    if (status != OK && status != E_TOO_BIG && status != E_REFUSED) return false;
    postings--;
    const document = this.document;
    if (status != OK) finish(document, refusal(ANSWER_TOO_BIG));
    else if (++document.stored == document.terms.size) finish(document, indexed(document));
    storePostings();
    return true;
  }

  gaveUp(): void {
    postings--;
    finish(this.document, refusal(ANSWER_UNAVAILABLE));
  }
}

/** A document has arrived. It is answered when all its postings are stored. */
export function index(): void {
  const token = message.token();
  const reader = new Reader(message.payload());
  reader.u8();
  const name = reader.take(reader.u8());
  const text = reader.rest();
  if (!reader.ok || name.length == 0 || name.length > NAME_BYTES_MAX) {
    answer(token, refusal(ANSWER_MALFORMED));
    return;
  }
  const terms = new Tally();
  const document = new Document(name, terms, tokenise(text.dataStart, text.length, terms));
  if (joins(token, document)) return;
  if (terms.size == 0) {
    answer(token, indexed(document));
  } else if (terms.size > DOCUMENT_TERMS_MAX) {
    answer(token, refusal(ANSWER_TOO_BIG));
  } else if (documents.length >= DOCUMENTS_MAX) {
    answer(token, refusal(ANSWER_BUSY));
  } else {
    document.waiting.push(token);
    documents.push(document);
    storePostings();
  }
}

/** Whether the same document is being indexed already. Then this message waits with it, or is refused. */
function joins(token: i64, document: Document): bool {
  for (let i = 0; i < documents.length; i++) {
    const other = documents[i];
    if (!isSame(other.name, document.name) || !other.terms.equals(document.terms)) continue;
    if (other.waiting.length < WAITING_MAX) other.waiting.push(token);
    else answer(token, refusal(ANSWER_BUSY));
    return true;
  }
  return false;
}

/** Stores postings of the documents in turn, up to the limit of pending postings. */
function storePostings(): void {
  for (let idle = 0; postings < POSTINGS_MAX && idle < documents.length; ) {
    const document = documents.shift();
    documents.push(document);
    if (document.next == document.terms.size) {
      idle++;
      continue;
    }
    idle = 0;
    postings++;
    begin(new Posting(document, document.next++));
  }
}

/** Answers the messages that wait for the document, and forgets it. */
function finish(document: Document, body: Bytes): void {
  const at = documents.indexOf(document);
  // Another posting of the document has failed before.
  if (at < 0) return;
  documents.splice(at, 1);
  document.next = document.terms.size;
  for (let i = 0; i < document.waiting.length; i++) answer(document.waiting[i], body);
  node.count(body[0] == ANSWER_OK ? "documents" : "documents failed");
}

function indexed(document: Document): Bytes {
  return new Writer(5).u8(ANSWER_OK).u32(document.terms.size).done();
}

function isSame(a: Bytes, b: Bytes): bool {
  return a.length == b.length && memory.compare(a.dataStart, b.dataStart, a.length) == 0;
}
