#!/usr/bin/env bash
# Array#sort in AssemblyScript keeps the order of equal elements up to 48 elements, and loses it from 49.
#
# Seen in assemblyscript 0.28.20.
# Why it surprises: JavaScript's sort is stable since ES2019, and the change that brought this algorithm to
#   AssemblyScript (pull request 1904) calls it stable. A test with a few elements confirms that: up to 48 an
#   insertion sort runs. Longer arrays take another path, in which equal elements change places.
# prost: a service that sorts by one field and relies on the earlier order answers differently from its
#   TypeScript reference. The result is the same on all nodes. Compare all fields, or add the position to the
#   comparison. services-as/README.md names it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent assemblyscript@0.28.20

cat >sorted.ts <<'TS'
class Item {
  constructor(public rank: i32, public position: i32) {}
}
/** Whether `count` items with ranks 0, 1, 2, 0, 1, 2 … keep the order of their positions within a rank. */
export function isStable(count: i32): bool {
  const items: Item[] = [];
  for (let i = 0; i < count; i++) items.push(new Item(i % 3, i));
  items.sort((a, b) => a.rank - b.rank);
  for (let i = 1; i < count; i++)
    if (items[i - 1].rank == items[i].rank && items[i - 1].position > items[i].position) return false;
  return true;
}
TS
node node_modules/assemblyscript/bin/asc.js sorted.ts -o sorted.wasm --bindings esm -O

cat >run.mjs <<'JS'
import { isStable } from "./sorted.js";

console.log("assemblyscript 0.28.20");
console.log("expected: the sort is stable for every length, as in JavaScript");
let first = 0;
for (let count = 1; count <= 200 && first === 0; count++) if (!isStable(count)) first = count;
console.log(first === 0 ? "seen: stable up to 200" : `seen: equal elements change places from ${first} elements`);
if (first !== 49) {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
