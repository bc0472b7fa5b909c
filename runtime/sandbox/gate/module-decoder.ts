/**
 * One file: each section of a module depends on counts and indices of the sections before it.
 *
 * Decodes a module, section by section. Throws a Refused for a module that is malformed or beyond a limit of
 * the profile. Breaches of the rules for services are noted in `rules`, for the gate to report later.
 */
import type { Capability } from "../../../abi/imports.ts";
import { BodyDecoder, type Signatures, signaturesOf } from "./body-decoder.ts";
import type { ByteReader } from "./byte-reader.ts";
import {
  readConstant,
  readGlobalType,
  readMemoryType,
  readTableType,
  readValueType,
} from "./declarations.ts";
import type {
  AnyFunctionType,
  AnyValueType,
  GatedFunction,
  GatedModule,
  GateRules,
  Span,
} from "./gated-module.ts";
import { checkHeader, HEADER_BYTES } from "./header.ts";
import { GATE_LIMITS, type GateUsage, noUsage } from "./profile.ts";
import { hexByte, type RefusalCode, Refused } from "./refusal.ts";
import { ENTITY_KINDS, quoted, ServiceRules, typeText } from "./service-rules.ts";

export interface DecodeOptions {
  readonly rules: GateRules;
  /** Null when all capabilities are granted. */
  readonly granted: readonly Capability[] | null;
}

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
/** Order of the sections in a module: DataCount comes before Code. */
const ORDER = new Map(
  [TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA].map(
    (id, place) => [id, place],
  ),
);

const FUNCTION_FORM = 0x60;

/** One class: its fields are the decoded sections, which later sections refer to. */
export class ModuleDecoder {
  readonly #reader: ByteReader;
  readonly #options: DecodeOptions;
  readonly rules: ServiceRules;

  readonly #types: (AnyFunctionType & Span)[] = [];
  readonly #imports: GatedModule["imports"][number][] = [];
  readonly #functionTypes: number[] = [];
  readonly #functions: GatedFunction[] = [];
  readonly #globals: Span[] = [];
  readonly #exports = new Map<string, GatedModule["exports"][number]>();
  #table: number | null = null;
  #memory: GatedModule["memory"] | null = null;
  /** Number of functions, tables, memories and globals, by kind (ENTITY_KINDS). Imports are included. */
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
    this.rules = new ServiceRules(options.granted);
  }

  module(): GatedModule {
    const { bytes } = this.#reader;
    checkHeader(bytes);
    this.#reader.at = HEADER_BYTES;
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
    if (this.#options.rules === "service") this.rules.checkRequiredExports(this.#exports, bytes.length);
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

  /** Decodes a section that must come after `place` in the order. Returns the place of this section. */
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
      const own = ORDER.get(id);
      if (own === undefined) this.#refuse("section-unknown", `section ${id}`, "sections 0 to 12", start);
      if (own <= place)
        this.#refuse(
          "section-order",
          `section ${id} again or too late`,
          "each section once, in order",
          start,
        );
      next = own;
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

  /** Only the name of a custom section is decoded. */
  #custom(size: number, start: number): void {
    // This comparison comes first, because a module may have hundreds of thousands of custom sections.
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
          this.#table = readTableType(this.#reader);
          this.#countEntity(1, start);
          this.#most("table", this.#table, "table", "a table of", "elements", start);
        });
      case MEMORY:
        return this.#vector("memories", "memory", "memories", () => {
          this.#memory = readMemoryType(this.#reader);
          this.#countEntity(2, start);
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
    for (let i = 0; i < count; i++) types.push(readValueType(this.#reader));
    return types;
  }

  #import(): void {
    const reader = this.#reader;
    const start = reader.at;
    const name = `${reader.name()}.${reader.name()}`;
    const kind = reader.byte();
    if (kind !== 0) return this.#importOther(name, kind, start);
    const type = this.#typeIndex();
    const capability =
      this.#options.rules === "service" ? this.rules.checkImport(name, this.#types[type], start) : null;
    this.#imports.push({ name, capability, type, span: { start, end: reader.at } });
    this.#counts[0]++;
  }

  /**
   * Decodes an import of a table, memory or global as in the standard, so that a malformed import is reported
   * as malformed. A well-formed import breaks the rules for services.
   */
  #importOther(name: string, kind: number, start: number): void {
    if (kind === 1) readTableType(this.#reader);
    else if (kind === 2) readMemoryType(this.#reader);
    else if (kind === 3) readGlobalType(this.#reader);
    else return this.#refuse("import-kind", `an import of kind ${kind}`, "0: functions", this.#reader.at - 1);
    if (kind === 3) this.#counts[kind]++;
    else this.#countEntity(kind, start);
    this.rules.note("import-kind", `import ${quoted(name)}, ${ENTITY_KINDS[kind]}`, "functions only", start);
  }

  /** Counts a table or a memory, imported or not. Refuses the second of its kind. */
  #countEntity(kind: 1 | 2, start: number): void {
    if (++this.#counts[kind] > 1)
      this.#refuse(kind === 1 ? "table" : "memory", `${ENTITY_KINDS[kind]}, and another`, "at most 1", start);
  }

  #global(): void {
    const start = this.#reader.at;
    readGlobalType(this.#reader);
    this.#constant();
    this.#globals.push({ start, end: this.#reader.at });
    this.#counts[3]++;
  }

  #constant(): void {
    const start = this.#reader.at;
    if (!readConstant(this.#reader)) this.rules.note("const-expr", "global.get", "one constant", start);
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
        `export ${quoted(name)} of ${ENTITY_KINDS[kind]}, number ${index}`,
        `below ${this.#counts[kind]}`,
        start,
      );
    if (this.#exports.has(name))
      this.#refuse("export", `export ${quoted(name)} again`, "each name once", start);
    this.#exports.set(name, { name, kind, index });
    if (this.#options.rules === "service")
      this.rules.checkExport(name, kind, kind === 0 ? this.#typeOf(index) : null, start);
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

  /** The signatures of all functions; imported functions come first. */
  #signatures(): Signatures {
    const indices = [...this.#imports.map(({ type }) => type), ...this.#functionTypes];
    return signaturesOf(indices.map((index) => this.#types[index]));
  }

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

  /** Records the use of a limit. Refuses a value above it. */
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

  #refuse(code: RefusalCode, found: string, allowed: string, offset = this.#reader.at): never {
    throw new Refused(code, offset, found, allowed);
  }
}
