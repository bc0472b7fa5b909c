/** Terms: the root node of a term answers with all postings of the term. */
import { Bytes, E_NOT_FOUND, E_TOO_BIG, Entries, Key, message, node, OK, storage, Writer } from "prost/service";
import { answer, refusal } from "./answers";
import { fill } from "./memories";
import { ANSWER_BUSY, ANSWER_OK, ANSWER_TOO_BIG, ANSWER_UNAVAILABLE, NAME_BYTES_MAX, TERM_BYTES_MAX } from "./protocol";
import { Question } from "./question";
import { begin, Work } from "./work";

const LISTINGS_MAX = 128;
const LISTING_TRIES = 1;
/**
 * Maximum size of an answer, in bytes: the answer and its copies must fit into the 256 KiB of effects of an
 * event.
 */
const ANSWER_BYTES_MAX = 224 * 1024;
const POSTING_BYTES = 8;
/** A buffer for "term:" and a term. */
const PREFIX_BYTES = 5;
const NAME: usize = memory.data<u8>([
  0x74, 0x65, 0x72, 0x6d, 0x3a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

let listings = 0;

/** The key of the postings of a term. */
export function termKey(term: usize, length: i32): Key {
  memory.copy(NAME + PREFIX_BYTES, term, min(length, TERM_BYTES_MAX));
  return Key.ofBytesAt(NAME, PREFIX_BYTES + min(length, TERM_BYTES_MAX));
}

class Listing extends Work {
  constructor(
    readonly question: Question,
    readonly token: i64,
  ) {
    super();
    this.triesLeft = LISTING_TRIES;
  }

  begin(): i64 {
    return storage.list(termKey(this.question.text.dataStart, this.question.text.length));
  }

  ended(status: i32): bool {
    if (status == OK || status == E_NOT_FOUND) this.finish(postingsFrom(message.payload()));
    else if (status == E_TOO_BIG) this.finish(refusal(ANSWER_TOO_BIG));
    else return false;
    return true;
  }

  gaveUp(): void {
    this.finish(refusal(ANSWER_UNAVAILABLE));
  }

  private finish(body: Bytes): void {
    listings--;
    answer(this.token, body);
    fill(this.question, body);
  }
}

/** Handles a request for the postings of a term, at its root node. */
export function list(question: Question): void {
  if (listings >= LISTINGS_MAX) {
    answer(message.token(), refusal(ANSWER_BUSY));
    return;
  }
  listings++;
  begin(new Listing(question, message.token()));
}

/** The answer, from the result of the storage. */
function postingsFrom(packed: Bytes): Bytes {
  const writer = new Writer(packed.length).u8(ANSWER_OK).u32(0);
  const entries = new Entries(packed);
  let count = 0;
  while (entries.next()) {
    // The record was not written by this service.
    if (entries.valueLength != POSTING_BYTES || entries.keyLength == 0 || entries.keyLength > NAME_BYTES_MAX) {
      node.count("strange postings");
      continue;
    }
    count++;
    writer
      .u8(entries.keyLength)
      .copy(entries.keyAddress, entries.keyLength)
      .varint(load<u32>(entries.valueAddress))
      .varint(load<u32>(entries.valueAddress, 4));
  }
  if (writer.length > ANSWER_BYTES_MAX) return refusal(ANSWER_TOO_BIG);
  const body = writer.done();
  store<u32>(body.dataStart, count, 1);
  return body;
}
