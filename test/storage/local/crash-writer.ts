/**
 * `crash-writer.ts FOLDER FIRST` writes numbered transactions, several at a time, and prints the number of
 * each acknowledged one, until it is killed. Transaction n belongs to group n modulo GROUPS. It writes the
 * group's three entries, in two spaces and with different lengths, adds an entry to the journal, and removes
 * the journal's entry of transaction n - JOURNAL. `crash-writer.ts FOLDER FIRST once COUNT` writes COUNT
 * transactions and ends. At a failed write it prints the error and ends.
 */
import { openUnchecked } from "../../../runtime/storage/local/lmdb.ts";
import { transaction } from "./crash.ts";

const AT_A_TIME = 6;
const [folder, first, , count = "Infinity"] = process.argv.slice(2);
const store = await openUnchecked(folder);
for (let n = Number(first); n < Number(first) + Number(count); n += AT_A_TIME) {
  const group = Array.from({ length: AT_A_TIME }, (_, i) => n + i);
  const outcomes = await Promise.allSettled(
    group.map((number) => store.write(transaction(number)).then(() => process.stdout.write(`${number}\n`))),
  );
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed?.status !== "rejected") continue;
  process.stdout.write(`${JSON.stringify({ code: failed.reason.code, message: failed.reason.message })}\n`);
  break;
}
await store.close();
