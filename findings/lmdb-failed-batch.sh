#!/usr/bin/env bash
# In lmdb-js, a batch or an asynchronous transaction whose callback throws is rejected, but its writes are kept.
#
# Seen in lmdb 3.5.6.
# Why it surprises: a rejected transaction is expected to have no effect, and `transactionSync` and
#   `childTransaction` do roll back. `transaction` and `batch` commit all writes that came before the error. So
#   does `transaction` if its callback returns ABORT, which the types describe as "can be returned from a
#   transaction to indicate that the transaction should be aborted"; the promise then resolves, with ABORT as
#   its value. An invalid write (a key above 1,978 bytes) throws inside the callback and so has the same effect.
#   The maintainer calls it intended, for speed (issue 115). The README names the abort of the other two only.
# prost: half an event on disk would break "an event is a transaction". LmdbStore.write prepares keys and values
#   before the batch, it asserts the length of each key there, and its callback only queues writes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-save --no-audit --no-fund --silent lmdb@3.5.6

cat >run.mjs <<'JS'
import { ABORT, open } from "lmdb";

const db = open({ path: "./store" });
console.log("lmdb 3.5.6");
console.log("expected: no write of a callback that throws, or returns ABORT, is stored");

/** Runs `method` with a callback that writes `key` and then fails; tells what became of both. */
async function run(name, method, key, fail) {
  let end;
  try {
    const result = await db[method](() => {
      db.put(key, "written");
      return fail();
    });
    end = result === ABORT ? "resolved with ABORT" : `resolved with ${result}`;
  } catch (error) {
    end = `rejected (${error.message})`;
  }
  await db.committed;
  const isStored = db.get(key) === "written";
  console.log(`seen: ${name}: ${end}, the write is ${isStored ? "STORED" : "undone"}`);
  return isStored;
}
const raise = () => {
  throw new Error("failed");
};
const seen = [
  await run("transactionSync that throws", "transactionSync", "a", raise),
  await run("childTransaction that throws", "childTransaction", "b", raise),
  await run("transaction that throws", "transaction", "c", raise),
  await run("batch that throws", "batch", "d", raise),
  await run("batch with a key of 3,000 bytes", "batch", "e", () => db.put("k".repeat(3000), "written")),
  await run("transaction that returns ABORT", "transaction", "f", () => ABORT),
];
await db.close();
if (seen.join() !== "false,false,true,true,true,true") {
  console.log("CHANGED: this is no longer so");
  process.exit(1);
}
JS
node run.mjs
