/**
 * The first wall: what may be compiled at all. Decodes a module byte by byte, before V8 sees it, and refuses whatever is not in
 * profile prost-gate-1 (sandbox.md, section 2.2). Names are looked up in Maps only; nothing recurs; nothing is allocated by a
 * length that was not checked.
 */
import { MEMORY_PAGES_MAX } from "../../abi/abi.ts";
import { type Capability, EXPORTS, type FunctionType, IMPORTS, type ValueType } from "../../abi/imports.ts";
import {
  BLOCK,
  BR_TABLE,
  CALL_INDIRECT,
  F32_CONST,
  F64_CONST,
  I32_CONST,
  I64_CONST,
  IMMEDIATE,
  INDEX,
  MEMARG,
  MEMORY_COPY,
  MEMORY_FILL,
  MEMORY_INDEX,
  OP,
  PREFIX,
  SATURATING_MAX,
} from "./opcodes.ts";

/** Raised whenever the profile or its limits change: nodes may say which they apply. */
export const GATE_PROFILE = "prost-gate-1";

/** All ceilings of the profile. Sizes in bytes. */
export const GATE_LIMITS = {
  module: 1024 * 1024,
  types: 1_000,
  params: 32,
  imports: 64,
  functions: 4_096,
  table: 4_096,
  globals: 512,
  exports: 256,
  name: 128,
  segments: 4_096,
  elementSegments: 512,
  elements: 8_192,
  locals: 512,
  localsInAll: 65_536,
  nesting: 256,
  localsTimesNesting: 32_768,
  body: 65_536,
  branchTargets: 1_024,
  branchTargetsInAll: 65_536,
  customSection: 65_536,
} as const;

/** Exported names that begin so are the rewrite's. */
export const RESERVED_PREFIX = "prost:";

export const REFUSAL_CODES = [
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
  "nesting",
  "opcode",
  "index",
  "branch-table",
  "invalid",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Where in the module, in bytes. */
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
  /** All of it in one line. */
  readonly detail: string;
}

/** A part of the module, from its first byte to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface GatedFunction {
  readonly type: number;
  /** Of declarations and instructions, without the size before it. */
  readonly body: Span;
}

/** What the gate found out, for the rewrite. */
export interface GatedModule {
  readonly bytes: Uint8Array;
  /** Each as its bytes are in the module, in the section's order. */
  readonly types: readonly (FunctionType & Span)[];
  readonly imports: readonly {
    readonly name: string;
    readonly capability: Capability | null;
    readonly type: number;
    readonly span: Span;
  }[];
  readonly functions: readonly GatedFunction[];
  /** Initial size; null: no table. */
  readonly table: number | null;
  /** In pages of 64 KiB; `max` null: none stated. */
  readonly memory: { readonly min: number; readonly max: number | null };
  readonly globals: readonly Span[];
  readonly exports: readonly { readonly name: string; readonly kind: number; readonly index: number }[];
  readonly start: number | null;
  readonly elements: Span | null;
  readonly data: Span | null;
  readonly dataCount: number | null;
}

export type Verdict = { readonly ok: true; readonly module: GatedModule } | Refusal;

/** `granted`: capabilities the service was given; left out: all. Never throws. */
export function gate(bytes: Uint8Array, options: { readonly granted?: readonly Capability[] } = {}): Verdict {
  try {
    const module = new Decoder(bytes, options.granted ?? null).module();
    // Types of operands and all that is left: the engine's own validation, on bytes that are bounded now.
    if (!WebAssembly.validate(bytes))
      throw new Refused("invalid", 0, "a module that does not validate", "a valid module");
    return { ok: true, module };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, offset, found, allowed } = error;
    return {
      ok: false,
      code,
      offset,
      found,
      allowed,
      detail: `${code} at byte ${offset}: found ${found}; allowed: ${allowed}`,
    };
  }
}

class Refused extends Error {
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
}

const TYPE = 1;
const IMPORT = 2;
const FUNCTION = 3;
const TABLE = 4;
const MEMORY = 5;
const GLOBAL = 6;
const EXPORT = 7;
const START = 8;
const ELEMENT = 9;
const CODE = 10;
const DATA = 11;
const DATA_COUNT = 12;
/** Places of the sections in a module: DataCount stands before Code. */
const ORDER = new Map(
  [TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA].map(
    (id, place) => [id, place],
  ),
);

