/** A node that is killed during writes to its store. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLmdbStore } from "../../storage/local/lmdb.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { hex } from "../kit/store-service.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "ST08",
    title:
      "a node that is killed during its writes keeps each batch whole or not at all, and every acknowledged write",
    isLocal: true,
    async run() {
      for (let round = 0; round < 3; round++) await killAmidWrites(50 + 150 * round);
    },
  },
];

/**
 * A program that writes pairs of entries, each pair in one batch, and prints the number of each acknowledged
 * pair.
 */
const PAIR_WRITER = (folder: string) => `
  import { writeSync } from "node:fs";
  import { openLmdbStore } from ${JSON.stringify(new URL("../../storage/local/lmdb.ts", import.meta.url).href)};
  const store = await openLmdbStore(${JSON.stringify(folder)});
  for (let n = 0; n < 65_536; n++) {
    const key = Uint8Array.of(n >> 8, n & 255);
    const value = new Uint8Array(500);
    await store.write([{ space: "one", key, value }, { space: "other", key, value }]);
    writeSync(1, n + "\\n");
  }`;

async function killAmidWrites(afterMs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "prost-attack-"));
  try {
    const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", PAIR_WRITER(folder)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      // The time starts with the first acknowledged write.
      if (output.length === chunk.length) setTimeout(() => child.kill("SIGKILL"), afterMs);
    });
    await once(child, "close");
    const acknowledged = output.split("\n").filter((line) => line !== "").length;
    const store = await openLmdbStore(folder);
    const keys = (space: string) => [...store.scan(space, null, null)].map(({ key }) => hex(key));
    const [one, other] = [keys("one"), keys("other")];
    await store.close();
    assert.deepEqual(one, other, "a batch is stored in part");
    assert(acknowledged > 0 && one.length >= acknowledged, "an acknowledged write is lost");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
