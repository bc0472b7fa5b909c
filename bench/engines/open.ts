/** The embedded engines that the benchmark compares, by name. */
import type { Engine } from "./engine.ts";

export const ENGINES = ["lmdb", "node:sqlite", "classic-level"] as const;
export type EngineName = (typeof ENGINES)[number];

export async function openEngine(name: EngineName, folder: string): Promise<Engine> {
  switch (name) {
    case "lmdb":
      return (await import("./lmdb.ts")).openLmdb(folder);
    case "node:sqlite":
      return (await import("./sqlite.ts")).openSqlite(folder);
    case "classic-level":
      return (await import("./classic-level.ts")).openClassicLevel(folder);
  }
}
