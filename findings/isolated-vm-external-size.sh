#!/usr/bin/env bash
# isolated-vm's ExternalCopy.totalExternalSize counts strings, but neither array buffers nor objects.
#
# Seen in isolated-vm 7.0.1.
# Why it surprises: it is documented as "the total number of bytes that isolated-vm has allocated outside of v8 due
#   to instances of ExternalCopy", which makes it the number to watch for copies that are never released. A copy
#   of a megabyte of bytes, the usual load, adds 0; only a string adds its size.
# prost: does not watch it. A cell makes two copies at its start, both of shared memory, and prlimit bounds the
#   data of the whole cell process.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true}' >package.json
npm install --no-save --no-audit --no-fund --silent isolated-vm@7.0.1 node@24.21.0

cat >run.cjs <<'JS'
const { ExternalCopy } = require("isolated-vm");

const MIB = 1024 * 1024;
const copies = [];
/** By how much the copy of a value raises the total. */
function growth(name, value) {
  const before = ExternalCopy.totalExternalSize;
  copies.push(new ExternalCopy(value));
  const bytes = ExternalCopy.totalExternalSize - before;
  console.log(`seen: ${name}: ${bytes.toLocaleString("en")} bytes`);
  return bytes;
}
console.log(`isolated-vm 7.0.1, Node ${process.version}`);
console.log("expected: each of these copies adds 1 MiB or more");
const text = growth("a string of 1 MiB", "x".repeat(MIB));
const buffer = growth("an ArrayBuffer of 1 MiB", new ArrayBuffer(MIB));
const array = growth("a Uint8Array of 1 MiB", new Uint8Array(MIB));
const object = growth("an object with a string of 1 MiB", { text: "x".repeat(MIB) });
if (text < MIB || buffer > 1024 || array > 1024 || object > 1024) {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node_modules/node/bin/node --no-node-snapshot run.cjs
