/** classic-level (LevelDB): point reads are synchronous, range scans are asynchronous. */
import { ClassicLevel } from "classic-level";
import { type Change, type Engine, Gathering } from "./engine.ts";

export async function openClassicLevel(folder: string): Promise<Engine> {
  const database = new ClassicLevel<Uint8Array, Uint8Array>(folder, {
    keyEncoding: "view",
    valueEncoding: "view",
    compression: false,
    cacheSize: 64 * 1024 * 1024,
  });
  await database.open();
  const gathering = new Gathering((batch: readonly Change[]) =>
    database.batch(
      batch.map(({ key, value }) => ({ type: "put" as const, key, value })),
      { sync: true },
    ),
  );
  return {
    write: (batch) => gathering.write(batch),
    get: (key) => database.getSync(key) ?? null,
    scan: () => null,
    async scanLater(from, count) {
      const iterator = database.iterator({ gte: from, limit: count });
      const entries = await iterator.nextv(count);
      await iterator.close();
      return entries.length;
    },
    close: () => database.close(),
  };
}
