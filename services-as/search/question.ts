import { Bytes, message, Reader, text, Writer } from "prost/service";
import {
  FILL_BYTES,
  FILLS_MAX,
  KIND_QUERY,
  KIND_TERM,
  QUERY_TERMS_MAX,
  QUESTION_FRESH,
  TERM_BYTES_MAX,
} from "./protocol";

/** Maximum length of a text: QUERY_TERMS_MAX terms, separated by blanks. */
const TEXT_BYTES_MAX = QUERY_TERMS_MAX * (TERM_BYTES_MAX + 1);
const QUESTION_BYTES_MAX = 4 + FILLS_MAX * FILL_BYTES + TEXT_BYTES_MAX;
const BLANK = 32;

/** A question: a query, or the request for the postings of a term. */
export class Question {
  private constructor(
    readonly kind: i32,
    readonly flags: i32,
    /** FILL_BYTES each: the nodes on the route that request a copy of the answer. */
    readonly fills: Bytes,
    /** The number of results of a query; 0 for a term. */
    readonly count: i32,
    /** Lower-case letters, digits and blanks only. */
    readonly text: Bytes,
  ) {}

  /** The question in the mailbox. Null when the message is not a question. */
  static read(): Question | null {
    const kind = message.byteAt(0);
    if ((kind != KIND_TERM && kind != KIND_QUERY) || message.length() > QUESTION_BYTES_MAX) return null;
    const reader = new Reader(message.payload());
    reader.u8();
    const flags = reader.u8();
    const fills = reader.u8();
    if (fills > FILLS_MAX) return null;
    const taken = reader.take(fills * FILL_BYTES);
    const count: i32 = kind == KIND_QUERY ? reader.u8() : 0;
    const text = reader.rest();
    return reader.ok && isPlain(text) ? new Question(kind, flags, taken, count, text) : null;
  }

  static term(term: Bytes, isFresh: bool): Question {
    return new Question(KIND_TERM, isFresh ? QUESTION_FRESH : 0, new Uint8Array(0), 0, term);
  }

  get isFresh(): bool {
    return (this.flags & QUESTION_FRESH) != 0;
  }

  get fillCount(): i32 {
    return this.fills.length / FILL_BYTES;
  }

  /** Equal for questions that have the same answer. */
  get name(): string {
    return String.fromCharCode(this.kind) + this.count.toString() + ":" + text(this.text);
  }

  /** The encoded question, with one more fill unless `fill` is null. */
  encode(fill: Bytes | null = null): Bytes {
    const writer = new Writer(QUESTION_BYTES_MAX)
      .u8(this.kind)
      .u8(this.flags)
      .u8(this.fillCount + (fill === null ? 0 : 1))
      .put(this.fills);
    if (fill !== null) writer.put(fill);
    if (this.kind == KIND_QUERY) writer.u8(this.count);
    return writer.put(this.text).done();
  }
}

function isPlain(text: Bytes): bool {
  for (let i = 0; i < text.length; i++) {
    const byte = unchecked(text[i]);
    if (!((byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte == BLANK)) return false;
  }
  return true;
}
