/** A module as large as a service often is, of functions that do what compiled code does; with another seed, other code throughout. */
import { service } from "../runtime/attack/kit/modules.ts";

const FUNCTIONS = 64;
const STATEMENTS = 14;
/** Iterations of each loop. */
const TURNS = 4;
/** Of memory that the functions read and write, behind the mailbox. */
const HEAP = 16_384;
const HEAP_MASK = 0x3ffc;

/**
 * About 20 KiB with 64 functions. Its answer to a message has called every function once, so all of them were compiled; or, if it `justAnswers`,
 * none of them.
 */
export function generatedModule(
  seed: number,
  { count = FUNCTIONS, justAnswers = false }: { count?: number; justAnswers?: boolean } = {},
): Uint8Array {
  const chance = chanceFrom(seed);
  const functions = Array.from({ length: count }, (_, n) => functionText(n, chance));
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

function functionText(n: number, chance: (below: number) => number): string {
  const statements = Array.from({ length: STATEMENTS }, () => statement(chance));
  return `(func $f${n} (param $a i32) (param $b i32) (result i32) (local $i i32) (local $t i32) (local $w i64)
    (loop $again
      ${statements.join("\n      ")}
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${TURNS}))))
    (i32.xor (local.get $a) (i32.wrap_i64 (local.get $w))))`;
}

function statement(chance: (below: number) => number): string {
  const number = `(i32.const ${chance(2 ** 31)})`;
  const address = `(i32.add (i32.and (local.get $a) (i32.const ${HEAP_MASK})) (i32.const ${HEAP + 4 * chance(1_024)}))`;
  switch (chance(7)) {
    case 0:
      return `(local.set $a (i32.mul (i32.xor (local.get $a) ${number}) (i32.const ${2 * chance(2 ** 20) + 1})))`;
    case 1:
      return `(local.set $t (i32.load ${address}))`;
    case 2:
      return `(i32.store ${address} (i32.add (local.get $t) ${number}))`;
    case 3:
      return `(if (i32.gt_u (local.get $b) ${number}) (then (local.set $b (i32.rotl (local.get $b) (i32.const ${chance(31)}))))
        (else (local.set $t (i32.sub (local.get $t) (local.get $b)))))`;
    case 4:
      return `(local.set $w (i64.add (local.get $w) (i64.extend_i32_u (i32.shr_u (local.get $a) (i32.const ${chance(31)})))))`;
    case 5:
      return `(global.set $g (i32.xor (global.get $g) (local.get $t)))`;
    default:
      return `(block $out (br_if $out (i32.eqz (i32.and (local.get $t) (i32.const ${1 + chance(7)})))) (i32.store8 ${address} (local.get $b)))`;
  }
}

/** mulberry32. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
