/**
 * Malformed and invalid modules of the kinds that the WebAssembly test suite's binary, binary-leb128, custom,
 * utf8 and *.wast files try, written from the specification: each is wrong in one way, and has nothing to do
 * with the ABI of services.
 */
import {
  body,
  bytesOf,
  exported,
  F32,
  F64,
  FUNCREF,
  functionType,
  HEADER,
  I32,
  I64,
  joined,
  moduleOf,
  type NestedBytes,
  name,
  section,
  u32,
  vector,
} from "./binary.ts";
import { INVALID_CODE } from "./invalid-code.ts";
import { wat } from "./modules.ts";

type Malformed = readonly [what: string, module: Uint8Array];

const TYPES = section(1, vector([functionType([])]));
const ONE_FUNCTION = section(3, u32(1), 0);
const EMPTY_CODE = section(10, u32(1), body([]));
const MEMORY = section(5, u32(1), 0, 0);
const TABLE = section(4, u32(1), FUNCREF, 0, 0);
const MANY = u32(0xffff_ffff);

/** One function () -> () of these instructions, with their `end`. */
function code(...instructions: readonly NestedBytes[]): Uint8Array {
  const bytes = bytesOf(0, instructions);
  return moduleOf(TYPES, ONE_FUNCTION, MEMORY, section(10, u32(1), u32(bytes.length), bytes));
}

