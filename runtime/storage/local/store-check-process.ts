/**
 * `store-check-process.ts FOLDER`: reads all entries of the store in the folder, writes nothing to it, and
 * prints JSON: the number of entries and their size, or the damage.
 */
import { open } from "lmdb";
import { checkedValue } from "./checksum.ts";

function check(folder: string): { entries: number; bytes: number } | { damage: string } {
  try {
    const database = open<Buffer, Buffer>({
      path: folder,
      encoding: "binary",
      keyEncoding: "binary",
      cache: false,
      noSubdir: false,
      readOnly: true,
    });
    let [entries, bytes] = [0, 0];
    let before: Buffer | null = null;
    for (const { key, value } of database.getRange()) {
      if (before !== null && before.compare(key) >= 0) return { damage: "its keys are out of order" };
      const { length } = checkedValue(key, value);
      before = Buffer.from(key);
      entries++;
      bytes += key.length + length;
    }
    const { entryCount } = database.getStats() as { entryCount: number };
    if (entryCount !== entries) return { damage: `${entries} of its ${entryCount} entries are there` };
    return { entries, bytes };
  } catch (error) {
    return { damage: error instanceof Error ? error.message : String(error) };
  }
}

process.stdout.write(JSON.stringify(check(process.argv[2])));