const VALUE_TYPES = new Map<number, ValueType | "f32" | "f64">([
  [0x7f, "i32"],
  [0x7e, "i64"],
  [0x7d, "f32"],
  [0x7c, "f64"],
]);
const FUNCREF = 0x70;
const FUNCTION_FORM = 0x60;
const EMPTY_BLOCK = 0x40;

type AnyFunctionType = { params: string[]; results: string[] } & Span;

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #granted: readonly Capability[] | null;
  #at = 0;
  /** Where the part that is being read ends. */
  #end: number;

  readonly #types: AnyFunctionType[] = [];
  readonly #imports: GatedModule["imports"][number][] = [];
  readonly #functionTypes: number[] = [];
  readonly #functions: GatedFunction[] = [];
  #table: number | null = null;
  #memory: GatedModule["memory"] | null = null;
  readonly #globals: Span[] = [];
  readonly #exports: GatedModule["exports"][number][] = [];
  #start: number | null = null;
  #elements: Span | null = null;
  #data: Span | null = null;
  #dataCount: number | null = null;
  #localsInAll = 0;
  #targetsInAll = 0;

  constructor(bytes: Uint8Array, granted: readonly Capability[] | null) {
    this.#bytes = bytes;
    this.#end = bytes.length;
    this.#granted = granted;
  }

  module(): GatedModule {
    const bytes = this.#bytes;
    if (bytes.length > GATE_LIMITS.module)
      this.#refuse("section-size", `a module of ${bytes.length} bytes`, `at most ${GATE_LIMITS.module}`, 0);
    const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
    if (bytes.length < 8 || header.some((byte, i) => bytes[i] !== byte)) {
      this.#refuse(
        "header",
        "something else",
        "the eight bytes a WebAssembly module of version 1 starts with",
        0,
      );
    }
    this.#at = 8;
    let place = -1;
    while (this.#at < bytes.length) {
      const id = this.#byte();
      const size = this.#u32();
      const start = this.#at;
      if (size > bytes.length - start)
        this.#refuse(
          "section-size",
          `a section of ${size} bytes`,
          `the ${bytes.length - start} that are left`,
        );
      this.#end = start + size;
      if (id === 0) {
        if (size > GATE_LIMITS.customSection)
          this.#refuse(
            "section-size",
            `a custom section of ${size} bytes`,
            `at most ${GATE_LIMITS.customSection}`,
          );
        this.#name();
        this.#at = this.#end;
      } else {
        const next = ORDER.get(id);
        if (next === undefined) this.#refuse("section-unknown", `section ${id}`, "sections 0 to 12");
        else if (next <= place)
          this.#refuse("section-order", `section ${id} again or too late`, "each section once, in order");
        else place = next;
        this.#section(id);
      }
      if (this.#at !== this.#end)
        this.#refuse("section-size", `a section that ends at ${this.#at}`, `its stated end ${this.#end}`);
      this.#end = bytes.length;
    }
    if (this.#functions.length !== this.#functionTypes.length) {
      this.#refuse(
        "count",
        `${this.#functions.length} bodies for ${this.#functionTypes.length} functions`,
        "as many bodies as functions",
      );
    }
    this.#checkAbi();
    return {
      bytes,
      types: this.#types as unknown as GatedModule["types"],
      imports: this.#imports,
      functions: this.#functions,
      table: this.#table,
      memory: this.#memory ?? { min: 0, max: null },
      globals: this.#globals,
      exports: this.#exports,
      start: this.#start,
      elements: this.#elements,
      data: this.#data,
      dataCount: this.#dataCount,
    };
  }

  #section(id: number): void {
    const start = this.#at;
    switch (id) {
      case TYPE:
        return this.#vector("type", GATE_LIMITS.types, () => this.#type());
      case IMPORT:
        return this.#vector("import", GATE_LIMITS.imports, () => this.#import());
      case FUNCTION:
        return this.#vector("function", GATE_LIMITS.functions, () => {
          this.#functionTypes.push(this.#typeIndex());
        });
      case TABLE:
        return this.#vector("table", 1, () => this.#tableType());
      case MEMORY:
        return this.#vector("memory", 1, () => this.#memoryType());
      case GLOBAL:
        return this.#vector("global", GATE_LIMITS.globals, () => this.#global());
      case EXPORT:
        return this.#vector("export", GATE_LIMITS.exports, () => this.#export());
      case START:
        this.#start = this.#functionIndex();
        if (!isType(this.#typeOf(this.#start), [], []))
          this.#refuse("start", "a start function with parameters or results", "() -> ()");
        return;
      case ELEMENT: {
        let items = 0;
        this.#vector("segment", GATE_LIMITS.elementSegments, () => {
          items += this.#elementSegment();
          if (items > GATE_LIMITS.elements)
            this.#refuse(
              "segment",
              `more than ${GATE_LIMITS.elements} elements`,
              `at most ${GATE_LIMITS.elements}`,
            );
        });
        this.#elements = { start, end: this.#at };
        return;
      }
      case DATA_COUNT:
        this.#dataCount = this.#u32();
        return;
      case CODE:
        return this.#code();
      case DATA:
        this.#vector("segment", GATE_LIMITS.segments, () => this.#dataSegment());
        this.#data = { start, end: this.#at };
        return;
    }
  }

  #type(): void {
    const start = this.#at;
    const form = this.#byte();
    if (form !== FUNCTION_FORM)
      this.#refuse("type", `type form 0x${form.toString(16)}`, "function types only");
    const params = this.#valueTypes("parameters", GATE_LIMITS.params);
    const results = this.#valueTypes("results", 1);
    this.#types.push({ params, results, start, end: this.#at });
  }

  #valueTypes(what: string, max: number): string[] {
    const count = this.#u32();
    if (count > max) this.#refuse("type", `${count} ${what}`, `at most ${max}`);
    const types: string[] = [];
    for (let i = 0; i < count; i++) types.push(this.#valueType());
    return types;
  }

  #valueType(): string {
    const byte = this.#byte();
    const type = VALUE_TYPES.get(byte);
    if (type === undefined) this.#refuse("type", `value type 0x${byte.toString(16)}`, "i32, i64, f32, f64");
    return type as string;
  }

  #import(): void {
    const start = this.#at;
    const name = `${this.#name()}.${this.#name()}`;
    const kind = this.#byte();
    if (kind !== 0) this.#refuse("import-kind", `${name}, which is not a function`, "functions only");
    const type = this.#typeIndex();
    const spec = IMPORTS.get(name);
    if (spec === undefined)
      return this.#refuse("import", name, "the functions of the ABI (abi/README.md)", start);
    if (!isType(this.#types[type], spec.params, spec.results)) {
      this.#refuse("import-type", `${name}: ${typeText(this.#types[type])}`, typeText(spec), start);
    }
    if (spec.capability !== null && this.#granted !== null && !this.#granted.includes(spec.capability)) {
      this.#refuse(
        "capability",
        `${name}, which needs the capability ${spec.capability}`,
        `what the manifest names: ${this.#granted.join(", ") || "none"}`,
        start,
      );
    }
    this.#imports.push({ name, capability: spec.capability, type, span: { start, end: this.#at } });
  }

  #tableType(): void {
    const type = this.#byte();
    if (type !== FUNCREF) this.#refuse("table", `a table of type 0x${type.toString(16)}`, "funcref");
    const { min, max } = this.#limits("table");
    if (min > GATE_LIMITS.table)
      this.#refuse("table", `a table of ${min} elements`, `at most ${GATE_LIMITS.table}`);
    if (max !== null && max < min)
      this.#refuse("table", `a maximum of ${max}`, `at least the initial ${min}`);
    this.#table = min;
  }

  #memoryType(): void {
    const { min, max } = this.#limits("memory");
    if (min > MEMORY_PAGES_MAX)
      this.#refuse("memory", `${min} pages at the start`, `at most ${MEMORY_PAGES_MAX} of 64 KiB`);
    this.#memory = { min, max };
  }

  #limits(code: RefusalCode): { min: number; max: number | null } {
    const flags = this.#byte();
    if (flags > 1) this.#refuse(code, `limits of form ${flags}`, "not shared, not of 64 bits");
    const min = this.#u32();
    return { min, max: flags === 1 ? this.#u32() : null };
  }

  #global(): void {
    const start = this.#at;
    this.#valueType();
    const mutable = this.#byte();
    if (mutable > 1) this.#refuse("global", `mutability ${mutable}`, "0 or 1");
    this.#constant();
    this.#globals.push({ start, end: this.#at });
  }

  /** A constant of one instruction. There are no imported globals to read. */
  #constant(): void {
    const op = this.#byte();
    switch (op) {
      case OP.i32Const:
        this.#skipSigned(5);
        break;
      case OP.i64Const:
        this.#skipSigned(10);
        break;
      case OP.f32Const:
        this.#skip(4);
        break;
      case OP.f64Const:
        this.#skip(8);
        break;
      default:
        this.#refuse("const-expr", `opcode 0x${op.toString(16)}`, "one constant");
    }
    const end = this.#byte();
    if (end !== OP.end)
      this.#refuse("const-expr", `opcode 0x${end.toString(16)}`, "the end, after one constant");
  }

  #export(): void {
    const start = this.#at;
    const name = this.#name();
    const kind = this.#byte();
    const index = this.#u32();
    if (name.startsWith(RESERVED_PREFIX))
      this.#refuse("reserved-name", name, `names that do not begin with ${RESERVED_PREFIX}`, start);
    if (this.#exports.some((other) => other.name === name))
      this.#refuse("export", `${name} twice`, "each name once", start);
    const counts = [
      this.#imports.length + this.#functionTypes.length,
      this.#table === null ? 0 : 1,
      this.#memory === null ? 0 : 1,
      this.#globals.length,
    ];
    if (kind > 3) this.#refuse("export", `kind ${kind}`, "functions, the table, the memory, globals", start);
    if (index >= counts[kind])
      this.#refuse("index", `export ${name} of number ${index}`, `below ${counts[kind]}`, start);
    const spec = EXPORTS.get(name);
    if (spec !== undefined) {
      if (kind !== 0) this.#refuse("export-type", `${name}, which is not a function`, typeText(spec), start);
      const type = this.#typeOf(index);
      if (!isType(type, spec.params, spec.results))
        this.#refuse("export-type", `${name}: ${typeText(type)}`, typeText(spec), start);
      if (spec.capability !== null && this.#granted !== null && !this.#granted.includes(spec.capability)) {
        this.#refuse(
          "capability",
          `export ${name}, which needs the capability ${spec.capability}`,
          `what the manifest names: ${this.#granted.join(", ") || "none"}`,
          start,
        );
      }
    }
    this.#exports.push({ name, kind, index });
  }

  #elementSegment(): number {
    const form = this.#u32();
    if (form !== 0)
      this.#refuse("segment", `an element segment of form ${form}`, "form 0: active, of function indices");
    if (this.#table === null) this.#refuse("segment", "an element segment", "none without a table");
    this.#constant();
    const count = this.#u32();
    if (count > GATE_LIMITS.elements)
      this.#refuse("segment", `${count} elements`, `at most ${GATE_LIMITS.elements}`);
    for (let i = 0; i < count; i++) this.#functionIndex();
    return count;
  }

  #dataSegment(): void {
    const form = this.#u32();
    if (form !== 0) this.#refuse("segment", `a data segment of form ${form}`, "form 0: active, in memory 0");
    this.#constant();
    this.#skip(this.#u32());
  }

  #code(): void {
    let number = 0;
    this.#vector("function", GATE_LIMITS.functions, () => {
      if (number >= this.#functionTypes.length)
        this.#refuse("count", "more bodies than functions", `${this.#functionTypes.length}`);
      const size = this.#u32();
      if (size > GATE_LIMITS.body)
        this.#refuse("body", `a body of ${size} bytes`, `at most ${GATE_LIMITS.body}`);
      const start = this.#at;
      if (size > this.#end - start)
        this.#refuse("truncated", `a body of ${size} bytes`, `the ${this.#end - start} that are left`);
      const type = this.#functionTypes[number++];
      this.#body(type, start + size);
      this.#functions.push({ type, body: { start, end: start + size } });
    });
  }

  #body(type: number, end: number): void {
    const outer = this.#end;
    this.#end = end;
    let locals = this.#types[type].params.length;
    const groups = this.#u32();
    if (groups > GATE_LIMITS.locals)
      this.#refuse("locals", `${groups} groups of locals`, `at most ${GATE_LIMITS.locals}`);
    for (let i = 0; i < groups; i++) {
      locals += this.#u32();
      if (locals > GATE_LIMITS.locals)
        this.#refuse("locals", `${locals} locals`, `at most ${GATE_LIMITS.locals}`);
      this.#valueType();
    }
    this.#localsInAll += locals;
    if (this.#localsInAll > GATE_LIMITS.localsInAll)
      this.#refuse("locals", `${this.#localsInAll} locals in all`, `at most ${GATE_LIMITS.localsInAll}`);
    this.#instructions(locals);
    if (this.#at !== end)
      this.#refuse("body", `instructions that end at ${this.#at}`, `the body's stated end ${end}`);
    this.#end = outer;
  }

  /** The hot loop: everything it needs is in locals of its own. */
  #instructions(locals: number): void {
    const bytes = this.#bytes;
    const end = this.#end;
    const nestingMax = Math.min(
      GATE_LIMITS.nesting,
      Math.floor(GATE_LIMITS.localsTimesNesting / Math.max(1, locals)),
    );
    let depth = 1;
    let at = this.#at;
    while (depth > 0) {
      if (at >= end) {
        this.#at = at;
        this.#refuse("truncated", "the end of the body", "an instruction");
      }
      const op = bytes[at++];
      switch (IMMEDIATE[op]) {
        case 0:
          this.#at = at - 1;
          return this.#refuse(
            "opcode",
            `opcode 0x${op.toString(16)}`,
            "WebAssembly 1.0, sign extension, saturating conversions, memory.copy and memory.fill",
          );
        case 1:
          if (op === OP.end) depth--;
          break;
        case BLOCK: {
          const blockType = at < end ? bytes[at++] : 0;
          if (blockType !== EMPTY_BLOCK && !VALUE_TYPES.has(blockType)) {
            this.#at = at - 1;
            this.#refuse("type", `block type 0x${blockType.toString(16)}`, "none, or one value");
          }
          if (++depth > nestingMax) {
            this.#at = at;
            this.#refuse(
              "nesting",
              `${depth} blocks within each other in a function of ${locals} locals`,
              `at most ${nestingMax}`,
            );
          }
          break;
        }
        case INDEX: {
          // One byte nearly always.
          if (at < end && bytes[at] < 128) {
            at++;
            break;
          }
          this.#at = at;
          this.#u32();
          at = this.#at;
          break;
        }
        case MEMARG:
          if (at + 1 < end && bytes[at] < 128 && bytes[at + 1] < 128) {
            at += 2;
            break;
          }
          this.#at = at;
          this.#u32();
          this.#u32();
          at = this.#at;
          break;
        case I32_CONST:
          this.#at = at;
          this.#skipSigned(5);
          at = this.#at;
          break;
        case I64_CONST:
          this.#at = at;
          this.#skipSigned(10);
          at = this.#at;
          break;
        case F32_CONST:
          this.#at = at;
          this.#skip(4);
          at = this.#at;
          break;
        case F64_CONST:
          this.#at = at;
          this.#skip(8);
          at = this.#at;
          break;
        case BR_TABLE:
          this.#at = at;
          this.#branchTable();
          at = this.#at;
          break;
        case CALL_INDIRECT:
          this.#at = at;
          this.#typeIndex();
          this.#zero("table");
          at = this.#at;
          break;
        case MEMORY_INDEX:
          this.#at = at;
          this.#zero("memory");
          at = this.#at;
          break;
        case PREFIX:
          this.#at = at;
          this.#prefixed();
          at = this.#at;
          break;
      }
    }
    this.#at = at;
  }

  #branchTable(): void {
    const count = this.#u32();
    this.#targetsInAll += count;
    if (count > GATE_LIMITS.branchTargets || this.#targetsInAll > GATE_LIMITS.branchTargetsInAll) {
      this.#refuse(
        "branch-table",
        `${count} targets, ${this.#targetsInAll} in all`,
        `at most ${GATE_LIMITS.branchTargets}, ${GATE_LIMITS.branchTargetsInAll} in all`,
      );
    }
    for (let i = 0; i <= count; i++) this.#u32();
  }

  #prefixed(): void {
    const op = this.#u32();
    if (op <= SATURATING_MAX) return;
    if (op !== MEMORY_COPY && op !== MEMORY_FILL)
      this.#refuse("opcode", `opcode 0xfc ${op}`, "saturating conversions, memory.copy, memory.fill");
    this.#zero("memory");
    if (op === MEMORY_COPY) this.#zero("memory");
  }

  #zero(what: string): void {
    const index = this.#byte();
    if (index !== 0) this.#refuse("index", `${what} ${index}`, `${what} 0`);
  }

  #checkAbi(): void {
    const memory = this.#exports.find(({ name }) => name === "memory");
    if (memory === undefined || memory.kind !== 2)
      this.#refuse("abi", "no exported memory", 'one memory, exported as "memory"', 0);
    for (const [name, { required }] of EXPORTS) {
      if (required && !this.#exports.some((one) => one.name === name)) {
        this.#refuse(
          "abi",
          `no export ${name}`,
          "a module of ABI version 1 exports prost_abi_1, memory and deliver",
          0,
        );
      }
    }
  }

  // Numbers, names and indices.

  #vector(code: RefusalCode, max: number, item: () => void): void {
    const count = this.#u32();
    if (count > max) this.#refuse(code, `${count} of them`, `at most ${max}`);
    for (let i = 0; i < count; i++) item();
  }

  #typeIndex(): number {
    const index = this.#u32();
    if (index >= this.#types.length) this.#refuse("index", `type ${index}`, `below ${this.#types.length}`);
    return index;
  }

  #functionIndex(): number {
    const index = this.#u32();
    const count = this.#imports.length + this.#functionTypes.length;
    if (index >= count) this.#refuse("index", `function ${index}`, `below ${count}`);
    return index;
  }

  #typeOf(functionIndex: number): AnyFunctionType {
    const imported = this.#imports.length;
    return this.#types[
      functionIndex < imported
        ? this.#imports[functionIndex].type
        : this.#functionTypes[functionIndex - imported]
    ];
  }

  #byte(): number {
    if (this.#at >= this.#end) this.#refuse("truncated", "the end", "another byte");
    return this.#bytes[this.#at++];
  }

  #skip(count: number): void {
    if (count > this.#end - this.#at) this.#refuse("truncated", `${this.#end - this.#at} bytes`, `${count}`);
    this.#at += count;
  }

  /** LEB128, padded or not. */
  #u32(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      if (shift === 28 && byte > 15)
        this.#refuse("leb", "a number of more than 32 bits", "at most 32 bits in 5 bytes");
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  /** Signed LEB128 of 32 or 64 bits: 5 or 10 bytes at the most, with the sign in the unused bits of the last. */
  #skipSigned(bytesMax: number): void {
    for (let i = 1; ; i++) {
      const byte = this.#byte();
      if (i === bytesMax) {
        const unused = bytesMax === 5 ? byte & 0xf8 : byte & 0xff;
        const isSign = bytesMax === 5 ? unused === 0 || unused === 0x78 : unused === 0 || unused === 0x7f;
        if (!isSign)
          this.#refuse(
            "leb",
            "a number of too many bits",
            bytesMax === 5 ? "32 bits in 5 bytes" : "64 bits in 10 bytes",
          );
        return;
      }
      if (byte < 128) return;
    }
  }

  /** Printable ASCII: what is shown in a terminal or a log cannot do anything there. */
  #name(): string {
    const length = this.#u32();
    if (length > GATE_LIMITS.name)
      this.#refuse("name", `a name of ${length} bytes`, `at most ${GATE_LIMITS.name}`);
    const start = this.#at;
    this.#skip(length);
    let name = "";
    for (let i = start; i < start + length; i++) {
      const byte = this.#bytes[i];
      if (byte < 32 || byte > 126)
        this.#refuse("name", `byte 0x${byte.toString(16)} in a name`, "printable ASCII", i);
      name += String.fromCharCode(byte);
    }
    return name;
  }

  #refuse(code: RefusalCode, found: string, allowed: string, offset = this.#at): never {
    throw new Refused(code, offset, found, allowed);
  }
}

function isType(
  type: { readonly params: readonly string[]; readonly results: readonly string[] },
  params: readonly string[],
  results: readonly string[],
): boolean {
  return type.params.join() === params.join() && type.results.join() === results.join();
}

function typeText({
  params,
  results,
}: {
  readonly params: readonly string[];
  readonly results: readonly string[];
}): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}