const BYTES: readonly Malformed[] = [
  // binary.wast: header, sections
  ["header in another order", bytesOf(0x6d, 0x73, 0x61, 0x00, 1, 0, 0, 0)],
  ["header in capitals", bytesOf(0x00, 0x41, 0x53, 0x4d, 1, 0, 0, 0)],
  ["version 13", bytesOf(HEADER.slice(0, 4), 0x0d, 0, 0, 0)],
  ["version of wrong byte order", bytesOf(HEADER.slice(0, 4), 0, 1, 0, 0)],
  ["section 14", moduleOf([14, 0])],
  ["section 127", moduleOf([0x7f, 1, 0])],
  ["section 128", moduleOf([0x80, 0, 1, 0])],
  ["section 129", moduleOf([0x81, 0, 1, 0])],
  ["section 255", moduleOf([0xff, 0, 1, 0])],
  ["type section twice", moduleOf(TYPES, TYPES)],
  ["type section after a table", moduleOf(TABLE, TYPES)],
  ["import section twice", moduleOf(section(2, 0), section(2, 0))],
  ["function section twice", moduleOf(TYPES, section(3, 0), section(3, 0))],
  ["table section twice", moduleOf(section(4, 0), section(4, 0))],
  ["memory section twice", moduleOf(section(5, 0), section(5, 0))],
  ["global section twice", moduleOf(section(6, 0), section(6, 0))],
  ["export section twice", moduleOf(section(7, 0), section(7, 0))],
  ["start section twice", moduleOf(TYPES, ONE_FUNCTION, section(8, 0), section(8, 0), EMPTY_CODE)],
  ["element section twice", moduleOf(section(9, 0), section(9, 0))],
  ["code section twice", moduleOf(section(10, 0), section(10, 0))],
  ["data section twice", moduleOf(section(11, 0), section(11, 0))],
  ["data count twice", moduleOf(section(12, 0), section(12, 0))],
  ["code before elements", moduleOf(section(10, 0), section(9, 0))],
  ["data before code", moduleOf(section(11, 0), section(10, 0))],
  ["data count after code", moduleOf(section(10, 0), section(12, 0), section(11, 0))],
  ["data count 1, no segments", moduleOf(MEMORY, section(12, 1))],
  ["data count 0, one segment", moduleOf(MEMORY, section(12, 0), section(11, 1, 0, 0x41, 0, 0x0b, 0))],
  ["function without code", moduleOf(TYPES, ONE_FUNCTION)],
  ["code without function", moduleOf(TYPES, EMPTY_CODE)],
  ["function count 1, code count 0", moduleOf(TYPES, ONE_FUNCTION, section(10, 0))],
  ["start section without function", moduleOf(section(8, 0))],
  ["empty start section", moduleOf(TYPES, ONE_FUNCTION, section(8), EMPTY_CODE)],
  ["start section with a second index", moduleOf(TYPES, ONE_FUNCTION, section(8, 0, 0), EMPTY_CODE)],
  // binary.wast: counts that do not match the entries
  ["2 types announced, 1 present", moduleOf(section(1, 2, functionType([])))],
  ["1 type announced, 2 present", moduleOf(section(1, 1, functionType([]), functionType([])))],
  ["1 import announced, none present", moduleOf(TYPES, section(2, 1))],
  [
    "1 import announced, 2 present",
    moduleOf(TYPES, section(2, 1, name("a"), name("b"), 0, 0, name("a"), name("b"), 0, 0)),
  ],
  ["1 table announced, none present", moduleOf(section(4, 1))],
  ["1 memory announced, none present", moduleOf(section(5, 1))],
  ["2 globals announced, 1 present", moduleOf(section(6, 2, I32, 0, 0x41, 0, 0x0b))],
  ["1 global announced, 2 present", moduleOf(section(6, 1, I32, 0, 0x41, 0, 0x0b, I32, 0, 0x41, 0, 0x0b))],
  [
    "2 exports announced, 1 present",
    moduleOf(TYPES, ONE_FUNCTION, section(7, 2, exported("a", 0, 0)), EMPTY_CODE),
  ],
  [
    "1 export announced, 2 present",
    moduleOf(TYPES, ONE_FUNCTION, section(7, 1, exported("a", 0, 0), exported("b", 0, 0)), EMPTY_CODE),
  ],
  [
    "2 element segments announced, 1 present",
    moduleOf(
      TYPES,
      ONE_FUNCTION,
      section(4, 1, FUNCREF, 0, 1),
      section(9, 2, 0, 0x41, 0, 0x0b, 1, 0),
      EMPTY_CODE,
    ),
  ],
  [
    "1 element segment announced, 2 present",
    moduleOf(
      TYPES,
      ONE_FUNCTION,
      section(4, 1, FUNCREF, 0, 1),
      section(9, 1, 0, 0x41, 0, 0x0b, 1, 0, 0, 0x41, 0, 0x0b, 1, 0),
      EMPTY_CODE,
    ),
  ],
  [
    "2 data segments announced, 1 present",
    moduleOf(section(5, 1, 0, 1), section(11, 2, 0, 0x41, 0, 0x0b, 1, 0x61)),
  ],
  [
    "1 data segment announced, 2 present",
    moduleOf(section(5, 1, 0, 1), section(11, 1, 0, 0x41, 0, 0x0b, 1, 0x61, 0, 0x41, 1, 0x0b, 1, 0x61)),
  ],
  [
    "a data segment shorter than its length",
    moduleOf(section(5, 1, 0, 1), section(11, 1, 0, 0x41, 0, 0x0b, 6, 0x61, 0x61)),
  ],
  [
    "a data segment longer than its length",
    moduleOf(section(5, 1, 0, 1), section(11, 1, 0, 0x41, 0, 0x0b, 1, 0x61, 0x61)),
  ],
  ["a br_table of 2 targets, 1 present", code(0x02, 0x40, 0x41, 1, 0x0e, 2, 0, 0x0b, 0x0b)],
  ["a br_table of 1 targets, 2 more present", code(0x02, 0x40, 0x41, 1, 0x0e, 1, 0, 1, 2, 0x0b, 0x0b)],
  [
    "too many locals",
    moduleOf(TYPES, ONE_FUNCTION, section(10, 1, u32(14), 2, MANY, I32, 2, I64, 0x0b, 0, 0, 0, 0)),
  ],
  [
    "locals that add up to more than 2^32",
    moduleOf(
      TYPES,
      ONE_FUNCTION,
      section(
        10,
        1,
        u32(25),
        4,
        u32(0x4000_0000),
        I32,
        u32(0x4000_0000),
        I64,
        u32(0x4000_0000),
        F32,
        u32(0x4000_0000),
        F64,
        0x0b,
      ),
    ),
  ],
  ["a local of type 0x7a", moduleOf(TYPES, ONE_FUNCTION, section(10, 1, u32(4), 1, 1, 0x7a, 0x0b))],
  ["a local of the empty type", moduleOf(TYPES, ONE_FUNCTION, section(10, 1, u32(4), 1, 1, 0x40, 0x0b))],
  ["a body without end", moduleOf(TYPES, ONE_FUNCTION, section(10, 1, 2, 0, 0x01))],
  ["an empty body", moduleOf(TYPES, ONE_FUNCTION, section(10, 1, 0))],
  ["one end too many", code(0x0b, 0x0b)],
  ["instructions after the end", code(0x0b, 0x01)],
  ["a block without end", code(0x02, 0x40, 0x0b)],
  ["an if without end", code(0x41, 0, 0x04, 0x40, 0x05, 0x0b)],
  ["a body that ends in a constant", code(0x41)],
  ["a body that ends in a float", code(0x43, 0, 0, 0)],
  ["a body that ends in a double", code(0x44, 0, 0, 0, 0, 0, 0, 0)],
  ["a body that ends in an alignment", code(0x41, 0, 0x28, 2)],
  ["a body that ends after a prefix", code(0xfc)],
  // limits, kinds, flags
  ["a memory of flags 2", moduleOf(section(5, 1, 2, 0))],
  ["a memory of flags 8", moduleOf(section(5, 1, 8, 0, 1))],
  ["a memory of flags 0x10", moduleOf(section(5, 1, 0x10, 0))],
  ["a memory of padded flags", moduleOf(section(5, 1, 0x81, 0, 0, 1))],
  ["a table of flags 8", moduleOf(section(4, 1, FUNCREF, 8, 0))],
  ["a table of padded flags", moduleOf(section(4, 1, FUNCREF, 0x81, 0, 0, 1))],
  ["a table of i32", moduleOf(section(4, 1, I32, 0, 0))],
  ["a table with a maximum below its minimum", moduleOf(section(4, 1, FUNCREF, 1, 2, 1))],
  ["a memory with a maximum below its minimum", moduleOf(section(5, 1, 1, 2, 1))],
  ["a memory of 65,537 pages", moduleOf(section(5, 1, 0, u32(65_537)))],
  ["a memory of at most 65,537 pages", moduleOf(section(5, 1, 1, 0, u32(65_537)))],
  ["a memory of 2^32-1 pages", moduleOf(section(5, 1, 0, MANY))],
  ["two memories", moduleOf(section(5, 2, 0, 0, 0, 0))],
  ["two tables", moduleOf(section(4, 2, FUNCREF, 0, 0, FUNCREF, 0, 0))],
  ["a global of mutability 2", moduleOf(section(6, 1, I32, 2, 0x41, 0, 0x0b))],
  ["a global of mutability 255", moduleOf(section(6, 1, I32, 0xff, 0x41, 0, 0x0b))],
  ["a global of type 0x7b", moduleOf(section(6, 1, 0x7a, 0, 0x41, 0, 0x0b))],
  ["an import of kind 5", moduleOf(section(2, 1, name(""), name(""), 5, 0))],
  ["an import of kind 128", moduleOf(section(2, 1, name(""), name(""), 0x80, 0, 0))],
  ["an imported memory of flags 2", moduleOf(section(2, 1, name(""), name(""), 2, 2, 0))],
  ["an imported global of mutability 2", moduleOf(section(2, 1, name(""), name(""), 3, I32, 2))],
  ["an export of kind 5", moduleOf(section(7, 1, name("a"), 5, 0))],
  ["a type of form 0x00", moduleOf(section(1, 1, 0x00, 0, 0))],
  ["a type of a padded form", moduleOf(section(1, 1, 0xe0, 0x7f, 0, 0))],
  ["a parameter of type 0x40", moduleOf(section(1, 1, 0x60, 1, 0x40, 0))],
  ["a result of type 0x60", moduleOf(section(1, 1, 0x60, 0, 1, 0x60))],
  ["an element segment of form 8", moduleOf(TABLE, section(9, 1, 8, 0x41, 0, 0x0b, 0))],
  ["a data segment of form 3", moduleOf(section(5, 1, 0, 1), section(11, 1, 3, 0x41, 0, 0x0b, 0))],
  // reserved bytes, opcodes
  ["memory.grow of memory 1", code(0x41, 0, 0x40, 1, 0x1a, 0x0b)],
  ["memory.grow of a padded 0", code(0x41, 0, 0x40, 0x80, 0, 0x1a, 0x0b)],
  ["memory.size of memory 1", code(0x3f, 1, 0x1a, 0x0b)],
  ["memory.size of a padded 0", code(0x3f, 0x80, 0x80, 0, 0x1a, 0x0b)],
  [
    "call_indirect of table 1",
    moduleOf(TYPES, ONE_FUNCTION, TABLE, section(10, 1, body([0x41, 0, 0x11, 0, 1]))),
  ],
  ["opcode 0xff", code(0xff, 0x0b)],
  ["opcode 0x27", code(0x27, 0x0b)],
  ["opcode 0xfc 18", code(0xfc, 18, 0x0b)],
  ["opcode 0xfc 2^32-1", code(0xfc, MANY, 0x0b)],
  ["an else in a block", code(0x02, 0x40, 0x05, 0x0b, 0x0b)],
  ["an else in the function", code(0x05, 0x0b)],
  ["two elses", code(0x41, 0, 0x04, 0x40, 0x05, 0x05, 0x0b, 0x0b)],
  ["an alignment of 2^32", code(0x41, 0, 0x28, 32, 0, 0x1a, 0x0b)],
  ["an alignment beyond the natural one", code(0x41, 0, 0x28, 3, 0, 0x1a, 0x0b)],
  ["an alignment with the flag of a memory index", code(0x41, 0, 0x28, 0x42, 0, 0, 0x1a, 0x0b)],
  // global initialisers
  ["a global without initialiser", moduleOf(section(6, 1, I32, 0, 0x0b))],
  ["a global initialised by nop", moduleOf(section(6, 1, I32, 0, 0x01, 0x0b))],
  ["a global initialised twice", moduleOf(section(6, 1, I32, 0, 0x41, 0, 0x41, 0, 0x0b))],
  ["a global initialised by a sum", moduleOf(section(6, 1, I32, 0, 0x41, 0, 0x41, 0, 0x6a, 0x0b))],
  ["a global initialised by a negation", moduleOf(section(6, 1, F32, 0, 0x43, 0, 0, 0, 0, 0x8c, 0x0b))],
  ["a global of another type than its initialiser", moduleOf(section(6, 1, I64, 0, 0x41, 0, 0x0b))],
  ["a global initialised by itself", moduleOf(section(6, 1, I32, 0, 0x23, 0, 0x0b))],
  ["a segment placed by an i64", moduleOf(section(5, 1, 0, 1), section(11, 1, 0, 0x42, 0, 0x0b, 0))],
  ["a segment without a memory", moduleOf(section(11, 1, 0, 0x41, 0, 0x0b, 0))],
  [
    "elements without a table",
    moduleOf(TYPES, ONE_FUNCTION, section(9, 1, 0, 0x41, 0, 0x0b, 1, 0), EMPTY_CODE),
  ],
  [
    "an element that does not exist",
    moduleOf(TYPES, ONE_FUNCTION, TABLE, section(9, 1, 0, 0x41, 0, 0x0b, 1, 1), EMPTY_CODE),
  ],
  // custom.wast
  ["a custom section without anything", moduleOf([0])],
  ["a custom section of size 0", moduleOf([0, 0])],
  ["a custom section that ends in its name", moduleOf([0, 5, 7, 0x63, 0x75, 0x73])],
  ["two custom sections, the second cut", moduleOf(section(0, name("custom"), 1, 2), [0, 0x26, 0x10, 1])],
  [
    "a custom section that swallows the next",
    joined([moduleOf([0, 0x0e, 6, 0x63, 0x75, 0x73, 0x74, 0x6f, 0x6d]), TYPES]),
  ],
  // type.wast, func.wast, start.wast, exports.wast
  ["a function of a type that does not exist", moduleOf(TYPES, section(3, 1, 1), EMPTY_CODE)],
  ["an import of a type that does not exist", moduleOf(TYPES, section(2, 1, name("a"), name("b"), 0, 1))],
  ["two results", moduleOf(section(1, 1, 0x60, 0, 2, I32, I32))],
  ["a start function that does not exist", moduleOf(TYPES, ONE_FUNCTION, section(8, 1), EMPTY_CODE)],
  [
    "a start function with a parameter",
    moduleOf(section(1, 1, 0x60, 1, I32, 0), ONE_FUNCTION, section(8, 0), EMPTY_CODE),
  ],
  ["an export of a function that does not exist", moduleOf(section(7, 1, exported("a", 0, 0)))],
  ["an export of a table that does not exist", moduleOf(section(7, 1, exported("a", 1, 0)))],
  ["an export of a memory that does not exist", moduleOf(section(7, 1, exported("a", 2, 0)))],
  ["an export of a global that does not exist", moduleOf(section(7, 1, exported("a", 3, 0)))],
  [
    "an export twice",
    moduleOf(TYPES, ONE_FUNCTION, section(7, 2, exported("a", 0, 0), exported("a", 0, 0)), EMPTY_CODE),
  ],
  [
    "an export twice, of two kinds",
    moduleOf(
      TYPES,
      ONE_FUNCTION,
      MEMORY,
      section(7, 2, exported("a", 0, 0), exported("a", 2, 0)),
      EMPTY_CODE,
    ),
  ],
];

