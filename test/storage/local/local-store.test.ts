import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ProstError } from "../../../runtime/base/errors.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { SimulatedDisk, SOUND_DISK } from "../../../runtime/simulator/simulated-disk.ts";
import { openLmdbStore } from "../../../runtime/storage/local/lmdb.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { UnavailableStore } from "../../../runtime/storage/local/unavailable-store.ts";
import { testLocalStoreCompliance } from "./local-store-compliance.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

let opened = 0;
const clock = {
  now: () => 0,
  after: (_ms: number, callback: () => void) => {
    const waiting = setImmediate(callback);
    return () => clearImmediate(waiting);
  },
};

testLocalStoreCompliance("MemoryStore", async () => ({ store: new MemoryStore() }));

testLocalStoreCompliance("SimulatedDisk", async () => {
  let refuseRate = 0;
  const faults = {
    ...SOUND_DISK,
    get refuseRate() {
      const rate = refuseRate;
      refuseRate = 0;
      return rate;
    },
  };
  const store = new SimulatedDisk({ clock, random: seededRandom(1), faults });
  return {
    store,
    failNextWrite: () => {
      refuseRate = 1;
    },
    reopen: async () => store.crash(),
  };
});

testLocalStoreCompliance("LmdbStore", async () => {
  const path = join(folder, `store-${opened++}`);
  return { store: await openLmdbStore(path), reopen: () => openLmdbStore(path) };
});

test("an unavailable store says why, reads as empty, and rejects writes with that reason", async () => {
  const store = new UnavailableStore(new ProstError("DATA_LOSS", "the store is damaged"));
  expect(store.unavailableReason).toBe("the store is damaged");
  expect(store.get()).toBeNull();
  expect([...store.scan()]).toEqual([]);
  await expect(store.write()).rejects.toMatchObject({ code: "DATA_LOSS", message: "the store is damaged" });
});

test("opening a folder that cannot be a store is an error that names it", async () => {
  const path = join(folder, "file");
  writeFileSync(path, "not a folder");
  await expect(openLmdbStore(path)).rejects.toMatchObject({
    name: "ProstError",
    message: expect.stringContaining(path),
  });
});
