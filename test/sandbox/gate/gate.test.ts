import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compileBomb,
  deepRecursion,
  echoService,
  endlessStart,
  hugeTable,
  nested,
  prototypeImports,
  service,
  unknownImport,
  wat,
} from "../../../runtime/attack/kit/modules.ts";
import { gate, type RefusalCode } from "../../../runtime/sandbox/gate/gate.ts";
import { inspectModule } from "../../../runtime/sandbox/gate/inspect.ts";

function codeOf(bytes: Uint8Array, granted?: readonly "message"[]): RefusalCode | "ok" {
  const result = gate(bytes, granted === undefined ? {} : { granted });
  return result.ok ? "ok" : result.code;
}

test("a plain service passes, with or without a start function", () => {
  expect(codeOf(echoService())).toBe("ok");
  expect(codeOf(endlessStart())).toBe("ok");
  expect(codeOf(deepRecursion())).toBe("ok");
});

describe("is refused with its reason:", () => {
  const cases: [string, RefusalCode, () => Uint8Array][] = [
    ["nothing at all", "header", () => new Uint8Array(0)],
    ["a component", "header", () => Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0)],
    ["JavaScript", "header", () => new TextEncoder().encode("export const a = 1;")],
    ["a table of a million elements", "table", hugeTable],
    ["two tables", "table", () => service({ more: "(table 1 funcref) (table 1 funcref)" })],
    ["an import that the ABI does not have", "import", unknownImport],
    [
      "an import of another type",
      "import-type",
      () =>
        service({
          imports: '(import "prost" "respond" (func $respond (param i32 i32 i32) (result i32)))',
          deliver: "",
        }),
    ],
    [
      "an imported memory",
      "import-kind",
      () =>
        service({
          imports: '(import "env" "memory" (memory 1))',
          memory: '(export "memory" (memory 0))',
          deliver: "",
        }),
    ],
    ["a body that is a bomb for the compiler", "locals", compileBomb],
    ["locals times nesting", "nesting", () => nested(100, 400)],
    ["blocks nested too deep", "nesting", () => nested(300, 1)],
    ["a memory that is too large", "memory", () => service({ memory: '(memory (export "memory") 257)' })],
    ["a memory that is not exported", "abi", () => service({ memory: "(memory 1)" })],
    [
      "no deliver",
      "abi",
      () =>
        wat('(module (memory (export "memory") 1) (func (export "prost_abi_1") (result i32) (i32.const 0)))'),
    ],
    [
      "another version of the ABI",
      "abi",
      () =>
        wat(
          '(module (memory (export "memory") 1) (func (export "prost_abi_2") (result i32) (i32.const 0)) (func (export "deliver")))',
        ),
    ],
    [
      "an export of the ABI with another type",
      "export-type",
      () => service({ more: '(func (export "update") (param i32))' }),
    ],
    [
      "an export with a reserved name",
      "reserved-name",
      () => service({ more: '(func (export "prost:fuel"))' }),
    ],
    ["a name with a control character", "name", () => service({ more: '(func (export "a\\1b[2J"))' })],
    [
      "a body longer than 64 KiB",
      "body",
      () => service({ more: `(func ${"(drop (i64.const 123456789012345))".repeat(9_000)})` }),
    ],
    [
      "a branch table with too many targets",
      "branch-table",
      () => service({ more: `(func (block (br_table ${"0 ".repeat(2_000)} (i32.const 0))))` }),
    ],
    ["a passive data segment", "segment", () => service({ more: '(data "x")' })],
    ["table.grow", "table", () => wat("(module (table 1 funcref) (table 1 funcref))")],
    ["too many functions", "function", () => service({ more: "(func)".repeat(5_000) })],
    ["a capability that was not granted", "capability", echoService],
  ];
  test.each(cases)("%s (%s)", (what, code, make) => {
    expect(codeOf(make(), what.startsWith("a capability") ? ["message"] : undefined)).toBe(code);
  });

  test("imports named like members of a prototype", () => {
    for (const module of prototypeImports()) expect(codeOf(module)).toBe("import");
  });

  test("a count of four billion in each section", () => {
    for (let id = 1; id <= 12; id++) {
      const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, id, 5, 0xff, 0xff, 0xff, 0xff, 0x0f);
      expect(gate(module).ok).toBe(false);
    }
  });

  test("a module that is cut off at any byte", () => {
    const module = echoService();
    for (let length = 0; length < module.length; length++)
      expect(gate(module.subarray(0, length)).ok).toBe(false);
  });

  test("opcodes outside the profile: vectors, atomics, references, exceptions, tail calls", () => {
    const module = service({ more: "(func $x nop nop nop nop)" });
    const at = Buffer.from(module).indexOf(Buffer.from([1, 1, 1, 1, 0x0b]));
    for (const opcode of [
      0x06, 0x07, 0x08, 0x09, 0x12, 0x13, 0x18, 0x19, 0x1c, 0x25, 0x26, 0xd0, 0xd1, 0xd2, 0xfb, 0xfd, 0xfe,
    ]) {
      const changed = module.slice();
      changed[at] = opcode;
      expect(codeOf(changed)).toBe("opcode");
    }
  });

  test("a body with operands of the wrong type", () => {
    const module = service({ more: "(func $x nop nop nop nop)" });
    const at = Buffer.from(module).indexOf(Buffer.from([1, 1, 1, 1, 0x0b]));
    module[at] = 0x1a;
    expect(codeOf(module)).toBe("invalid");
  });
});

test("numbers with the padding of linkers pass", () => {
  const module = echoService();
  // The size of the type section, in one byte, becomes five.
  const padded = Uint8Array.from([
    ...module.subarray(0, 9),
    module[9] | 128,
    128,
    128,
    128,
    0,
    ...module.subarray(10),
  ]);
  expect(codeOf(padded)).toBe("ok");
});

test("a good module with any change is accepted and valid, or refused, and nothing is thrown", () => {
  const good = [echoService(), endlessStart(), deepRecursion()];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
      (which, changes) => {
        const module = good[which].slice();
        for (const [at, value] of changes) module[8 + (at % (module.length - 8))] = value;
        const result = gate(module);
        if (result.ok) expect(WebAssembly.validate(module)).toBe(true);
      },
    ),
    { numRuns: 5_000, seed: 1 },
  );
});

test("an inspection describes a module and the capabilities that it needs", () => {
  expect(inspectModule(echoService())).toMatchObject({
    ok: true,
    capabilities: ["message", "store"],
    exports: ["memory", "prost_abi_1", "deliver"],
    memory: { min: 2, max: null },
  });
  expect(inspectModule(hugeTable())).toMatchObject({ ok: false, code: "table", imports: [] });
});