/** Numbers with too many bytes or bits, in each place of a number. */
const NUMBERS: readonly Malformed[] = (
  [
    ["of 6 bytes", [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
    ["of 33 bits", [0x80, 0x80, 0x80, 0x80, 0x10]],
    ["of 35 bits", [0xff, 0xff, 0xff, 0xff, 0x4f]],
    ["that does not end", [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ] as const
).flatMap(([what, leb]): Malformed[] => [
  [`a section's size ${what}`, moduleOf([1, ...leb, 0])],
  [`a count of types ${what}`, moduleOf(section(1, leb))],
  [`a count of parameters ${what}`, moduleOf(section(1, 1, 0x60, leb, 0))],
  [`a name's length ${what}`, moduleOf(section(0, leb))],
  [`an import's type ${what}`, moduleOf(TYPES, section(2, 1, name("a"), name("b"), 0, leb))],
  [`a function's type ${what}`, moduleOf(TYPES, section(3, 1, leb), EMPTY_CODE)],
  [`a memory's minimum ${what}`, moduleOf(section(5, 1, 0, leb))],
  [`a memory's maximum ${what}`, moduleOf(section(5, 1, 1, 0, leb))],
  [`a table's minimum ${what}`, moduleOf(section(4, 1, FUNCREF, 0, leb))],
  [`an export's index ${what}`, moduleOf(TYPES, ONE_FUNCTION, section(7, 1, name("a"), 0, leb), EMPTY_CODE)],
  [`a segment's form ${what}`, moduleOf(section(5, 1, 0, 1), section(11, 1, leb, 0x41, 0, 0x0b, 0))],
  [`a constant ${what}`, moduleOf(section(6, 1, I32, 0, 0x41, leb, 0x0b))],
  [`an i32.const ${what}`, code(0x41, leb, 0x1a, 0x0b)],
  [`a label ${what}`, code(0x0c, leb, 0x0b)],
  [`a callee ${what}`, code(0x10, leb, 0x0b)],
  [`an alignment ${what}`, code(0x41, 0, 0x28, leb, 0, 0x1a, 0x0b)],
  [`an offset ${what}`, code(0x41, 0, 0x28, 0, leb, 0x1a, 0x0b)],
]);

/**
 * All of them. None has the exports that a service needs: the gate must refuse each for its error, and not
 * for missing exports.
 */
export const MALFORMED: readonly Malformed[] = [
  ...BYTES,
  ...NUMBERS,
  ...INVALID_CODE.map(([what, text]): Malformed => [what, wat(`(module ${text})`)]),
];
