/** The writer thread of `sqlite.ts`. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { Change } from "./engine.ts";
import { PRAGMAS } from "./sqlite.ts";

const database = new DatabaseSync(workerData as string);
database.exec(PRAGMAS);
const put = database.prepare("INSERT OR REPLACE INTO entries (key, value) VALUES (?, ?)");
parentPort?.on("message", ({ number, batch }: { number: number; batch: readonly Change[] }) => {
  database.exec("BEGIN IMMEDIATE");
  for (const { key, value } of batch) put.run(key, value);
  database.exec("COMMIT");
  parentPort?.postMessage(number);
});
