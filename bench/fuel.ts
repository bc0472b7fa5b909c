/**
 * The time of a unit of fuel: loops of one operation each, made to be as slow as possible for their fuel. They run
 * after the rewrite, as in a cell (baseline compiler), and with the optimising compiler. If the weight of an
 * operation is too low, its loop takes far more nanoseconds per unit than the others.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { service } from "../runtime/attack/kit/modules.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { DEPTH_EXPORT, FUEL_EXPORT, rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { type BenchOptions, printTable } from "./timing.ts";

const PAGES = 256;
const MEMORY = `(memory (export "memory") ${PAGES} ${PAGES})`;
/** Fuel of one round; the best round counts. */
const FUEL = 400_000_000n;
const ROUNDS = 5;
/** Target: no loop takes more than this factor of the time of the reference loop for the same fuel. */
const FACTOR_MAX = 4;
/** The reference loop. */
const REFERENCE = "branch tables";

interface Loop {
  readonly name: string;
  readonly body: string;
  readonly locals?: string;
  readonly more?: string;
  readonly memory?: string;
}

const again = (body: string) => `(loop $again ${body} (br $again))`;
const times = (count: number, body: string) => Array(count).fill(body).join(" ");

/** Each loop runs until its fuel is used up. */
const LOOPS: readonly Loop[] = [
  { name: "an empty loop", body: again("") },
  {
    name: "locals and additions",
    locals: "(local $i i32)",
    body: again(times(32, "(local.set $i (i32.add (local.get $i) (i32.const 3)))")),
  },
  { name: "constants and drops", body: again(times(64, "(drop (i32.const 1))")) },
  {
    name: "64-bit multiplications in a chain",
    locals: "(local $i i64)",
    body: again(times(32, "(local.set $i (i64.mul (local.get $i) (i64.const 6364136223846793005)))")),
  },
  {
    name: "32-bit divisions in a chain",
    locals: "(local $i i32)",
    body: `(local.set $i (i32.const -1)) ${again(
      times(
        32,
        `(local.set $i (i32.div_u (i32.sub
      (i32.const -1) (local.get $i)) (i32.or (local.get $i) (i32.const 1))))`,
      ),
    )}`,
  },
  {
    name: "64-bit divisions in a chain",
    locals: "(local $i i64)",
    body: `(local.set $i (i64.const -7)) ${again(
      times(
        32,
        `(local.set $i (i64.xor (i64.const -7)
      (i64.div_s (i64.const 0x7ffffffffffffff1) (i64.or (local.get $i) (i64.const 1)))))`,
      ),
    )}`,
  },
  {
    name: "64-bit remainders",
    locals: "(local $i i64)",
    body: `(local.set $i (i64.const 977)) ${again(
      times(
        32,
        `(local.set $i (i64.or (i64.const 3)
      (i64.rem_u (i64.const -11) (local.get $i))))`,
      ),
    )}`,
  },
  {
    name: "square roots in a chain",
    locals: "(local $f f64)",
    body: `(local.set $f (f64.const 1e300)) ${again(
      times(
        32,
        `(local.set $f (f64.sqrt (f64.add
      (local.get $f) (f64.const 3))))`,
      ),
    )}`,
  },
  {
    name: "float divisions in a chain",
    locals: "(local $f f64)",
    body: `(local.set $f (f64.const 1.7)) ${again(
      times(
        32,
        `(local.set $f (f64.div (f64.const 1e10)
      (local.get $f)))`,
      ),
    )}`,
  },
  {
    name: "subnormal products",
    locals: "(local $f f64)",
    body: again(
      `(local.set $f (f64.const 3e-310)) ${times(
        32,
        `(local.set $f (f64.mul (local.get $f)
        (f64.const 1.0000001)))`,
      )}`,
    ),
  },
  {
    name: "single subnormal products",
    locals: "(local $f f32)",
    body: again(
      `(local.set $f (f32.const 3e-40)) ${times(32, "(local.set $f (f32.mul (local.get $f) (f32.const 1.0001)))")}`,
    ),
  },
  {
    name: "subnormal differences",
    locals: "(local $f f64) (local $g f64)",
    body: again(
      `(local.set $f (f64.const 2.3e-308)) ${times(
        32,
        `(local.set $g (f64.sub (local.get $f)
        (f64.const 2.25e-308)))`,
      )}`,
    ),
  },
  {
    name: "subnormal quotients",
    locals: "(local $f f64) (local $g f64)",
    body: again(
      `(local.set $f (f64.const 3e-310)) ${times(32, "(local.set $g (f64.div (local.get $f) (f64.const 1.7)))")}`,
    ),
  },
  {
    name: "subnormal square roots",
    locals: "(local $f f64) (local $g f64)",
    body: again(`(local.set $f (f64.const 3e-310)) ${times(32, "(local.set $g (f64.sqrt (local.get $f)))")}`),
  },
  {
    name: "roundings",
    locals: "(local $f f64)",
    body: again(times(32, "(local.set $f (f64.nearest (f64.add (local.get $f) (f64.const 0.6))))")),
  },
  {
    name: "saturating conversions",
    locals: "(local $f f64)",
    body: again(
      times(
        32,
        "(local.set $f (f64.convert_i64_u (i64.trunc_sat_f64_u (f64.add (local.get $f) (f64.const 1e18)))))",
      ),
    ),
  },
  {
    name: "bit counts",
    locals: "(local $i i64)",
    body: again(times(32, "(local.set $i (i64.add (i64.const 12345) (i64.popcnt (local.get $i))))")),
  },
  {
    name: "loads in order",
    memory: MEMORY,
    locals: "(local $i i32)",
    body: again(
      `(local.set $i (i32.and (i32.add (local.get $i) (i32.const 256))
        (i32.const 0xffff00))) ${times(32, `(drop (i64.load (local.get $i)))`)}`,
    ),
  },
  {
    name: "a pointer chase through 16 MiB",
    memory: MEMORY,
    locals: "(local $i i32) (local $n i32)",
    // A full cycle of a linear congruential generator over the cache lines: each load misses, and gives the next
    // address.
    body: `(loop $fill
        (i32.store (i32.shl (local.get $i) (i32.const 6)) (i32.shl (i32.and (i32.add (i32.mul
          (local.get $i) (i32.const 166521)) (i32.const 77777)) (i32.const 262143)) (i32.const 6)))
        (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 262143))))
      (local.set $i (i32.const 0))
      ${again(times(16, "(local.set $i (i32.load (local.get $i)))"))}`,
  },
  {
    name: "stores far apart",
    memory: MEMORY,
    locals: "(local $i i32)",
    body: again(
      times(
        16,
        `(i32.store (i32.and (local.tee $i (i32.add (local.get $i) (i32.const 4160)))
          (i32.const 0xfffff0)) (local.get $i))`,
      ),
    ),
  },
  {
    name: "unaligned loads across pages",
    memory: MEMORY,
    locals: "(local $i i32)",
    body: again(
      times(
        16,
        `(local.set $i (i32.and (i32.add (local.get $i) (i32.const 8192)) (i32.const 0xffe000))) (drop
          (i64.load offset=4093 align=1 (local.get $i)))`,
      ),
    ),
  },
  {
    name: "globals",
    more: "(global $g (mut i64) (i64.const 0))",
    body: again(times(32, "(global.set $g (i64.add (global.get $g) (i64.const 1)))")),
  },
  { name: "calls of an empty function", more: "(func $nothing)", body: again(times(32, "(call $nothing)")) },
  {
    name: "calls with eight parameters",
    more: "(func $eight (param i32 i32 i32 i32 i64 i64 f64 f64))",
    body: again(
      times(
        8,
        `(call $eight (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i64.const 5) (i64.const 6)
          (f64.const 7) (f64.const 8))`,
      ),
    ),
  },
  {
    name: "calls of functions with many locals",
    more: `(func $many (local ${times(400, "i64")}))`,
    body: again(times(8, "(call $many)")),
  },
  {
    name: "recursion",
    more: "(func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))",
    body: again("(call $deep (i32.const 1000))"),
  },
  {
    name: "calls through a table",
    more: "(type $v (func)) (table 8 funcref) (elem (i32.const 0) $a $b $a $b $a $b $a $b) (func $a) (func $b)",
    locals: "(local $i i32)",
    body: again(
      times(
        16,
        `(call_indirect (type $v) (i32.and (local.tee $i (i32.add (i32.mul (local.get $i)
          (i32.const 1103515245)) (i32.const 12345))) (i32.const 7)))`,
      ),
    ),
  },
  {
    name: "unpredictable branches",
    locals: "(local $i i32)",
    body: again(
      times(
        16,
        `(local.set $i (i32.add (i32.mul (local.get $i) (i32.const 1103515245)) (i32.const 12345))) (if
          (i32.and (local.get $i) (i32.const 0x10000)) (then (local.set $i (i32.add (local.get $i)
          (i32.const 7)))))`,
      ),
    ),
  },
  {
    name: "branch tables",
    locals: "(local $i i32)",
    body: again(
      times(
        8,
        `(local.set $i (i32.add (i32.mul (local.get $i) (i32.const 1103515245)) (i32.const 12345)))
      (block $a (block $b (block $c (block $d (br_table $a $b $c $d (i32.and (i32.shr_u (local.get $i)
        (i32.const 16)) (i32.const 3)))))))`,
      ),
    ),
  },
  { name: "memory.size", body: again(times(32, "(drop (memory.size))")) },
  { name: "memory.grow by 0", body: again(times(4, "(drop (memory.grow (i32.const 0)))")) },
  {
    name: "memory.grow that fails",
    memory: MEMORY,
    body: again(times(4, "(drop (memory.grow (i32.const 1)))")),
  },
  {
    name: "memory.fill of nothing",
    body: again(times(8, "(memory.fill (i32.const 0) (i32.const 1) (i32.const 0))")),
  },
  {
    name: "memory.fill of 64 bytes",
    body: again(times(8, "(memory.fill (i32.const 64) (i32.const 1) (i32.const 64))")),
  },
  {
    name: "memory.fill of 8 MiB",
    memory: MEMORY,
    body: again("(memory.fill (i32.const 0) (i32.const 1) (i32.const 8388608))"),
  },
  {
    name: "memory.copy of 8 MiB",
    memory: MEMORY,
    body: again("(memory.copy (i32.const 8388608) (i32.const 0) (i32.const 8388608))"),
  },
  {
    name: "memory.copy of 4 KiB far apart",
    memory: MEMORY,
    locals: "(local $i i32)",
    body: again(
      `(memory.copy (local.tee $i (i32.and (i32.add (local.get $i) (i32.const 8192))
        (i32.const 0x7ff000))) (i32.add (local.get $i) (i32.const 8388608)) (i32.const 4096))`,
    ),
  },
];

