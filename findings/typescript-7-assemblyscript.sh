#!/usr/bin/env bash
# TypeScript 7 does not know the methods of numbers in AssemblyScript code that TypeScript 5 accepts.
#
# Seen in typescript 7.0.2 with assemblyscript 0.28.20; typescript 5.9.3 is fine.
# Why it surprises: the tsconfig that AssemblyScript ships works as before until the compiler is upgraded. Its
#   types declare the global `Number` as a type alias (`declare type Number = _Float`). TypeScript 5 accepts
#   that; TypeScript 7 wants an interface (TS2316) and then finds no method on any i32 or f64 (TS2339). If an
#   interface `Number` is declared in a file that is read first, the interface counts and the errors vanish.
# prost: an editor with TypeScript 7 would mark `count.toString()` in every service. The SDK's tsconfig reads
#   services-as/sdk/editor/number.d.ts first, which declares the interface.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' >package.json
npm install --no-save --no-audit --no-fund --silent \
  assemblyscript@0.28.20 ts5@npm:typescript@5.9.3 ts7@npm:typescript@7.0.2

echo 'export function shown(count: i32): string { return count.toString(); }' >service.ts
echo 'interface Number { toString(radix?: i32): string; }' >number.d.ts
config() { echo "{ \"extends\": \"assemblyscript/std/assembly.json\", \"compilerOptions\": { \"noEmit\": true,
  \"skipLibCheck\": $2, \"typeRoots\": [\".\"], \"types\": [] }, \"files\": $1 }"; }
types='"./node_modules/assemblyscript/std/assembly/index.d.ts"'
config "[$types, \"service.ts\"]" false >plain.json
config "[\"number.d.ts\", $types, \"service.ts\"]" true >first.json

check() { node "node_modules/$1/bin/tsc" -p "$2" 2>&1 | grep -oE 'TS[0-9]+' | sort -u | xargs || true; }
five=$(check ts5 plain.json)
seven=$(check ts7 plain.json)
first=$(check ts7 first.json)
echo "assemblyscript 0.28.20, typescript $(node node_modules/ts5/bin/tsc -v | cut -d' ' -f2) and" \
  "$(node node_modules/ts7/bin/tsc -v | cut -d' ' -f2)"
echo "expected: both compilers accept count.toString() of an i32"
echo "seen: TypeScript 5: ${five:-no error}"
echo "seen: TypeScript 7: ${seven:-no error}"
echo "seen: TypeScript 7 with an interface Number in a file before: ${first:-no error}"
if [ -n "$five" ] || [ "$seven" != "TS2316 TS2339" ] || [ -n "$first" ]; then
  echo "CHANGED: this is no longer so"
  exit 1
fi
