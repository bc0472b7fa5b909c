/**
 * Randomly changed modules, and random bytes. The oracle for each: the gate throws nothing, has the same
 * result a second time, and takes a time in proportion to the bytes. An accepted module validates and
 * compiles in V8; instrumented, it is valid, and the gate refuses it (its export names are reserved). A
 * module that the gate calls malformed is invalid in V8.
 */
import assert from "node:assert/strict";
import { joined, moduleOf, section } from "../../../runtime/attack/kit/binary.ts";
import { countingService, echoService, service } from "../../../runtime/attack/kit/modules.ts";
import { padded } from "../../../runtime/attack/kit/padding.ts";
import { timesAsLongAsReading } from "../../../runtime/attack/kit/relative-time.ts";
import type { Random } from "../../../runtime/base/environment.ts";
import {
  type GateResult,
  type GateRules,
  gate,
  REFUSAL_CODES,
  type RefusalCode,
} from "../../../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../../../runtime/sandbox/instrument/rewrite.ts";

const CODES = new Set<string>(REFUSAL_CODES);
/**
 * Codes for malformed modules: V8 must find them invalid too. Other codes are about the profile or the ABI.
 */
const MALFORMED: ReadonlySet<RefusalCode> = new Set([
  "header",
  "truncated",
  "leb",
  "section-size",
  "count",
  "body",
  "start",
  "invalid",
]);
/** Details of refusals with one of these codes that come from limits of the profile. */
const BY_PROFILE = /custom section|a body of \d+ bytes/;
const LARGE = [0xff, 0xff, 0xff, 0xff, 0x0f];
/**
 * A longer time than any observed one. Such a time is measured again, relative to the time of reading memory.
 */
const SUSPECT_MS = 50;
const MEMORY = new Uint8Array(4 * 1024 * 1024).fill(1);
const READINGS_MAX = 10;
const RANDOM_BYTES_MAX = 4_096;

/** The modules to change: small ones, so that most changes have an effect. */
const SEEDS: readonly Uint8Array[] = [
  echoService(),
  countingService(),
  service({
    more: `(table 4 funcref) (elem (i32.const 0) $f $g) (global $x (mut f64) (f64.const 1))
      (func $f (result i32) (i32.const 1)) (func $g (param i32 f32) (local i64) (block (loop (br_table 0 1 (local.get 0)))))
      (data (i32.const 8) "data") (start $s) (func $s (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))`,
    deliver: `(if (i32.eqz (memory.size)) (then (unreachable)) (else (drop (call_indirect (result i32) (i32.const 0)))))`,
  }),
  padded(echoService()),
];

interface FuzzCount {
  modules: number;
  accepted: number;
  bytes: number;
  /** Total time of the gate. */
  ms: number;
}

/** Throws with the module in hex if the oracle is violated. */
export function fuzzGate(random: Random, isOver: (count: FuzzCount) => boolean): FuzzCount {
  const pick = (max: number) => Math.floor(random.next() * max);
  const count: FuzzCount = { modules: 0, accepted: 0, bytes: 0, ms: 0 };
  while (!isOver(count)) {
    const module = pick(8) === 0 ? randomModule(pick) : changedModule(pick);
    count.modules++;
    count.bytes += module.length;
    if (isSound(module, count)) count.accepted++;
  }
  return count;
}

function isSound(module: Uint8Array, count: FuzzCount): boolean {
  const hex = () => Buffer.from(module).toString("hex");
  const isValid = WebAssembly.validate(module as Uint8Array<ArrayBuffer>);
  let passes = false;
  for (const rules of ["service", "profile"] as const satisfies readonly GateRules[]) {
    const result = timed(module, rules, count);
    assert.equal(gate(module, { rules }).ok, result.ok, `another result the second time for ${hex()}`);
    if (!result.ok) {
      const { code, detail } = result;
      assert.ok(CODES.has(code) && /^[ -~]+$/.test(detail), `${detail} of ${hex()}`);
      if (MALFORMED.has(code) && !BY_PROFILE.test(detail))
        assert.ok(!isValid, `refused as malformed, but valid in the engine: ${detail} of ${hex()}`);
      continue;
    }
    assert.ok(isValid, `accepted an invalid module: ${hex()}`);
    assert.doesNotThrow(() => compile(module), `accepted a module that does not compile: ${hex()}`);
    if (rules !== "service") continue;
    passes = true;
    const rewritten = rewrite(result.module, { memoryPages: 256 });
    assert.doesNotThrow(() => compile(rewritten), `the instrumented module is invalid: ${hex()}`);
    assert.ok(!gate(rewritten).ok, `the gate accepts the instrumented module: ${hex()}`);
  }
  return passes;
}

function timed(module: Uint8Array, rules: GateRules, count: FuzzCount): GateResult {
  const startMs = performance.now();
  let result: GateResult;
  try {
    result = gate(module, { rules });
  } catch (error) {
    throw new Error(`the gate threw ${error} at ${Buffer.from(module).toString("hex")}`);
  }
  const ms = performance.now() - startMs;
  count.ms += ms;
  if (ms > SUSPECT_MS) {
    const readings = timesAsLongAsReading(MEMORY, () => gate(module, { rules }), READINGS_MAX);
    assert.ok(readings <= READINGS_MAX, `the gate takes too long for ${Buffer.from(module).toString("hex")}`);
  }
  return result;
}

function compile(module: Uint8Array): void {
  new WebAssembly.Module(module as Uint8Array<ArrayBuffer>);
}

type Pick = (max: number) => number;

function changedModule(pick: Pick): Uint8Array {
  let module = SEEDS[pick(SEEDS.length)];
  for (let changes = 1 + pick(2); changes > 0; changes--) module = changed(module, pick);
  return module;
}

/** Random bytes: alone, behind a header, or in sections with the right length. */
function randomModule(pick: Pick): Uint8Array {
  const bytes = () =>
    Uint8Array.from({ length: pick(2) === 0 ? pick(64) : pick(RANDOM_BYTES_MAX) }, () => pick(256));
  switch (pick(3)) {
    case 0:
      return bytes();
    case 1:
      return joined([moduleOf(), bytes()]);
    default:
      return moduleOf(
        ...Array.from({ length: 1 + pick(6) }, (_, i) => section(pick(4) === 0 ? pick(14) : i, bytes())),
      );
  }
}

function changed(module: Uint8Array, pick: Pick): Uint8Array {
  const at = pick(module.length);
  const length = 1 + pick(8);
  const before = module.subarray(0, at);
  const after = module.subarray(Math.min(module.length, at + length));
  const withBytes = (bytes: readonly number[], rest: Uint8Array) =>
    joined([before, Uint8Array.from(bytes), rest]);
  switch (pick(6)) {
    case 0:
      return withBytes([module[at] ^ (1 << pick(8))], module.subarray(at + 1));
    case 1:
      return withBytes([pick(256)], module.subarray(at + 1));
    case 2:
      return joined([before, after]);
    case 3:
      return joined([before, module.subarray(at, at + length), module.subarray(at)]);
    case 4:
      return withBytes(LARGE, module.subarray(at + 1));
    default: {
      const other = SEEDS[pick(SEEDS.length)];
      const from = pick(other.length);
      return joined([before, other.subarray(from, from + 4 * length), after]);
    }
  }
}
