/** Attacks with malformed binaries. */
import assert from "node:assert/strict";
import { gate, type RefusalCode } from "../../sandbox/gate/gate.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  body,
  bytesOf,
  FUNCTION_KIND,
  functionType,
  HEADER,
  I32,
  I64,
  joined,
  moduleOf,
  name,
  plainService,
  section,
  u32,
  vector,
} from "../kit/binary.ts";
import { MALFORMED } from "../kit/malformed.ts";
import { ALL_BUT_ABI, BAD_NAMES, COUNTED, MISPLACED, NEVER, RESIZED } from "../kit/malformed-sections.ts";
import { echoService } from "../kit/modules.ts";
import { padded } from "../kit/padding.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "MB01",
    title: "bytes without the header of a WebAssembly module of version 1 are refused",
    stoppedBy: [1],
    async run(arena) {
      for (let length = 0; length < 8; length++)
        await mustRefuse(arena, [`${length} bytes`, echoService().slice(0, length), "header", "truncated"]);
      await mustRefuse(
        arena,
        ["another magic number", bytesOf(0x00, 0x61, 0x73, 0x6e, 1, 0, 0, 0), "header"],
        ["version 2", bytesOf(0x00, 0x61, 0x73, 0x6d, 2, 0, 0, 0), "header"],
        ["version 0", bytesOf(0x00, 0x61, 0x73, 0x6d, 0, 0, 0, 0), "header"],
        ["version 1 of the wrong byte order", bytesOf(0x00, 0x61, 0x73, 0x6d, 0, 0, 0, 1), "header"],
        ["a component", bytesOf(0x00, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0), "header"],
        ["an empty module", bytesOf(HEADER), "abi"],
      );
    },
  },
  {
    id: "MB02",
    title: "a good module cut at any of its bytes is refused",
    stoppedBy: [1],
    async run(arena) {
      const module = echoService();
      for (let length = 0; length < module.length; length++)
        await mustRefuse(arena, [`cut at ${length}`, module.slice(0, length), ...CUT]);
    },
  },
  {
    id: "MB03",
    title: "a module with one changed byte, or some random ones, is valid or refused",
    isLocal: true,
    run() {
      const module = echoService();
      for (let at = 0; at < module.length; at++) {
        for (let value = 0; value < 256; value++) {
          const changed = module.slice();
          changed[at] = value;
          mustAgree(changed, `byte ${at} is ${value}`);
        }
      }
      let state = 1;
      const random = (below: number) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % below;
      };
      for (let i = 0; i < 20_000; i++) {
        const changed = module.slice();
        for (let n = 1 + random(4); n > 0; n--) changed[random(changed.length)] = random(256);
        mustAgree(changed, `change ${i}`);
      }
    },
  },
  {
    id: "MB04",
    title: "numbers of too many bytes or bits are refused, and legal padded ones run",
    stoppedBy: [1],
    async run(arena) {
      const inBody = (...code: readonly number[]) =>
        plainService({ functions: [{ type: 0, body: body([...code, 0x1a]) }] });
      await mustRefuse(
        arena,
        ["a size of 6 bytes", moduleOf([0, 0x82, 0x80, 0x80, 0x80, 0x80, 0x00, 1, 65]), "leb"],
        ["a size of 33 bits", moduleOf([0, 0x82, 0x80, 0x80, 0x80, 0x10, 1, 65]), "leb"],
        ["a size with a sign", moduleOf([0, 0x82, 0x80, 0x80, 0x80, 0x70, 1, 65]), "leb"],
        ["an i32 of 6 bytes", inBody(0x41, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00), "leb"],
        ["an i32 with an overflowing bit", inBody(0x41, 0x80, 0x80, 0x80, 0x80, 0x10), "leb"],
        ["an i32 without sign extension", inBody(0x41, 0x80, 0x80, 0x80, 0x80, 0x08), "leb"],
        ["a negative i32 without sign extension", inBody(0x41, 0xff, 0xff, 0xff, 0xff, 0x6f), "leb"],
        ["an i64 of 11 bytes", inBody(0x42, ...Array(10).fill(0x80), 0x00), "leb"],
        ["an i64 with an overflowing bit", inBody(0x42, ...Array(9).fill(0x80), 0x02), "leb"],
        ["an i64 without sign extension", inBody(0x42, ...Array(9).fill(0xff), 0x41), "leb"],
        [
          "a block type of two bytes",
          plainService({ functions: [{ type: 0, body: body([0x02, 0xc0, 0x7f, 0x0b]) }] }),
          "type",
        ],
        ["an alignment of 33 bits", inBody(0x41, 0, 0x28, 0x80, 0x80, 0x80, 0x80, 0x10, 0), "leb"],
      );
      await mustAccept(arena, "a module padded throughout", padded(echoService()));
    },
  },
  {
    id: "MB05",
    title: "sections that end late, early or within another are refused",
    stoppedBy: [1],
    async run(arena) {
      const module = plainService();
      const sizeAt = 9;
      const resized = (by: number) => {
        const changed = module.slice();
        changed[sizeAt] += by;
        return changed;
      };
      for (const by of [-3, -2, -1, 1, 2, 3, 40])
        await mustRefuse(arena, [`a section size changed by ${by}`, resized(by), ...RESIZED]);
      await mustRefuse(
        arena,
        ["a section past the end", moduleOf([1, 0x7f]), "section-size"],
        ["a section of 4 GiB", moduleOf([1, ...u32(NEVER)]), "section-size"],
        ["a custom section past the end", moduleOf([0, 0x05, 1, 65]), "section-size"],
        ["a custom section with a longer name", moduleOf([0, 0x02, 5, 65, 65, 65, 65, 65]), "truncated"],
        ["an empty custom section", moduleOf([0, 0]), "truncated"],
      );
    },
  },
  {
    id: "MB06",
    title: "sections out of order, twice, unknown, and a misplaced data count are refused",
    stoppedBy: [1],
    async run(arena) {
      const sections = sectionsOf(plainService({ data: [[0, 0x41, 0, 0x0b, u32(1), 65]] }));
      for (let i = 0; i + 1 < sections.length; i++) {
        const swapped = [...sections];
        [swapped[i], swapped[i + 1]] = [swapped[i + 1], swapped[i]];
        await mustRefuse(arena, [`sections ${i} and ${i + 1} swapped`, moduleOf(...swapped), ...MISPLACED]);
        const doubled = [...sections.slice(0, i + 1), ...sections.slice(i)];
        await mustRefuse(arena, [`section ${i} twice`, moduleOf(...doubled), "section-order", "count"]);
      }
      for (let id = 13; id < 256; id++)
        await mustRefuse(arena, [`section ${id}`, moduleOf([id, 0]), "section-unknown"]);
      const dataCount = section(12, u32(0));
      await mustRefuse(
        arena,
        [
          "a data count after the code",
          plainService({ extra: { before: 11, bytes: dataCount } }),
          "section-order",
        ],
        [
          "a data count at the end",
          plainService({ extra: { before: 13, bytes: dataCount } }),
          "section-order",
        ],
        [
          "a data count at the start",
          plainService({ extra: { before: 1, bytes: dataCount } }),
          "section-order",
        ],
        [
          "a data count other than the number of segments",
          plainService({ extra: { before: 12, bytes: section(12, u32(3)) } }),
          "count",
        ],
      );
      await mustAccept(
        arena,
        "a data count in its place",
        plainService({ extra: { before: 12, bytes: dataCount } }),
      );
    },
  },
  {
    id: "MB07",
    title:
      "a count of four billion with almost no bytes after it is refused at once, in each place of a count",
    stoppedBy: [1],
    async run(arena) {
      const count = u32(NEVER);
      for (let id = 1; id <= 12; id++)
        await mustRefuse(arena, [`in section ${id}`, moduleOf([id, count.length, ...count]), ...COUNTED]);
      const inType = (...rest: readonly number[]) => moduleOf(section(1, u32(1), 0x60, rest));
      await mustRefuse(
        arena,
        ["of parameters", inType(...count), "type"],
        ["of results", inType(0, ...count), "type"],
        ["of letters", moduleOf(section(2, u32(1), count)), "name"],
        ["of groups of locals", withBody(bytesOf(count, 0x0b)), "locals"],
        ["of locals", withBody(bytesOf(u32(1), count, I32, 0x0b)), "locals"],
        ["of locals in two groups", withBody(bytesOf(u32(2), count, I32, count, I64, 0x0b)), "locals"],
        ["of branch targets", withBody(bytesOf(0, 0x41, 0, 0x0e, count, 0x0b)), "branch-table"],
        [
          "of a body's bytes",
          moduleOf(section(1, vector([functionType([])])), section(3, u32(1), 0), section(10, u32(1), count)),
          "body",
        ],
        [
          "of elements",
          plainService({ table: [0x70, 0, 1], elements: [[0, 0x41, 0, 0x0b, count]] }),
          "segment",
        ],
        ["of a segment's bytes", plainService({ data: [[0, 0x41, 0, 0x0b, count]] }), "truncated"],
      );
    },
  },
  {
    id: "MB08",
    title: "more functions than bodies, or fewer, are refused",
    stoppedBy: [1],
    async run(arena) {
      const type = section(1, vector([functionType([])]));
      const empty = body([]);
      const code = (bodies: number) => section(10, u32(bodies), Array(bodies).fill(empty));
      for (const [functions, bodies] of [
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 1],
        [4_096, 4_095],
      ]) {
        const module = moduleOf(type, section(3, u32(functions), Array(functions).fill(0)), code(bodies));
        await mustRefuse(arena, [`${functions} functions, ${bodies} bodies`, module, "count"]);
      }
      await mustRefuse(
        arena,
        ["no code section", moduleOf(type, section(3, u32(1), 0)), "count"],
        ["no function section", moduleOf(type, code(1)), "count"],
      );
    },
  },
  {
    id: "MB09",
    title: "names that are not valid UTF-8, or too long, are refused in every place of a name",
    stoppedBy: [1],
    async run(arena) {
      for (const [what, bytes] of BAD_NAMES) {
        const bad = bytesOf(u32(bytes.length), bytes);
        await mustRefuse(
          arena,
          [`${what} as a module's name`, plainService({ imports: [[bad, name("a"), 0, 0]] }), "name"],
          [`${what} as a function's name`, plainService({ imports: [[name("env"), bad, 0, 0]] }), "name"],
          [`${what} as an export`, plainService({ exports: [[bad, FUNCTION_KIND, 0]] }), "name"],
          [`${what} as a section's name`, moduleOf(section(0, bad)), "name"],
        );
      }
    },
  },
  {
    id: "MB11",
    title: "malformed and invalid modules like those of public test suites are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const [what, module] of MALFORMED) await mustRefuse(arena, [what, module, ...ALL_BUT_ABI]);
    },
  },
];

const CUT: readonly RefusalCode[] = ["header", "truncated", "section-size", "count", "abi", "body"];

function withBody(code: Uint8Array): Uint8Array {
  return plainService({ functions: [{ type: 0, body: joined([bytesOf(u32(code.length)), code]) }] });
}

function sectionsOf(module: Uint8Array): Uint8Array[] {
  const sections: Uint8Array[] = [];
  for (let at = HEADER.length; at < module.length; ) {
    // Section sizes of these modules have one byte.
    const end = at + 2 + module[at + 1];
    sections.push(module.slice(at, end));
    at = end;
  }
  return sections;
}

/** Throws unless the gate refuses the module or the engine accepts it too. */
function mustAgree(module: Uint8Array, what: string): void {
  const gated = gate(module);
  if (gated.ok) assert.ok(WebAssembly.validate(module), `${what}: accepted, and not valid`);
  else assert.match(gated.detail, /^[ -~]{1,800}$/, `${what}: the reason cannot be shown`);
}