interface Measured {
  readonly name: string;
  readonly nsPerUnit: number;
}

export async function run({ full }: BenchOptions): Promise<void> {
  const profiles = [
    ["hardened", "--liftoff-only"],
    ["fast", "--no-liftoff"],
  ] as const;
  for (const [profile, flag] of profiles) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--no-node-snapshot", flag, fileURLToPath(import.meta.url), full ? "full" : "short"],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    const rows = JSON.parse(stdout) as Measured[];
    const reference = rows.find(({ name }) => name === REFERENCE)?.nsPerUnit ?? Number.NaN;
    const sorted = rows.sort((a, b) => b.nsPerUnit - a.nsPerUnit);
    printTable(
      [`${profile}: until the fuel is used up`, "ns per unit", "against branch tables"],
      sorted.map(({ name, nsPerUnit }) => [
        name,
        nsPerUnit.toFixed(3),
        `${(nsPerUnit / reference).toFixed(1)}×`,
      ]),
    );
    const beyond = sorted.filter(({ nsPerUnit }) => nsPerUnit > FACTOR_MAX * reference).length;
    console.log(
      `${beyond} of ${rows.length} loops take more than ${FACTOR_MAX} times as long as ${REFERENCE}`,
    );
    console.log(JSON.stringify({ bench: "fuel", profile, rows }));
  }
}

