/** Modules with resized, misplaced, miscounted or misnamed sections. */
import type { RefusalCode } from "../../sandbox/gate/gate.ts";

export const NEVER = 0xffff_ffff;

export const RESIZED: readonly RefusalCode[] = [
  "section-size",
  "section-order",
  "section-unknown",
  "truncated",
  "type",
  "leb",
  "count",
  "name",
  "index",
];

export const MISPLACED: readonly RefusalCode[] = ["section-order", "index", "count", "segment"];

export const COUNTED: readonly RefusalCode[] = [
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "index",
  "segment",
  "count",
];

/** Refusal codes for errors of the module itself, not for missing parts of the ABI. */
export const ALL_BUT_ABI: readonly RefusalCode[] = [
  "header",
  "truncated",
  "leb",
  "section-order",
  "section-size",
  "section-unknown",
  "count",
  "name",
  "type",
  "import-kind",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "segment",
  "const-expr",
  "body",
  "locals",
  "opcode",
  "alignment",
  "index",
  "branch-table",
  "invalid",
];

export const BAD_NAMES: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ["a lone continuation byte", [0x80]],
  ["an overlong slash", [0xc0, 0xaf]],
  ["an overlong slash of three bytes", [0xe0, 0x80, 0xaf]],
  ["half of a surrogate pair", [0xed, 0xa0, 0x80]],
  ["the other half", [0xed, 0xb0, 0x80]],
  ["a surrogate pair in UTF-8", [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]],
  ["a code point beyond the last", [0xf4, 0x90, 0x80, 0x80]],
  ["a sequence that ends early", [0xe2, 0x82]],
  ["a byte that is not in UTF-8", [0xff]],
  ["a NUL", [0x61, 0x00, 0x62]],
  ["an escape sequence", [0x1b, 0x5b, 0x32, 0x4a]],
  ["a C1 control in UTF-8", [0xc2, 0x9b]],
  ["a mark that reverses the writing direction", [0xe2, 0x80, 0xae]],
  ["129 letters", Array(129).fill(0x61)],
];
