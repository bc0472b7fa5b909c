#!/usr/bin/env bash
# A Set or Map in AssemblyScript never finds NaN: each add of NaN adds one more element, which nothing removes.
#
# Seen in assemblyscript 0.28.20.
# Why it surprises: in JavaScript NaN equals itself in Set, Map and Array#includes (SameValueZero). In
#   AssemblyScript, Array#includes finds NaN but Set and Map compare with ==.
# prost: a service that counts measurements by value and meets 0/0 fills its memory with elements that it cannot
#   find or delete, until `memory.grow` fails. The memory maximum of the module bounds it. Refuse NaN before it
#   becomes a key. services-as/README.md names it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent assemblyscript@0.28.20

cat >keys.ts <<'TS'
const set = new Set<f64>();
const map = new Map<f64, i32>();
export function fill(times: i32): void {
  for (let i = 0; i < times; i++) {
    set.add(NaN);
    map.set(NaN, i);
  }
}
export function sizes(): i32[] {
  return [set.size, map.size];
}
export function isFound(): bool[] {
  return [set.has(NaN), map.has(NaN), set.delete(NaN), [1.0, NaN].includes(NaN)];
}
TS
node node_modules/assemblyscript/bin/asc.js keys.ts -o keys.wasm --bindings esm -O

cat >run.mjs <<'JS'
import { fill, isFound, sizes } from "./keys.js";

console.log("assemblyscript 0.28.20");
console.log("expected: after a thousand adds of NaN, one element, which has() finds and delete() removes");
fill(1000);
const [inSet, inMap, deleted, inArray] = isFound();
const [setSize, mapSize] = sizes();
console.log(`seen: the set has ${setSize} elements, the map ${mapSize}`);
console.log(`seen: Set#has ${inSet}, Map#has ${inMap}, Set#delete ${deleted}, but Array#includes ${inArray}`);
if (setSize !== 1000 || mapSize !== 1000 || inSet || inMap || deleted || !inArray) {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
