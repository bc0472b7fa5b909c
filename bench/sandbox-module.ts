/** Generates modules of the usual size of a service, with functions like compiled code; each seed gives other code. */
import { service } from "../runtime/attack/kit/modules.ts";

const FUNCTIONS = 64;
const STATEMENTS = 14;
/** Iterations of each loop. */
const ITERATIONS = 4;
/** Memory that the functions read and write, after the mailbox. */
const HEAP = 16_384;
const HEAP_MASK = 0x3ffc;

/**
 * About 20 KiB with 64 functions. Each message calls every function once, so that all of them are compiled; with
 * `justAnswers` none of them.
 */
export function generatedModule(
  seed: number,
  { count = FUNCTIONS, justAnswers = false }: { count?: number; justAnswers?: boolean } = {},
): Uint8Array {
  const randomBelow = randomFrom(seed);
  const functions = Array.from({ length: count }, (_, n) => functionText(n, randomBelow));
  const calls = Array.from(
    { length: justAnswers ? 0 : count },
    (_, n) => `(drop (call $f${n} (i32.const ${n}) (i32.const 7)))`,
  );
  return service({
    more: `(global $g (mut i32) (i32.const ${seed | 0})) ${functions.join("\n")}`,
    deliver: `${calls.join("\n")}
      (drop (call $respond (i64.load (i32.const 1152)) (i32.const 1184) (i32.load (i32.const 1172))))`,
  });
}

function functionText(n: number, randomBelow: (below: number) => number): string {
  const statements = Array.from({ length: STATEMENTS }, () => statement(randomBelow));
  return `(func $f${n} (param $a i32) (param $b i32) (result i32) (local $i i32) (local $t i32) (local $w i64)
    (loop $again
      ${statements.join("\n      ")}
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${ITERATIONS}))))
    (i32.xor (local.get $a) (i32.wrap_i64 (local.get $w))))`;
}

function statement(randomBelow: (below: number) => number): string {
  const number = `(i32.const ${randomBelow(2 ** 31)})`;
  const base = `(i32.const ${HEAP + 4 * randomBelow(1_024)})`;
  const address = `(i32.add (i32.and (local.get $a) (i32.const ${HEAP_MASK})) ${base})`;
  switch (randomBelow(7)) {
    case 0:
      return `(local.set $a (i32.mul (i32.xor (local.get $a) ${number}) (i32.const ${2 * randomBelow(2 ** 20) + 1})))`;
    case 1:
      return `(local.set $t (i32.load ${address}))`;
    case 2:
      return `(i32.store ${address} (i32.add (local.get $t) ${number}))`;
    case 3:
      return `(if (i32.gt_u (local.get $b) ${number})
        (then (local.set $b (i32.rotl (local.get $b) (i32.const ${randomBelow(31)}))))
        (else (local.set $t (i32.sub (local.get $t) (local.get $b)))))`;
    case 4:
      return `(local.set $w (i64.add (local.get $w)
        (i64.extend_i32_u (i32.shr_u (local.get $a) (i32.const ${randomBelow(31)})))))`;
    case 5:
      return `(global.set $g (i32.xor (global.get $g) (local.get $t)))`;
    default:
      return `(block $out (br_if $out (i32.eqz (i32.and (local.get $t) (i32.const ${1 + randomBelow(7)}))))
        (i32.store8 ${address} (local.get $b)))`;
  }
}

/** The generator mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
