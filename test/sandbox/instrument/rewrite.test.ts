import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deepRecursion,
  deepRecursionOfLargeFrames,
  endlessStart,
  service,
} from "../../../runtime/attack/kit/modules.ts";
import { gate } from "../../../runtime/sandbox/gate/gate.ts";
import {
  DEPTH_EXPORT,
  FUEL_EXPORT,
  rewrite,
  STACK_UNITS_MAX,
  START_EXPORT,
} from "../../../runtime/sandbox/instrument/rewrite.ts";

const FUEL = 10_000_000n;

interface Running {
  readonly exports: Readonly<Record<string, unknown>>;
  call(name: string): { readonly value: unknown } | { readonly trap: string };
  fuelUsed(): bigint;
  depth(): number;
}

function rewritten(bytes: Uint8Array, memoryPages = 16): Uint8Array {
  const result = gate(bytes);
  if (!result.ok) throw new Error(result.detail);
  return rewrite(result.module, { memoryPages });
}

function run(bytes: Uint8Array, fuel = FUEL): Running {
  const nothing = () => 0;
  const prost = { respond: nothing, store_put: nothing, store_get: nothing, route: nothing };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { prost });
  const global = exports[FUEL_EXPORT] as WebAssembly.Global | undefined;
  if (global !== undefined) global.value = fuel;
  return {
    exports,
    call: (name) => {
      try {
        return { value: (exports[name] as () => unknown)() };
      } catch (error) {
        return { trap: error instanceof Error ? error.message : String(error) };
      }
    },
    fuelUsed: () => fuel - (global?.value as bigint),
    depth: () => Number((exports[DEPTH_EXPORT] as WebAssembly.Global).value),
  };
}

test("an endless loop ends with its fuel", () => {
  const running = run(rewritten(service({ deliver: "(loop $again (br $again))" })));
  expect(running.call("deliver")).toHaveProperty("trap");
  expect(running.fuelUsed()).toBeGreaterThan(FUEL);
  expect(running.fuelUsed()).toBeLessThan(FUEL + 100n);
});

test("start becomes an export that runs with fuel", () => {
  const running = run(rewritten(endlessStart()));
  expect(running.call(START_EXPORT)).toHaveProperty("trap");
});

test("recursion ends at the same depth, whatever called it, before the engine's stack overflows", () => {
  for (const make of [deepRecursion, deepRecursionOfLargeFrames]) {
    const first = run(rewritten(make()), 1_000_000_000n);
    const outcome = first.call("deliver");
    expect(outcome).toHaveProperty("trap", "unreachable");
    expect(first.depth()).toBeGreaterThan(STACK_UNITS_MAX);
    const nested = run(rewritten(make()), 1_000_000_000n);
    const deep = (left: number): unknown => (left === 0 ? nested.call("deliver") : deep(left - 1));
    expect(deep(500)).toEqual(outcome);
    expect(nested.depth()).toBe(first.depth());
    expect(nested.fuelUsed()).toBe(first.fuelUsed());
  }
});

test("the depth is restored after a call, however it returns", () => {
  const module = service({
    more: `(func $leaf (result i32) (i32.const 1))
      (func $early (param i32) (result i32) (drop (call $leaf)) (if (local.get 0) (then (return (i32.const 5)))) (br_if 0 (i32.const 6) (local.get 0)) (drop) (i32.const 7))
      (func $outer (result i32) (block $b (result i32) (br $b (call $early (i32.const 1)))) (br 0))`,
    deliver: "(drop (call $outer)) (drop (call $early (i32.const 0)))",
  });
  const running = run(rewritten(module));
  expect(running.call("deliver")).toEqual({ value: undefined });
  expect(running.depth()).toBe(0);
});

test("the memory grows to its maximum and no further", () => {
  const module = service({ forward: "(memory.grow (i32.const 3)) (drop) (memory.grow (i32.const 1))" });
  // The first request is beyond the maximum, the second is not.
  expect(run(rewritten(module, 4)).call("forward")).toEqual({ value: 2 });
  expect(run(rewritten(module, 6)).call("forward")).toEqual({ value: 5 });
});

test("memory.fill and memory.copy are charged by length before they run", () => {
  const module = service({
    forward: `(i32.store8 (i32.const 0) (i32.const 9))
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 80000)) (i32.const 1)`,
  });
  const paid = run(rewritten(module));
  expect(paid.call("forward")).toEqual({ value: 1 });
  expect(paid.fuelUsed()).toBeGreaterThan(10_000n);
  const poor = run(rewritten(module), 5_000n);
  expect(poor.call("forward")).toHaveProperty("trap");
  expect(new Uint8Array((poor.exports.memory as WebAssembly.Memory).buffer)[0]).toBe(9);
});

test("only exports of the ABI remain, and no custom section", () => {
  const bytes = rewritten(
    service({ more: '(func (export "secret")) (global (export "g") i32 (i32.const 1))' }),
  );
  expect(Object.keys(run(bytes).exports).sort()).toEqual([
    "deliver",
    "memory",
    "prost:deliver",
    "prost:depth",
    "prost:fuel",
    "prost_abi_1",
  ]);
});

