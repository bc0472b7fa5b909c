/** Acknowledged writes of small records on disk, against appending and syncing a file. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLmdbStore } from "../runtime/storage/lmdb.ts";
import { type BenchOptions, bestOf, printTable, ratio } from "./timing.ts";

const VALUE_BYTES = 60;
/** Writes that wait at the same time, as of many services. */
const AT_A_TIME = [1, 64, 1_024];

export async function run({ full }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "prost-bench-"));
  try {
    const store = await openLmdbStore(join(folder, "store"));
    const file = await open(join(folder, "log"), "a");
    const rows: string[][] = [];
    let number = 0;
    for (const atATime of AT_A_TIME) {
      const groups = full ? 200 : Math.max(5, Math.floor(100 / Math.sqrt(atATime)));
      const writes = groups * atATime;
      const appendMs = await bestOf(3, async () => {
        for (let group = 0; group < groups; group++) {
          await file.write(Buffer.alloc(atATime * (VALUE_BYTES + 32)));
          await file.datasync();
        }
      });
      const storeMs = await bestOf(3, async () => {
        for (let group = 0; group < groups; group++) {
          await Promise.all(
            Array.from({ length: atATime }, () => {
              const key = Buffer.alloc(32);
              key.writeUInt32BE(number++, 0);
              return store.write([{ space: "bench", key, value: new Uint8Array(VALUE_BYTES) }]);
            }),
          );
        }
      });
      const perSecond = (ms: number) => ((writes / ms) * 1000).toFixed(0);
      rows.push([String(atATime), perSecond(appendMs), perSecond(storeMs), ratio(storeMs, appendMs)]);
    }
    printTable(
      ["writes at a time", "append and sync, writes/s", "lmdb store, writes/s", "time against append"],
      rows,
    );
    await file.close();
    await store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
