/**
 * Decodes a module, section by section. What is malformed, or beyond the profile's limits, is refused where it stands; what is
 * well-formed and only not for nodes (an import the ABI does not have, an export that is missing) is noted, and said when nothing
 * is malformed or invalid.
 */
import { type Capability, EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import { BodyDecoder, isValueType, type Signatures } from "./body-decoder.ts";
import type { ByteReader } from "./byte-reader.ts";
import type {
  AnyFunctionType,
  AnyValueType,
  GatedFunction,
  GatedModule,
  GateRules,
  Span,
} from "./gated-module.ts";
import { OP } from "./opcodes.ts";
import { GATE_LIMITS, type GateUsage, noUsage, RESERVED_PREFIX } from "./profile.ts";
import { hexByte, printable, type RefusalCode, Refused } from "./refusal.ts";

export interface DecodeOptions {
  readonly rules: GateRules;
  /** Null: all. */
  readonly granted: readonly Capability[] | null;
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const CUSTOM = 0;
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

const VALUE_TYPES: readonly AnyValueType[] = ["f64", "f32", "i64", "i32"];
const VALUE_TYPE_FIRST = 0x7c;
const FUNCREF = 0x70;
const FUNCTION_FORM = 0x60;
/** Kinds of imports and exports. */
const KINDS = ["a function", "a table", "a memory", "a global"];
/** What the standard allows, and the engine would refuse beyond. */
const STANDARD_PAGES_MAX = 65_536;

export class ModuleDecoder {
  readonly #reader: ByteReader;
  readonly #options: DecodeOptions;
  /** The first thing that is well-formed and not for nodes. */
  complaint: Refused | null = null;

  readonly #types: (AnyFunctionType & Span)[] = [];
  readonly #imports: GatedModule["imports"][number][] = [];
  readonly #functionTypes: number[] = [];
  readonly #functions: GatedFunction[] = [];
  readonly #globals: Span[] = [];
  readonly #exports = new Map<string, GatedModule["exports"][number]>();
  #table: number | null = null;
  #memory: GatedModule["memory"] | null = null;
  /** By kind, imported ones too. */
  readonly #counts = [0, 0, 0, 0];
  #start: number | null = null;
  #elements: Span | null = null;
  #data: Span | null = null;
  #dataCount: number | null = null;
  #dataSegments = 0;
  #bodies: BodyDecoder | null = null;
  readonly #usage = noUsage();

  constructor(reader: ByteReader, options: DecodeOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  module(): GatedModule {
    const { bytes } = this.#reader;
    this.#header();
    let place = -1;
    while (this.#reader.at < bytes.length) place = this.#section(place);
    const declared = this.#functionTypes.length;
    if (this.#functions.length !== declared)
      this.#refuse("count", `${this.#functions.length} bodies`, `${declared}, as there are functions`);
    if (this.#dataCount !== null && this.#dataCount !== this.#dataSegments)
      this.#refuse(
        "count",
        `${this.#dataSegments} data segments`,
        `${this.#dataCount}, as the data count says`,
      );
    if (this.#options.rules === "service") this.#checkExports();
    return {
      rules: this.#options.rules,
      bytes,
      types: this.#types,
      imports: this.#imports,
      functions: this.#functions,
      table: this.#table,
      memory: this.#memory ?? { min: 0, max: 0 },
      globals: this.#globals,
      exports: [...this.#exports.values()],
      start: this.#start,
      elements: this.#elements,
      data: this.#data,
      dataCount: this.#dataCount,
      usage: {
        ...this.#usage,
        ...this.#bodies?.usage,
        module: bytes.length,
        name: this.#reader.longestName,
      },
    };
  }

  #header(): void {
    const { bytes } = this.#reader;
    if (bytes.length > GATE_LIMITS.module)
      this.#refuse(
        "module-size",
        `more than ${GATE_LIMITS.module} bytes`,
        `at most ${GATE_LIMITS.module}`,
        0,
      );
    if (bytes.length < HEADER.length || HEADER.some((byte, i) => bytes[i] !== byte))
      this.#refuse("header", headerText(bytes), "a WebAssembly module: 00 61 73 6d 01 00 00 00", 0);
    this.#reader.at = HEADER.length;
  }

  /** Returns its place in the order. */
  #section(place: number): number {
    const reader = this.#reader;
    const start = reader.at;
    const id = reader.byte();
    const end = reader.size();
    const size = end - reader.at;
    if (end > reader.bytes.length) {
      const left = reader.bytes.length - reader.at;
      this.#refuse("section-size", `section ${id} of ${size} bytes`, `the ${left} that are left`, start);
    }
    reader.end = end;
    let next = place;
    if (id === CUSTOM) this.#custom(size, start);
    else {
      const its = ORDER.get(id);
      if (its === undefined) this.#refuse("section-unknown", `section ${id}`, "sections 0 to 12", start);
      if (its <= place)
        this.#refuse(
          "section-order",
          `section ${id} again or too late`,
          "each section once, in order",
          start,
        );
      next = its;
      this.#content(id);
    }
    if (reader.at !== end)
      this.#refuse(
        "section-size",
        `section ${id} that ends at byte ${reader.at}`,
        `its stated end, byte ${end}`,
      );
    reader.end = reader.bytes.length;
    return next;
  }

  /** Nothing in it is looked at, beside its name. */
  #custom(size: number, start: number): void {
    // There may be hundreds of thousands.
    if (size > this.#usage.customSection)
      this.#most("customSection", size, "section-size", "a custom section of", "bytes", start);
    this.#reader.skipName();
    this.#reader.at = this.#reader.end;
  }

  #content(id: number): void {
    const reader = this.#reader;
    const start = reader.at;
    switch (id) {
      case TYPE:
        return this.#vector("types", "type", "types", () => this.#type());
      case IMPORT:
        return this.#vector("imports", "import", "imports", () => this.#import());
      case FUNCTION:
        return this.#vector("functions", "function", "functions", () => {
          this.#functionTypes.push(this.#typeIndex());
          this.#counts[0]++;
        });
      case TABLE:
        return this.#vector("tables", "table", "tables", () => {
          this.#table = this.#tableType();
          this.#another(1, start);
          this.#most("table", this.#table, "table", "a table of", "elements", start);
        });
      case MEMORY:
        return this.#vector("memories", "memory", "memories", () => {
          this.#memory = this.#memoryType();
          this.#another(2, start);
          this.#most("memory", this.#memory.min, "memory", "a memory of", "pages of 64 KiB", start);
        });
      case GLOBAL:
        return this.#vector("globals", "global", "globals", () => this.#global());
      case EXPORT:
        return this.#vector("exports", "export", "exports", () => this.#export());
      case START: {
        this.#start = this.#functionIndex();
        const type = typeText(this.#typeOf(this.#start));
        if (type !== "() -> ()") this.#refuse("start", `a start function ${type}`, "() -> ()", start);
        return;
      }
      case ELEMENT:
        this.#vector("elementSegments", "segment", "element segments", () => this.#elementSegment());
        this.#elements = { start, end: reader.at };
        return;
      case DATA_COUNT:
        this.#dataCount = reader.u32();
        return;
      case CODE:
        return this.#code();
      case DATA:
        this.#vector("segments", "segment", "data segments", () => this.#dataSegment());
        this.#data = { start, end: reader.at };
        return;
    }
  }

  #type(): void {
    const reader = this.#reader;
    const start = reader.at;
    const form = reader.byte();
    if (form !== FUNCTION_FORM)
      this.#refuse("type", `a type of form ${hexByte(form)}`, "function types, 0x60", start);
    const params = this.#valueTypes("params", "parameters");
    const results = this.#valueTypes("results", "results");
    this.#types.push({ params, results, start, end: reader.at });
  }

  #valueTypes(limit: "params" | "results", what: string): AnyValueType[] {
    const start = this.#reader.at;
    const count = this.#reader.u32();
    this.#most(limit, count, "type", "", what, start);
    const types: AnyValueType[] = [];
    for (let i = 0; i < count; i++) types.push(this.#valueType());
    return types;
  }

  #valueType(): AnyValueType {
    const byte = this.#reader.byte();
    if (!isValueType(byte))
      this.#refuse("type", `value type ${hexByte(byte)}`, "i32, i64, f32, f64", this.#reader.at - 1);
    return VALUE_TYPES[byte - VALUE_TYPE_FIRST];
  }

  #import(): void {
    const reader = this.#reader;
    const start = reader.at;
    const name = `${reader.name()}.${reader.name()}`;
    const kind = reader.byte();
    if (kind !== 0) return this.#importOther(name, kind, start);
    const type = this.#typeIndex();
    const capability = this.#options.rules === "service" ? this.#checkImport(name, type, start) : null;
    this.#imports.push({ name, capability, type, span: { start, end: reader.at } });
    this.#counts[0]++;
  }

  /** Read as the standard has it, so that what is malformed in it is called that. */
  #importOther(name: string, kind: number, start: number): void {
    if (kind === 1) this.#tableType();
    else if (kind === 2) this.#memoryType();
    else if (kind === 3) this.#globalType();
    else return this.#refuse("import-kind", `an import of kind ${kind}`, "0: functions", this.#reader.at - 1);
    if (kind === 3) this.#counts[kind]++;
    else this.#another(kind, start);
    this.#complain("import-kind", `import ${quoted(name)}, ${KINDS[kind]}`, "functions only", start);
  }

  /** A table or a memory, imported or not. */
  #another(kind: 1 | 2, start: number): void {
    if (++this.#counts[kind] > 1)
      this.#refuse(kind === 1 ? "table" : "memory", `${KINDS[kind]}, and another`, "at most 1", start);
  }

  #checkImport(name: string, type: number, start: number): Capability | null {
    const spec = IMPORTS.get(name);
    if (spec === undefined) {
      this.#complain("import", `import ${quoted(name)}`, "the functions of the ABI (abi/README.md)", start);
      return null;
    }
    const text = typeText(this.#types[type]);
    if (text !== typeText(spec))
      this.#complain("import-type", `import ${quoted(name)} of type ${text}`, typeText(spec), start);
    this.#checkGrant(`import ${quoted(name)}`, spec.capability, start);
    return spec.capability;
  }

  #checkGrant(what: string, capability: Capability | null, start: number): void {
    const { granted } = this.#options;
    if (capability === null || granted === null || granted.includes(capability)) return;
    const named = granted.join(", ") || "none";
    this.#complain(
      "capability",
      `${what}, which needs the capability ${capability}`,
      `what the manifest names: ${named}`,
      start,
    );
  }

  /** Its initial size. */
  #tableType(): number {
    const reader = this.#reader;
    const type = reader.byte();
    if (type !== FUNCREF)
      this.#refuse("table", `a table of type ${hexByte(type)}`, "funcref, 0x70", reader.at - 1);
    const { min, max } = this.#limits("table");
    if (max !== null && max < min)
      this.#refuse("table", `a maximum of ${max}`, `at least the initial ${min}`);
    return min;
  }

  #memoryType(): GatedModule["memory"] {
    const { min, max } = this.#limits("memory");
    if (Math.max(min, max ?? 0) > STANDARD_PAGES_MAX)
      this.#refuse(
        "memory",
        `${Math.max(min, max ?? 0)} pages`,
        `at most ${STANDARD_PAGES_MAX}, which is 4 GiB`,
      );
    if (max !== null && max < min)
      this.#refuse("memory", `a maximum of ${max}`, `at least the initial ${min}`);
    return { min, max };
  }

  #limits(code: RefusalCode): { min: number; max: number | null } {
    const reader = this.#reader;
    const flags = reader.byte();
    if (flags > 1)
      this.#refuse(
        code,
        `limits of form ${hexByte(flags)}`,
        "0 or 1: not shared, not of 64 bits",
        reader.at - 1,
      );
    const min = reader.u32();
    return { min, max: flags === 1 ? reader.u32() : null };
  }

  #global(): void {
    const start = this.#reader.at;
    this.#globalType();
    this.#constant();
    this.#globals.push({ start, end: this.#reader.at });
    this.#counts[3]++;
  }

  #globalType(): void {
    this.#valueType();
    const mutable = this.#reader.byte();
    if (mutable > 1) this.#refuse("global", `mutability ${hexByte(mutable)}`, "0 or 1", this.#reader.at - 1);
  }

  /** One constant. What reads a global reads an imported one, and there are none of these. */
  #constant(): void {
    const reader = this.#reader;
    const start = reader.at;
    const op = reader.byte();
    switch (op) {
      case OP.i32Const:
        reader.skipSigned(32);
        break;
      case OP.i64Const:
        reader.skipSigned(64);
        break;
      case OP.f32Const:
        reader.skip(4);
        break;
      case OP.f64Const:
        reader.skip(8);
        break;
      case OP.globalGet:
        reader.u32();
        this.#complain("const-expr", "global.get", "one constant", start);
        break;
      default:
        this.#refuse("const-expr", `opcode ${hexByte(op)}`, "one constant", start);
    }
    const end = reader.byte();
    if (end !== OP.end)
      this.#refuse("const-expr", `opcode ${hexByte(end)} after the constant`, "the end, 0x0b", reader.at - 1);
  }

  #export(): void {
    const reader = this.#reader;
    const start = reader.at;
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.u32();
    if (kind > 3)
      this.#refuse(
        "export",
        `an export of kind ${kind}`,
        "0 to 3: functions, tables, memories, globals",
        start,
      );
    if (index >= this.#counts[kind])
      this.#refuse(
        "index",
        `export ${quoted(name)} of ${KINDS[kind]}, number ${index}`,
        `below ${this.#counts[kind]}`,
        start,
      );
    if (this.#exports.has(name))
      this.#refuse("export", `export ${quoted(name)} again`, "each name once", start);
    this.#exports.set(name, { name, kind, index });
    if (this.#options.rules === "service") this.#checkExport(name, kind, index, start);
  }

  #checkExport(name: string, kind: number, index: number, start: number): void {
    if (name.startsWith(RESERVED_PREFIX))
      this.#complain(
        "reserved-name",
        `export ${quoted(name)}`,
        `names that do not begin with ${RESERVED_PREFIX}`,
        start,
      );
    if (name === "memory" && kind !== 2)
      this.#complain("export-type", `export "memory", ${KINDS[kind]}`, "the memory", start);
    const spec = EXPORTS.get(name);
    if (spec === undefined) return;
    const type = kind === 0 ? typeText(this.#typeOf(index)) : KINDS[kind];
    if (type !== typeText(spec))
      this.#complain("export-type", `export ${quoted(name)}: ${type}`, `a function ${typeText(spec)}`, start);
    this.#checkGrant(`export ${quoted(name)}`, spec.capability, start);
  }

  #checkExports(): void {
    const end = this.#reader.bytes.length;
    if (!this.#exports.has("memory"))
      this.#complain("abi", "no exported memory", 'a memory, exported as "memory"', end);
    for (const [name, { required }] of EXPORTS) {
      if (required && !this.#exports.has(name))
        this.#complain(
          "abi",
          `no export ${name}`,
          "what ABI version 1 needs: prost_abi_1, memory, deliver",
          end,
        );
    }
  }

  #elementSegment(): void {
    const reader = this.#reader;
    const start = reader.at;
    const form = reader.u32();
    if (form !== 0)
      this.#refuse(
        "segment",
        `an element segment of form ${form}`,
        "form 0: active, of function indices",
        start,
      );
    if (this.#counts[1] === 0)
      this.#refuse("segment", "an element segment without a table", "a table", start);
    this.#constant();
    const count = reader.u32();
    this.#most("elements", this.#usage.elements + count, "segment", "", "elements", start);
    for (let i = 0; i < count; i++) this.#functionIndex();
  }

  #dataSegment(): void {
    const reader = this.#reader;
    const start = reader.at;
    const form = reader.u32();
    if (form !== 0)
      this.#refuse("segment", `a data segment of form ${form}`, "form 0: active, in memory 0", start);
    if (this.#counts[2] === 0) this.#refuse("segment", "a data segment without a memory", "a memory", start);
    this.#constant();
    reader.skip(reader.u32());
    this.#dataSegments++;
  }

  #code(): void {
    const reader = this.#reader;
    const bodies = new BodyDecoder(reader, signaturesOf(this.#types), this.#signatures());
    this.#bodies = bodies;
    const sectionEnd = reader.end;
    const declared = this.#functionTypes.length;
    this.#vector("functions", "function", "bodies", () => {
      const number = this.#functions.length;
      if (number >= declared) this.#refuse("count", "more bodies than functions", `${declared}`);
      const sizeStart = reader.at;
      const end = reader.size();
      const size = end - reader.at;
      this.#most("body", size, "body", "a body of", "bytes", sizeStart);
      if (end > sectionEnd)
        this.#refuse(
          "truncated",
          `a body of ${size} bytes`,
          `the ${sectionEnd - reader.at} that are left`,
          sizeStart,
        );
      const body = { start: reader.at, end };
      const type = this.#functionTypes[number];
      reader.end = end;
      bodies.body(type);
      reader.end = sectionEnd;
      this.#functions.push({ type, body });
    });
  }

  /** Of all functions, imported ones first. */
  #signatures(): Signatures {
    const indices = [...this.#imports.map(({ type }) => type), ...this.#functionTypes];
    return signaturesOf(indices.map((index) => this.#types[index]));
  }

  // Counts and indices.

  #vector(
    limit:
      | "types"
      | "imports"
      | "functions"
      | "tables"
      | "memories"
      | "globals"
      | "exports"
      | "elementSegments"
      | "segments",
    code: RefusalCode,
    what: string,
    item: () => void,
  ): void {
    const start = this.#reader.at;
    const count = this.#reader.u32();
    this.#most(limit, count, code, "", what, start);
    for (let i = 0; i < count; i++) item();
  }

  /** Notes how much of a limit is used, and refuses what is beyond. */
  #most(
    limit: keyof GateUsage,
    value: number,
    code: RefusalCode,
    before: string,
    after: string,
    offset: number,
  ): void {
    const max = GATE_LIMITS[limit];
    if (value > max) this.#refuse(code, `${before} ${value} ${after}`.trim(), `at most ${max}`, offset);
    if (value > this.#usage[limit]) this.#usage[limit] = value;
  }

  #typeIndex(): number {
    const start = this.#reader.at;
    const index = this.#reader.u32();
    const count = this.#types.length;
    if (index >= count) this.#refuse("index", `type ${index}`, `types below ${count}`, start);
    return index;
  }

  #functionIndex(): number {
    const start = this.#reader.at;
    const index = this.#reader.u32();
    const [count] = this.#counts;
    if (index >= count) this.#refuse("index", `function ${index}`, `functions below ${count}`, start);
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

  #complain(code: RefusalCode, found: string, allowed: string, offset: number): void {
    this.complaint ??= new Refused(code, offset, found, allowed);
  }

  #refuse(code: RefusalCode, found: string, allowed: string, offset = this.#reader.at): never {
    throw new Refused(code, offset, found, allowed);
  }
}

function signaturesOf(types: readonly AnyFunctionType[]): Signatures {
  // In a loop: Uint8Array.from() takes longer than to decode a small module.
  const params = new Uint8Array(types.length);
  const results = new Uint8Array(types.length);
  for (let i = 0; i < types.length; i++) {
    params[i] = types[i].params.length;
    results[i] = types[i].results.length;
  }
  return { params, results };
}

function typeText({ params, results }: { params: readonly string[]; results: readonly string[] }): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

/** What it is instead, for who took the wrong file. */
function headerText(bytes: Uint8Array): string {
  if (bytes.length === 0) return "nothing";
  if (HEADER.slice(0, 4).every((byte, i) => bytes[i] === byte)) {
    if (bytes.length < HEADER.length) return `a header of ${bytes.length} bytes`;
    if (bytes[4] === 0x0d && bytes[6] === 1) return "a component, not a module";
    return `version ${new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)}`;
  }
  const text = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  if (text.startsWith("(module") || text.startsWith(";;") || text.startsWith("(;"))
    return "the text format, which is to be assembled first";
  return `something that begins with "${printable(text.slice(0, 16))}"`;
}
