#!/usr/bin/env bash
# AssemblyScript's parseFloat is wrong by powers of ten for numbers of 17 digits from 1e39 to 1e53.
#
# Seen in assemblyscript 0.28.20.
# Why it surprises: a parser of floats may err in the last bit. This one returns up to 1e15 times too
#   little: the text "3.0629391994053549e+53", which AssemblyScript's own toString wrote, is read as 3.06e+38.
#   The cause is in std/assembly/util/string.ts, `scientific`: for an exponent from 23 to 37 it multiplies a
#   float copy of the digits and sets the exponent to 22. If the digits need more than 53 bits, it then takes
#   the slow path with the digits that were not multiplied. Shorter numbers (6.02e23, 3.06e53) are right.
# prost: a service that reads such numbers as text computes with a wrong value, the same on every node. The SDK
#   transfers numbers as bytes (Reader, Writer) and never parses text. services-as/README.md names it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent assemblyscript@0.28.20

cat >floats.ts <<'TS'
export function read(text: string): f64 {
  return parseFloat(text);
}
export function write(value: f64): string {
  return value.toString();
}
TS
node node_modules/assemblyscript/bin/asc.js floats.ts -o floats.wasm --bindings esm -O

cat >run.mjs <<'JS'
import { read, write } from "./floats.js";

console.log("assemblyscript 0.28.20");
console.log("expected: the text that toString wrote is read as the same number, or nearly");
let wrong = 0;
for (const value of [3.0629391994053547e53, 1.1434477397336036e44, 4.2710246354264136e39, 3.06e53, 6.02214076e23]) {
  const text = write(value);
  const back = read(text);
  const isWrong = Math.abs(back / value - 1) > 0.5;
  if (isWrong) wrong++;
  const error = isWrong ? `, ${Math.round(value / back).toExponential()} times too small` : "";
  console.log(`seen: ${text} is read as ${back}${error}`);
}
let bad = 0;
let all = 0;
for (let exponent = 39; exponent <= 53; exponent++)
  for (let thousandths = 1000; thousandths < 10_000; thousandths += 9, all++) {
    const text = `${(thousandths / 1000).toFixed(3)}1234567890123e${exponent}`;
    if (Math.abs(read(text) / Number(text) - 1) > 0.5) bad++;
  }
console.log(`seen: of ${all} such numbers, ${bad} are wrong by a factor of ten or more`);
if (wrong !== 3 || bad !== all) {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
