import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { SimulatedDisk, SOUND_DISK } from "../../../runtime/simulator/simulated-disk.ts";
import { openLmdbStore } from "../../../runtime/storage/local/lmdb.ts";
import type { LocalStore } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

let count = 0;
const clock = {
  now: () => 0,
  after: (_ms: number, callback: () => void) => {
    const waiting = setImmediate(callback);
    return () => clearImmediate(waiting);
  },
};
const diskParts = { clock, random: seededRandom(1), faults: SOUND_DISK };
const bytes = (...values: number[]) => Uint8Array.from(values);
const keysOf = (
  store: LocalStore,
  space: string,
  from: Uint8Array | null = null,
  to: Uint8Array | null = null,
) => [...store.scan(space, from, to)].map(({ key }) => [...key]);

describe.each([
  ["in memory", async () => new MemoryStore() as LocalStore],
  ["on a simulated disk", async () => new SimulatedDisk(diskParts) as LocalStore],
  ["on disk", async () => (await openLmdbStore(join(folder, `store-${count++}`))) as LocalStore],
])("a store %s", (_name, open) => {
  test("holds what was written, in byte order, each space apart", async () => {
    const store = await open();
    await store.write([
      { space: "a", key: bytes(2), value: bytes(20) },
      { space: "a", key: bytes(1, 255), value: bytes(10) },
      { space: "a", key: bytes(1), value: bytes() },
      { space: "b", key: bytes(1), value: bytes(99) },
    ]);
    expect(keysOf(store, "a")).toEqual([[1], [1, 255], [2]]);
    expect(keysOf(store, "a", bytes(1, 0), bytes(2))).toEqual([[1, 255]]);
    expect(store.get("a", bytes(1))).toEqual(bytes());
    expect(store.get("b", bytes(1))).toEqual(bytes(99));
    expect(store.get("b", bytes(2))).toBeNull();
    await store.close();
  });

  test("sees writes before they are acknowledged, and removals", async () => {
    const store = await open();
    const first = store.write([{ space: "a", key: bytes(1), value: bytes(1) }]);
    const second = store.write([
      { space: "a", key: bytes(1), value: null },
      { space: "a", key: bytes(3), value: bytes(3) },
    ]);
    expect(store.get("a", bytes(1))).toBeNull();
    expect(keysOf(store, "a")).toEqual([[3]]);
    await Promise.all([first, second]);
    expect(keysOf(store, "a")).toEqual([[3]]);
    expect(store.bytesUsed("a")).toBe(2);
    await store.close();
  });

  test("counts the bytes of keys and values, also of what is written over", async () => {
    const store = await open();
    await store.write([{ space: "a", key: bytes(1, 2), value: new Uint8Array(100) }]);
    await store.write([{ space: "a", key: bytes(1, 2), value: new Uint8Array(10) }]);
    expect(store.bytesUsed("a")).toBe(12);
    expect(store.bytesUsed("b")).toBe(0);
    await store.close();
  });

  test("takes the longest keys and values that services may use", async () => {
    const store = await open();
    const key = new Uint8Array(577).fill(255);
    await store.write([{ space: `service/${"f".repeat(64)}`, key, value: new Uint8Array(65_536).fill(7) }]);
    expect(store.get(`service/${"f".repeat(64)}`, key)).toHaveLength(65_536);
    await store.close();
  });
});

test("a store on disk is the same after it was closed and opened", async () => {
  const path = join(folder, "again");
  const first = await openLmdbStore(path);
  await first.write([{ space: "s", key: bytes(5), value: bytes(6, 7) }]);
  await first.close();
  const second = await openLmdbStore(path);
  expect(second.get("s", bytes(5))).toEqual(bytes(6, 7));
  expect(second.bytesUsed("s")).toBe(3);
  await second.close();
});

test("a folder that cannot be a store is said", async () => {
  const path = join(folder, "file");
  writeFileSync(path, "not a folder");
  await expect(openLmdbStore(path)).rejects.toMatchObject({
    name: "ProstError",
    message: expect.stringContaining(path),
  });
});
