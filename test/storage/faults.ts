/** Injects two faults into stores on disk: writes that are cut short in the writing process, and damaged files. */
import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync, writeSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../../runtime/base/environment.ts";
import { openUnchecked } from "../../runtime/storage/local/lmdb.ts";
import { checkStore, dataFileOf } from "../../runtime/storage/local/store-check.ts";
import { runWriter, violationsOf, type Written } from "./local/crash.ts";

/** Writes until the file reaches `bytesMax`, which need not be a multiple of the page size. Then checks the store. */
export async function cutShort(
  folder: string,
  bytesMax: number,
): Promise<Written & { violations: string[] }> {
  const written = await runWriter({
    folder,
    first: 0,
    kill: null,
    count: 20_000,
    wrapper: ["prlimit", `--fsize=${bytesMax}`],
  });
  return { ...written, violations: await violationsIn(folder, written.acknowledged) };
}

export async function violationsIn(folder: string, acknowledged: readonly number[]): Promise<string[]> {
  const store = await openUnchecked(folder);
  try {
    return violationsOf(store, new Set(acknowledged));
  } finally {
    await store.close();
  }
}

export type Damage = "bits" | "zeroes" | "truncated" | "misplaced page";

/**
 * Copies the store, damages the copy, and checks it. `reported` is the damage that the check reports. If it
 * reports none, `violations` lists the wrong entries among those that can be read.
 */
export async function damagedCopy(
  from: string,
  to: string,
  damage: Damage,
  random: Random,
): Promise<{ readonly reported: string | null; readonly violations: readonly string[] }> {
  await mkdir(to, { recursive: true });
  const file = dataFileOf(to);
  copyFileSync(dataFileOf(from), file);
  damageFile(file, damage, random);
  const check = await checkStore(to);
  if (check.state === "damaged") return { reported: check.damage, violations: [] };
  return { reported: null, violations: await violationsIn(to, []) };
}

function damageFile(file: string, damage: Damage, random: Random): void {
  const { size } = statSync(file);
  const place = () => Math.floor(random.next() * size);
  if (damage === "truncated") {
    truncateSync(file, place());
    return;
  }
  const handle = openSync(file, "r+");
  const page = 4_096 * Math.floor(place() / 4_096);
  if (damage === "bits") for (let i = 0; i < 16; i++) writeSync(handle, random.bytes(1), 0, 1, place());
  if (damage === "zeroes") writeSync(handle, new Uint8Array(4_096), 0, 4_096, page);
  if (damage === "misplaced page") {
    const other = Buffer.alloc(4_096);
    readSync(handle, other, 0, 4_096, 4_096 * Math.floor(place() / 4_096));
    writeSync(handle, other, 0, 4_096, page);
  }
  closeSync(handle);
}

export async function writtenStore(folder: string, transactions: number): Promise<string> {
  const store = join(folder, "sound");
  await runWriter({ folder: store, first: 0, kill: null, count: transactions });
  return store;
}
