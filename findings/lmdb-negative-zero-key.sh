#!/usr/bin/env bash
# In lmdb-js, -0 is another key than 0. It sorts after Infinity and is read back as an array.
#
# Seen in lmdb 3.5.6 (with ordered-binary 1.6.3).
# Why it surprises: the README says that any JavaScript number can be a key, that numbers are ordered naturally,
#   and that ranges return the original keys. -0 equals 0 in JavaScript, in Map and in IndexedDB, and arithmetic
#   gives it unnoticed (Math.round(-0.4), 0 * -1). An entry under it is in no range of numbers, and a scan of all
#   keys returns ["\x18", null] in its place.
# prost: does not meet it. Its keys are bytes (keyEncoding "binary"), and services have only byte keys.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent lmdb@3.5.6

cat >run.mjs <<'JS'
import { open } from "lmdb";

const db = open({ path: "./store" });
const rounded = Math.round(-0.4);
await db.put(0, "zero");
await db.put(rounded, "rounded");
await db.put(1, "one");
await db.put(Number.POSITIVE_INFINITY, "infinity");
const inRange = [...db.getRange({ start: -1, end: 2 })].map(({ value }) => value).join();
const keys = [...db.getKeys()];
console.log("lmdb 3.5.6");
console.log("expected: Math.round(-0.4) is the key 0, so one entry is replaced");
console.log(`seen: get(0) is "${db.get(0)}", get(-0) is "${db.get(-0)}"`);
console.log(`seen: the values from -1 to 2: ${inRange}`);
const shown = keys.map((key) => (Array.isArray(key) ? JSON.stringify(key) : key)).join(" ");
console.log(`seen: all keys in order: ${shown}`);
await db.close();
const isSame = inRange === "zero,one" && keys.length === 4 && JSON.stringify(keys[3]) === '["\\u0018",null]';
if (!isSame) {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
