/**
 * Modules that were good, changed at random places: bytes flipped, dropped, doubled, numbers made large, parts of one put into another.
 * The oracle: the gate never throws; what it lets pass the engine compiles, and so it does what the rewrite makes of it, which passes
 * the gate no more (its names are reserved), and the gate says the same when it is asked again.
 */
import assert from "node:assert/strict";
import { countingService, echoService, service } from "../../runtime/attack/modules.ts";
import type { Random } from "../../runtime/overlay/environment.ts";
import { type GateRules, gate, REFUSAL_CODES } from "../../runtime/sandbox/gate.ts";
import { rewrite } from "../../runtime/sandbox/rewrite.ts";

const CODES = new Set<string>(REFUSAL_CODES);
const LARGE = [0xff, 0xff, 0xff, 0xff, 0x0f];

/** Modules to begin with; small ones, so that a change hits something. */
export const SEEDS: readonly Uint8Array[] = [
  echoService(),
  countingService(),
  service({
    more: `(table 4 funcref) (elem (i32.const 0) $f $g) (global $x (mut f64) (f64.const 1))
      (func $f (result i32) (i32.const 1)) (func $g (param i32 f32) (local i64) (block (loop (br_table 0 1 (local.get 0)))))
      (data (i32.const 8) "data") (start $s) (func $s (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))`,
    deliver: `(if (i32.eqz (memory.size)) (then (unreachable)) (else (drop (call_indirect (result i32) (i32.const 0)))))`,
  }),
];

export interface FuzzCount {
  modules: number;
  accepted: number;
}

/** Throws with the module in hex when the oracle is violated. */
export function fuzzGate(random: Random, isOver: (count: FuzzCount) => boolean): FuzzCount {
  const pick = (max: number) => Math.floor(random.next() * max);
  const seeds = SEEDS;
  const count: FuzzCount = { modules: 0, accepted: 0 };
  while (!isOver(count)) {
    let module = seeds[pick(seeds.length)];
    for (let changes = 1 + pick(2); changes > 0; changes--) module = changed(module, seeds, pick);
    count.modules++;
    if (isSound(module)) count.accepted++;
  }
  return count;
}

function isSound(module: Uint8Array): boolean {
  const hex = () => Buffer.from(module).toString("hex");
  let passes = false;
  for (const rules of ["service", "profile"] as const satisfies readonly GateRules[]) {
    let verdict: ReturnType<typeof gate>;
    try {
      verdict = gate(module, { rules });
    } catch (error) {
      throw new Error(`the gate threw ${error} at ${hex()}`);
    }
    assert.equal(gate(module, { rules }).ok, verdict.ok, `it changed its mind about ${hex()}`);
    if (!verdict.ok) {
      assert.ok(CODES.has(verdict.code) && /^[ -~]+$/.test(verdict.detail), `${verdict.detail} of ${hex()}`);
      continue;
    }
    assert.ok(
      WebAssembly.validate(module as Uint8Array<ArrayBuffer>),
      `it let pass what is invalid: ${hex()}`,
    );
    if (rules !== "service") continue;
    passes = true;
    const rewritten = rewrite(verdict.module, { memoryPages: 256 });
    assert.ok(WebAssembly.validate(rewritten as Uint8Array<ArrayBuffer>), `its rewrite is invalid: ${hex()}`);
    assert.ok(!gate(rewritten).ok, `its rewrite passes the gate: ${hex()}`);
  }
  return passes;
}

function changed(
  module: Uint8Array,
  seeds: readonly Uint8Array[],
  pick: (max: number) => number,
): Uint8Array {
  const at = pick(module.length);
  const length = 1 + pick(8);
  const before = module.subarray(0, at);
  const after = module.subarray(Math.min(module.length, at + length));
  switch (pick(6)) {
    case 0:
      return joined(before, [module[at] ^ (1 << pick(8))], module.subarray(at + 1));
    case 1:
      return joined(before, [pick(256)], module.subarray(at + 1));
    case 2:
      return joined(before, after);
    case 3:
      return joined(before, module.subarray(at, at + length), module.subarray(at));
    case 4:
      return joined(before, LARGE, module.subarray(at + 1));
    default: {
      const other = seeds[pick(seeds.length)];
      const from = pick(other.length);
      return joined(before, other.subarray(from, from + 4 * length), after);
    }
  }
}

function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
}