describe("has the behaviour of the original", () => {
  /** Instructions that leave one i32, of all kinds of control flow, over two locals. */
  const expression: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
    const value = tie("value");
    return {
      value: fc.oneof(
        { maxDepth: 5 },
        fc.integer({ min: -10, max: 70_000 }).map((n) => `(i32.const ${n})`),
        fc.constantFrom("(local.get 0)", "(local.get 1)", "(memory.size)"),
        fc
          .tuple(fc.constantFrom("add", "sub", "mul", "div_s", "rem_u", "xor", "shl", "lt_u"), value, value)
          .map(([op, a, b]) => `(i32.${op} ${a} ${b})`),
        fc.tuple(value, value, value).map(([c, a, b]) => `(if (result i32) ${c} (then ${a}) (else ${b}))`),
        fc.tuple(value, value).map(([a, b]) => `(block (result i32) (drop (br_if 0 ${a} ${b})) ${b})`),
        fc
          .tuple(value, value, value)
          .map(
            ([a, b, c]) => `(block (result i32) (block (result i32) (br_table 0 1 ${a} ${b})) (drop) ${c})`,
          ),
        fc.tuple(fc.constantFrom(0, 1), value).map(([local, a]) => `(local.tee ${local} ${a})`),
        value.map((a) => `(i32.load offset=16 (i32.and ${a} (i32.const 0x1ffff)))`),
        fc
          .tuple(value, value, value)
          .map(([a, b, c]) => `(block (result i32) (i32.store (i32.and ${a} (i32.const 0xffff)) ${b}) ${c})`),
        fc
          .tuple(value, value, value)
          .map(
            ([a, b, c]) =>
              `(block (result i32) (memory.fill (i32.and ${a} (i32.const 0xfff)) ${b} (i32.and ${c} (i32.const 0x1ffff))) ${c})`,
          ),
        fc
          .tuple(value, value)
          .map(
            ([a, b]) =>
              `(block (result i32) (memory.copy (i32.and ${a} (i32.const 0xfff)) (i32.and ${b} (i32.const 0xfff)) (i32.const 64)) ${a})`,
          ),
        value.map((a) => `(call $callee ${a})`),
        fc
          .tuple(value, value)
          .map(([a, b]) => `(call_indirect (type $unary) ${a} (i32.and ${b} (i32.const 3)))`),
        fc.tuple(value, value).map(([a, b]) => `(select ${a} ${b} (local.get 0))`),
        value.map((a) => `(block (result i32) (return ${a}))`),
        fc.tuple(value, value).map(
          ([a, b]) => `(block (result i32) (local.set 1 (i32.and ${a} (i32.const 7)))
          (loop (if (i32.gt_s (local.get 1) (i32.const 0)) (then (local.set 1 (i32.sub (local.get 1) (i32.const 1))) (br 1)))) ${b})`,
        ),
        value.map((a) => `(memory.grow (i32.and ${a} (i32.const 3)))`),
        value.map((a) => `(i32.trunc_sat_f64_s (f64.sqrt (f64.convert_i32_s ${a})))`),
        value.map((a) => `(i32.extend8_s ${a})`),
      ),
    };
  }).value;

  const program = (body: string) =>
    service({
      more: `(type $unary (func (param i32) (result i32))) (table 4 funcref) (elem (i32.const 0) $callee $other)
        (func $callee (param i32) (result i32) (if (result i32) (i32.lt_s (local.get 0) (i32.const 40)) (then (i32.const 3)) (else (return (local.get 0)))))
        (func $other (param i32) (result i32) (local i32) (i32.mul (local.get 0) (i32.const 3)))
        (func $main (param i32) (result i32) (local i32) ${body})`,
      memory: '(memory (export "memory") 2 4)',
      forward: "(call $main (i32.const 12345))",
    });

  test("for random programs: the same value, the same trap, the same memory, and the same fuel each time", () => {
    let traps = 0;
    let values = 0;
    fc.assert(
      fc.property(expression, (body) => {
        const bytes = program(body);
        const original = run(bytes);
        const changed = run(rewritten(bytes, 4));
        const again = run(rewritten(bytes, 4));
        const expected = original.call("forward");
        expect(changed.call("forward")).toEqual(expected);
        again.call("forward");
        expect(again.fuelUsed()).toBe(changed.fuelUsed());
        expect(changed.fuelUsed()).toBeGreaterThan(0n);
        const memory = (running: Running) =>
          Buffer.from((running.exports.memory as WebAssembly.Memory).buffer);
        expect(memory(changed).equals(memory(original))).toBe(true);
        if ("trap" in expected) traps++;
        else values++;
        if ("value" in expected) expect(changed.depth()).toBe(0);
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(Math.min(traps, values)).toBeGreaterThan(20);
  });
});
