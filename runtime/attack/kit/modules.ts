/** Small services in the text format, good and hostile. A hostile one is valid except for its attack. */
import loadWabt from "wabt";

const wabt = await loadWabt();

/** The module's bytes. Throws for text that is not a module. */
export function wat(text: string): Uint8Array {
  const module = wabt.parseWat("test.wat", text, {
    bulk_memory: true,
    sat_float_to_int: true,
    sign_extension: true,
  });
  try {
    return Uint8Array.from(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

/** Addresses of the mailbox, and of its token, payload length and payload. */
const MAILBOX = 1024;
const TOKEN = MAILBOX + 128;
const LENGTH = MAILBOX + 148;
const PAYLOAD = MAILBOX + 160;

const IMPORTS = `
  (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))
  (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))
  (import "prost" "store_get" (func $store_get (param i32 i32 i32 i32) (result i32)))
  (import "prost" "route" (func $route (param i32 i32 i32 i32 i32) (result i32)))`;

interface Parts {
  readonly imports?: string;
  readonly memory?: string;
  readonly more?: string;
  /** Instructions. */
  readonly deliver?: string;
  readonly forward?: string;
}

/** A service that answers with the payload, unless the parts replace its code. */
export function service(parts: Parts = {}): Uint8Array {
  const deliver = parts.deliver ?? ECHO;
  return wat(`(module ${parts.imports ?? IMPORTS}
    ${parts.memory ?? '(memory (export "memory") 2)'}
    (func (export "prost_abi_1") (result i32) (i32.const ${MAILBOX}))
    (func (export "deliver") ${deliver})
    ${parts.forward === undefined ? "" : `(func (export "forward") (result i32) ${parts.forward})`}
    ${parts.more ?? ""})`);
}

export const ECHO = `(drop (call $respond
  (i64.load (i32.const ${TOKEN})) (i32.const ${PAYLOAD}) (i32.load (i32.const ${LENGTH}))))`;
const ENDLESS = "(loop $again (br $again))";

export const echoService = () => service();

/** Answers with its number of calls, from its local store: one byte. */
export const countingService = () =>
  service({
    deliver: `
      (drop (call $store_get (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
      (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
      (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 100) (i32.const 1)))
      (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 100) (i32.const 1)))`,
  });

export const endlessLoopInDeliver = () => service({ deliver: ENDLESS });
export const endlessLoopInForward = () => service({ forward: `${ENDLESS} (i32.const 0)` });
export const endlessStart = () => service({ more: `(func $start ${ENDLESS}) (start $start)` });
export const memoryGrowLoop = () =>
  service({ deliver: "(loop $again (drop (memory.grow (i32.const 16))) (br $again))" });
export const hugeTable = () => service({ more: "(table 1000000 funcref)" });
export const deepRecursion = () => service({ more: "(func $down (call $down))", deliver: "(call $down)" });
/** Many locals, so that each frame is large. */
export const deepRecursionOfLargeFrames = () =>
  service({
    more: `(func $down (param i64) (local ${"i64 ".repeat(500)})
      (local.set 1 (local.get 0)) (call $down (local.get 1)) (drop (i64.add (local.get 1) (local.get 400))))`,
    deliver: "(call $down (i64.const 1))",
  });
export const trapOnEveryMessage = () =>
  service({
    deliver: `(drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1))) ${ECHO} unreachable`,
  });
export const bulkFillLoop = () =>
  service({
    deliver: "(loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br $again))",
  });
export const unknownImport = () =>
  service({ imports: `${IMPORTS} (import "prost" "exec" (func (param i32)))` });
export const prototypeImports = () =>
  [
    ["constructor", "constructor"],
    ["constructor", "assign"],
    ["toString", "constructor"],
    ["__proto__", "constructor"],
    ["prost", "constructor"],
    ["prost", "toString"],
    ["prost", "__proto__"],
    ["env", "__defineGetter__"],
  ].map(([module, name]) =>
    service({ imports: `${IMPORTS} (import "${module}" "${name}" (func (param i32)))` }),
  );
/**
 * Nested blocks. They are written as bytes over `nop` instructions, since they are too deep for the parser of
 * the text format.
 */
export function nested(depth: number, locals: number): Uint8Array {
  const module = service({ more: `(func (local ${"i32 ".repeat(locals)}) ${"nop ".repeat(3 * depth)})` });
  const at = Buffer.from(module).indexOf(Buffer.alloc(3 * depth, 0x01));
  for (let i = 0; i < depth; i++) module.set([0x03, 0x40], at + 2 * i);
  module.fill(0x0b, at + 2 * depth, at + 3 * depth);
  return module;
}

/** A body that takes V8 gigabytes to compile. */
export const compileBomb = () => nested(2_000, 20_000);

/** Pointers and lengths that lie outside memory, overflow, or are negative. */
export const FORGED: readonly (readonly [pointer: number, length: number])[] = [
  [-1, 1],
  [-1, -1],
  [0, -1],
  [0, 0x7fffffff],
  [-16, 32],
  [0x7fffffff, 1],
  [-2147483648, 1],
  [131072, 1],
  [131071, 2],
  [131073, 0],
];

/** Calls imports with FORGED, and answers with the statuses, one byte each. */
export const forgedPointers = () =>
  service({
    deliver: `${FORGED.map(
      ([pointer, length], i) => `
        (i32.store8 (i32.const ${200 + i})
          (call $store_put (i32.const ${pointer}) (i32.const ${length}) (i32.const 0) (i32.const 1)))
        (i32.store8 (i32.const ${200 + FORGED.length + i})
          (call $store_get (i32.const 0) (i32.const 1) (i32.const ${pointer}) (i32.const ${length})))
        (i32.store8 (i32.const ${200 + 2 * FORGED.length + i})
          (call $route (i32.const 0) (i32.const ${pointer}) (i32.const ${length}) (i32.const 0) (i32.const 0)))`,
    ).join("")}
      (drop (call $respond (i64.load (i32.const ${TOKEN})) (i32.const 200) (i32.const ${3 * FORGED.length})))`,
  });