/** Runs in its own process, since flags choose the compiler. */
function measureAll(rounds: number): readonly Measured[] {
  return LOOPS.map((loop) => {
    const module = service({
      ...(loop.memory !== undefined && { memory: loop.memory }),
      more: `${loop.more ?? ""} (func $work ${loop.locals ?? ""} ${loop.body})`,
      deliver: "(call $work)",
    });
    const gated = gate(module);
    if (!gated.ok) throw new Error(`${loop.name}: ${gated.detail}`);
    const bytes = rewrite(gated.module, { memoryPages: PAGES }) as Uint8Array<ArrayBuffer>;
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) best = Math.min(best, nsPerUnit(loop.name, bytes));
    return { name: loop.name, nsPerUnit: best };
  });
}

function nsPerUnit(name: string, bytes: Uint8Array<ArrayBuffer>): number {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    prost: { respond: () => 0, store_put: () => 0, store_get: () => 0, route: () => 0 },
  });
  const fuel = exports[FUEL_EXPORT] as WebAssembly.Global;
  const deliver = exports.deliver as () => void;
  const spend = (units: bigint) => {
    (exports[DEPTH_EXPORT] as WebAssembly.Global).value = 0;
    fuel.value = units;
    const startMs = performance.now();
    try {
      deliver();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
    return { ms: performance.now() - startMs, units: Number(units - (fuel.value as bigint)) };
  };
  // Warm-up, so that compilation is not measured. The preparation of a loop takes little of the time.
  spend(FUEL / 8n);
  const { ms, units } = spend(FUEL);
  if (units < Number(FUEL)) throw new Error(`${name}: the loop ended before its fuel was used up`);
  return (ms * 1e6) / units;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(measureAll(process.argv[2] === "full" ? 3 * ROUNDS : ROUNDS)));
