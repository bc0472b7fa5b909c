#!/usr/bin/env bash
# lmdb-js stores the content that a Buffer has when the batch is committed, not its content at the call of `put`.
#
# Seen in lmdb 3.5.6, with the encoding "binary".
# Why it surprises: with the default encoding, `put` takes a snapshot: a later change of the object is not stored.
#   With binary values it keeps a reference, whatever the size, and a thread copies the bytes when it writes. A
#   buffer that is used again before the promise resolves is stored with its new content, without an error. The
#   README warns of reused buffers when reading (getBinaryFast), not when writing.
# prost: LmdbStore.write passes a new buffer (the value and its checksum) for each write, so a caller may use its
#   own again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent lmdb@3.5.6

cat >run.mjs <<'JS'
import { open } from "lmdb";

const binary = open({ path: "./binary", encoding: "binary" });
const objects = open({ path: "./objects" });
console.log("lmdb 3.5.6");
console.log("expected: put stores the value as it is at the call");
const seen = [];
for (const size of [4, 5000, 100_000]) {
  const value = Buffer.alloc(size, "a");
  const written = binary.put(size, value);
  value.fill("b");
  await written;
  seen.push(binary.get(size).toString("latin1", 0, 1));
  console.log(`seen: ${size} bytes of "a", filled with "b" after put: "${seen.at(-1)}" is stored`);
}
const object = { text: "a" };
const written = objects.put("k", object);
object.text = "b";
await written;
seen.push(objects.get("k").text);
console.log(`seen: an object with the text "a", changed to "b" after put: "${seen.at(-1)}" is stored`);
await Promise.all([binary.close(), objects.close()]);
if (seen.join("") !== "bbba") {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
