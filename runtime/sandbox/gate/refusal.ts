/** Why a module is refused: a code for programs, and text that is safe to print in a terminal. */

export const REFUSAL_CODES = [
  "module-size",
  "header",
  "truncated",
  "leb",
  "section-order",
  "section-size",
  "section-unknown",
  "count",
  "name",
  "type",
  "import",
  "import-kind",
  "import-type",
  "capability",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "export-type",
  "reserved-name",
  "abi",
  "start",
  "segment",
  "const-expr",
  "body",
  "locals",
  "stack",
  "nesting",
  "slots",
  "opcode",
  "alignment",
  "index",
  "branch-table",
  "invalid",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Offset in the module, in bytes. */
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
  /** All of the above, in one line of printable ASCII. */
  readonly detail: string;
}

/** Maximum length of a printed text, in characters. An import has two names of at most 128 characters. */
const TEXT_CHARS_MAX = 300;

/** The only error that the gate's decoders throw. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;

  constructor(code: RefusalCode, offset: number, found: string, allowed: string) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.found = found;
    this.allowed = allowed;
  }

  toRefusal(): Refusal {
    const { code, offset } = this;
    const found = printable(this.found);
    const allowed = printable(this.allowed);
    const detail = `${code} at byte ${offset}: found ${found}; allowed: ${allowed}`;
    return { ok: false, code, offset, found, allowed, detail };
  }
}

/** The text in printable ASCII: other characters are escaped, and text after `max` characters is cut. */
export function printable(text: string, max = TEXT_CHARS_MAX): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    out += code >= 32 && code <= 126 ? character : `\\u{${code.toString(16)}}`;
    if (out.length > max) return `${out.slice(0, max)}...`;
  }
  return out;
}

/** A byte in hex: 0x0b. */
export function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}
