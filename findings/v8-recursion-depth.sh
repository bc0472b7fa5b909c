#!/usr/bin/env bash
# A WebAssembly recursion that overflows V8's stack succeeds later in the same process, ten times as deep.
#
# Seen in Node 24.21.0 (V8 13.6) on x64.
# Why it surprises: one expects frames of other sizes from other compilers, but for one module, one stack and one
#   argument a fixed answer. Here f(20000) throws "Maximum call stack size exceeded" at first. After some
#   thousand shallow calls the optimising compiler has inlined the recursion into itself, and f(20000) returns;
#   the limit rises from some 10,000 levels to 150,000. Node 20, and Node 24 with --no-wasm-inlining, rise to
#   25,000. So the size of the stack says little about the depth, and whether a deep call traps depends on how
#   warm the code is.
# prost: a trap undoes an event, so the outcome would depend on the age of the instance and differ in a replay.
#   The node therefore counts stack units in the code itself (runtime/sandbox/instrument/metering.ts) and traps
#   before V8's limit, at the same depth on all nodes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent wabt@1.0.39 node@24.21.0

cat >run.mjs <<'JS'
import wabtModule from "wabt";

const text = `(module (func $f (export "f") (param i32) (result i32)
  (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
    (else (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1))))))))`;
const { buffer } = (await wabtModule()).parseWat("depth.wat", text).toBinary({});
const { f } = new WebAssembly.Instance(new WebAssembly.Module(buffer)).exports;

function outcome(depth) {
  try {
    return `returns ${f(depth)}`;
  } catch (error) {
    return `throws ${error.name}: ${error.message}`;
  }
}

console.log(`Node ${process.version}, V8 ${process.versions.v8}`);
console.log("expected: f(20000) has the same outcome each time");
const cold = outcome(20_000);
console.log(`seen: f(20000) at first ${cold}`);
for (let i = 0; i < 5000; i++) f(1000);
await new Promise((resolve) => setTimeout(resolve, 500));
const hot = outcome(20_000);
console.log(`seen: f(20000) after 5,000 calls of f(1000) ${hot}`);
console.log(`seen: f(100000) then ${outcome(100_000)}`);
if (!cold.startsWith("throws RangeError") || hot !== "returns 20000") {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node_modules/node/bin/node run.mjs
