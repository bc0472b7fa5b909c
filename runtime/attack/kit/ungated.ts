/**
 * A module without the first wall: neither gated nor rewritten. It gets only the parts that the glue needs to
 * call it: the globals of fuel and depth, which no instruction lowers, and an entry for each event. It shows
 * which attacks the other walls stop. No module that a node runs passes through here.
 */
import { EXPORTS } from "../../../abi/imports.ts";
import { DEPTH_EXPORT, ENTRY_PREFIX, FUEL_EXPORT } from "../../sandbox/instrument/rewrite.ts";

const HEADER_BYTES = 8;
const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;
/** The order of sections; others stay where they are. */
const ORDER = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];
/** Mutable globals of zero: an i64, an i32. */
const FUEL = [0x7e, 1, 0x42, 0, 0x0b];
const DEPTH = [0x7f, 1, 0x41, 0, 0x0b];
/** The type of entries: (f64) -> f64. */
const ENTRY_TYPE = [0x60, 1, 0x7c, 1, 0x7c];
/** local.get 0 */
const FUEL_LEFT = [0x20, 0];
/**
 * Twice the fuel, and one more if the call before returned 1: local.get 0, f64.const 2, f64.mul; i32.const 1,
 * i32.eq, f64.convert_i32_u, f64.add.
 */
const FUEL_TWICE = [...FUEL_LEFT, 0x44, 0, 0, 0, 0, 0, 0, 0, 0x40, 0xa2];
const PLUS_FORWARD_RESULT = [0x41, 1, 0x46, 0xb8, 0xa0];

interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

/** A module that cannot be parsed here is returned as it is: the engine or the glue must refuse it. */
export function ungated(module: Uint8Array): Uint8Array {
  try {
    return withEntries(module);
  } catch {
    return module;
  }
}

function withEntries(module: Uint8Array): Uint8Array {
  const sections = sectionsOf(module);
  const bodyOf = (id: number) => sections.find((section) => section.id === id)?.body ?? null;
  const countIn = (id: number) => new Reader(bodyOf(id) ?? Uint8Array.of(0)).u32();
  const imported = importedIn(bodyOf(SECTION.import));
  const global = imported.globals + countIn(SECTION.global);
  const first = imported.functions + countIn(SECTION.function);
  const entries = eventsIn(bodyOf(SECTION.export));
  const exported = [
    [...name(FUEL_EXPORT), 3, ...u32(global)],
    [...name(DEPTH_EXPORT), 3, ...u32(global + 1)],
    ...entries.map((entry, i) => [...name(ENTRY_PREFIX + entry.name), 0, ...u32(first + i)]),
  ];
  const type = u32(countIn(SECTION.type));
  const additions: readonly (readonly [id: number, entries: readonly (readonly number[])[]])[] = [
    [SECTION.type, [ENTRY_TYPE]],
    [SECTION.function, entries.map(() => type)],
    [SECTION.global, [FUEL, DEPTH]],
    [SECTION.export, exported],
    [SECTION.code, entries.map(entryBody)],
  ];
  const widened = additions.reduce((some, [id, more]) => extend(some, id, more), sections);
  return Uint8Array.from(
    Buffer.concat([
      module.subarray(0, HEADER_BYTES),
      ...widened.flatMap(({ id, body }) => [Uint8Array.from([id, ...u32(body.length)]), body]),
    ]),
  );
}

interface Event {
  readonly name: string;
  readonly index: number;
}

function entryBody({ name: event, index }: Event): readonly number[] {
  const call = [0x10, ...u32(index)];
  const hasResult = EXPORTS.get(event)?.results.length === 1;
  const code = hasResult ? [...FUEL_TWICE, ...call, ...PLUS_FORWARD_RESULT] : [...call, ...FUEL_LEFT];
  const body = [0, ...code, 0x0b];
  return [...u32(body.length), ...body];
}

/** Exported functions that events call. */
function eventsIn(body: Uint8Array | null): readonly Event[] {
  if (body === null) return [];
  const reader = new Reader(body);
  const events: Event[] = [];
  for (let left = reader.u32(); left > 0; left--) {
    const exported = Buffer.from(reader.take(reader.u32())).toString("latin1");
    const kind = reader.u8();
    const index = reader.u32();
    if (kind === 0 && EXPORTS.has(exported) && exported !== "prost_abi_1")
      events.push({ name: exported, index });
  }
  return events;
}

/** With more entries in one section. If the section does not exist, it is created. */
function extend(sections: Section[], id: number, entries: readonly (readonly number[])[]): Section[] {
  if (entries.length === 0) return sections;
  const added = Uint8Array.from(entries.flat());
  const at = sections.findIndex((section) => section.id === id);
  if (at >= 0) {
    const reader = new Reader(sections[at].body);
    const count = reader.u32();
    const rest = sections[at].body.subarray(reader.at);
    const body = Buffer.concat([Uint8Array.from(u32(count + entries.length)), rest, added]);
    return sections.with(at, { id, body });
  }
  const before = ORDER.indexOf(id);
  const place = sections.findIndex((section) => section.id !== 0 && ORDER.indexOf(section.id) > before);
  const body = Buffer.concat([Uint8Array.from(u32(entries.length)), added]);
  return sections.toSpliced(place < 0 ? sections.length : place, 0, { id, body });
}

function sectionsOf(module: Uint8Array): Section[] {
  const reader = new Reader(module, HEADER_BYTES);
  const sections: Section[] = [];
  while (reader.at < module.length) {
    const id = reader.u8();
    const length = reader.u32();
    sections.push({ id, body: reader.take(length) });
  }
  return sections;
}

function importedIn(body: Uint8Array | null): { readonly functions: number; readonly globals: number } {
  const imported = { functions: 0, globals: 0 };
  if (body === null) return imported;
  const reader = new Reader(body);
  for (let left = reader.u32(); left > 0; left--) {
    reader.take(reader.u32());
    reader.take(reader.u32());
    const kind = reader.u8();
    switch (kind) {
      case 0:
        reader.u32();
        imported.functions++;
        break;
      case 1:
        reader.u8();
        reader.limits();
        break;
      case 2:
        reader.limits();
        break;
      case 3:
        reader.take(2);
        imported.globals++;
        break;
      default:
        reader.u8();
        reader.u32();
    }
  }
  return imported;
}

class Reader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  u8(): number {
    if (this.at >= this.#bytes.length) throw new RangeError("the module ends");
    return this.#bytes[this.at++];
  }

  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("a number of too many bytes");
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.#bytes.length) throw new RangeError("the module ends");
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }

  limits(): void {
    const flags = this.u8();
    this.u32();
    if ((flags & 1) === 1) this.u32();
  }
}

function u32(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return bytes;
}

function name(text: string): number[] {
  return [...u32(text.length), ...Buffer.from(text, "latin1")];
}
