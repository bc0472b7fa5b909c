#!/usr/bin/env bash
# hyperdht's mutablePut resolves with success when every node has refused the value.
#
# Seen in hyperdht 6.34.0.
# Why it surprises: the second `mutablePut(keyPair, value)` of a program has no effect, and nothing says so. The
#   README shows no option `seq` of mutablePut; it is 0 unless given, and nodes refuse another value with the
#   same `seq`, or a lower one. mutablePut ignores their answers: it resolves with the `seq`, the signature and
#   the `closestNodes`, as after a success. An earlier version passed these errors on
#   (hyperdht pull request 26).
# prost: does not use hyperdht. Who ports a service from it relies on less: a put of prost fails unless a majority
#   of the replicas has the value on disk, and a register's compare-and-set answers whether it was applied.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent hyperdht@6.34.0

cat >run.mjs <<'JS'
import DHT from "hyperdht";
import createTestnet from "hyperdht/testnet.js";

const testnet = await createTestnet(10);
const writer = testnet.createNode();
const reader = testnet.createNode();
const keyPair = DHT.keyPair();
console.log("hyperdht 6.34.0, ten nodes on this machine");
console.log("expected: a put that no node accepts is rejected, or its result tells");

async function put(text, options) {
  const { seq, closestNodes, ...rest } = await writer.mutablePut(keyPair, Buffer.from(text), options);
  const fields = Object.keys(rest).sort().join(", ");
  const stored = await reader.mutableGet(keyPair.publicKey, { latest: true });
  const call = `mutablePut("${text}"${options ? `, { seq: ${options.seq} }` : ""})`;
  console.log(`seen: ${call} resolves: seq ${seq}, ${closestNodes.length} closest nodes, ${fields};` +
    ` stored is "${stored.value}" with seq ${stored.seq}`);
  return `${stored.value}`;
}
const seen = [
  await put("first"),
  await put("second"),
  await put("third", { seq: 5 }),
  await put("fourth", { seq: 3 }),
].join();
await testnet.destroy();
if (seen !== "first,first,third,third") {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
process.exit(0);
JS
node run.mjs
