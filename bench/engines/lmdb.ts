/** lmdb, as `runtime/storage/local/lmdb.ts` opens it. It has its own group commit. */
import { open } from "lmdb";
import type { Change, Engine } from "./engine.ts";

export function openLmdb(folder: string): Engine {
  const database = open<Buffer, Buffer>({
    path: folder,
    encoding: "binary",
    keyEncoding: "binary",
    cache: false,
    noSubdir: false,
  });
  const scan = (from: Uint8Array, count: number) => {
    let bytes = 0;
    let entries = 0;
    for (const { value } of database.getRange({ start: Buffer.from(from), limit: count })) {
      bytes += value.length;
      entries++;
    }
    return bytes > 0 ? entries : 0;
  };
  return {
    async write(batch: readonly Change[]) {
      await database.batch(() => {
        for (const { key, value } of batch) void database.put(Buffer.from(key), Buffer.from(value));
      });
      await database.flushed;
    },
    get: (key) => database.get(Buffer.from(key)) ?? null,
    scan,
    scanLater: async (from, count) => scan(from, count),
    close: () => database.close(),
  };
}
