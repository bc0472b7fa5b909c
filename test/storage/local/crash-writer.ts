/**
 * `crash-writer.ts FOLDER FIRST`: writes numbered transactions, several at a time, and says which are
 * acknowledged, until it is killed. Transaction n belongs to group n modulo GROUPS: it writes the group's
 * three entries, in two spaces and each to a length of its own, an entry of the journal, and removes the
 * journal's entry of JOURNAL transactions before. `crash-writer.ts FOLDER FIRST once COUNT`: so many
 * transactions, says how the first that fails has failed, and ends.
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
