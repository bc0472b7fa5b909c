/**
 * node:sqlite: a worker thread writes, so that syncs do not block the event loop; this thread reads over its own
 * connection.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { type Change, type Engine, Gathering } from "./engine.ts";

export const PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;";
export const TABLE =
  "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID, STRICT;";

export function openSqlite(folder: string): Engine {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "store.sqlite");
  const reader = new DatabaseSync(path);
  reader.exec(PRAGMAS);
  reader.exec(TABLE);
  const worker = new Worker(new URL("./sqlite-writer.ts", import.meta.url), { workerData: path });
  let number = 0;
  const waiting = new Map<number, () => void>();
  worker.on("message", (done: number) => {
    waiting.get(done)?.();
    waiting.delete(done);
  });
  const gathering = new Gathering(
    (batch: readonly Change[]) =>
      new Promise((resolve) => {
        waiting.set(++number, resolve);
        worker.postMessage({ number, batch });
      }),
  );
  const get = reader.prepare("SELECT value FROM entries WHERE key = ?");
  const range = reader.prepare("SELECT key, value FROM entries WHERE key >= ? ORDER BY key LIMIT ?");
  const scan = (from: Uint8Array, count: number) => {
    let bytes = 0;
    let entries = 0;
    for (const row of range.iterate(from, count)) {
      bytes += (row.value as Uint8Array).length;
      entries++;
    }
    return bytes > 0 ? entries : 0;
  };
  return {
    write: (batch) => gathering.write(batch),
    get: (key) => (get.get(key)?.value as Uint8Array | undefined) ?? null,
    scan,
    scanLater: async (from, count) => scan(from, count),
    async close() {
      await worker.terminate();
      reader.close();
    },
  };
}
