import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { openLmdbStore } from "../../runtime/storage/local/lmdb.ts";
import { checkStore } from "../../runtime/storage/local/store-check.ts";
import { cutShort, type Damage, damagedCopy, violationsIn, writtenStore } from "./faults.ts";
import { runWriter } from "./local/crash.ts";
import { canLimitFiles, canMount, SmallDisk } from "./local/small-disk.ts";

const folder = mkdtempSync(join(tmpdir(), "prost-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test.skipIf(!canLimitFiles()).each([300_001, 1_512_347])(
  "a write cut short at byte %i is an error, and earlier acknowledged writes are there",
  async (bytesMax) => {
    const path = join(folder, `cut-${bytesMax}`);
    const { acknowledged, failure, violations } = await cutShort(path, bytesMax);
    expect(failure).toMatchObject({ code: "RESOURCE_EXHAUSTED", message: expect.stringContaining(path) });
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(violations).toEqual([]);
    expect(await checkStore(path)).toMatchObject({ state: "sound" });
  },
);

describe.skipIf(!canMount())("on a small disk", () => {
  test("that is full, writes are refused with the reason, and acknowledged entries stay", async () => {
    using disk = new SmallDisk(join(folder, "full"), 1);
    const path = join(disk.folder, "store");
    const { acknowledged, failure } = await runWriter({ folder: path, first: 0, kill: null, count: 20_000 });
    expect(failure).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      message: expect.stringMatching(/make room/),
    });
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(await violationsIn(path, acknowledged)).toEqual([]);
  });

  test("that was full and has free space again, writes succeed", async () => {
    using disk = new SmallDisk(join(folder, "room"), 8);
    const store = await openLmdbStore(join(disk.folder, "store"));
    const write = (n: number) =>
      store.write([{ space: "a", key: Uint8Array.of(n), value: new Uint8Array(200_000).fill(n) }]);
    await write(1);
    disk.fill();
    await expect(write(2)).rejects.toMatchObject({ code: "RESOURCE_EXHAUSTED" });
    expect(store.get("a", Uint8Array.of(1))?.[0]).toBe(1);
    expect(store.get("a", Uint8Array.of(2))).toBeNull();
    disk.makeRoom();
    await write(3);
    expect(store.get("a", Uint8Array.of(3))?.[0]).toBe(3);
    await store.close();
  });

  test("that is read-only, the error says that the store cannot be written, and names it", async () => {
    using disk = new SmallDisk(join(folder, "read-only"), 4);
    const path = join(disk.folder, "store");
    await (await openLmdbStore(path)).close();
    disk.makeReadOnly();
    await expect(openLmdbStore(path)).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
      message: expect.stringContaining(path),
    });
  });
});

const sound = await writtenStore(folder, 300);

test.each<Damage>(["bits", "zeroes", "truncated", "misplaced page"])(
  "a file damaged by %s is never read as if it were sound",
  async (damage) => {
    const random = seededRandom(damage.length);
    const outcomes = [];
    for (let i = 0; i < 4; i++)
      outcomes.push(await damagedCopy(sound, join(folder, `${damage}-${i}`), damage, random));
    expect(outcomes.flatMap(({ violations }) => violations)).toEqual([]);
    expect(outcomes.filter(({ reported }) => reported !== null).length).toBeGreaterThan(0);
  },
);

test("the error of opening a damaged file names it and says what to do", async () => {
  const path = join(folder, "reported");
  const random = seededRandom(9);
  await damagedCopy(sound, path, "truncated", random);
  await expect(openLmdbStore(path)).rejects.toMatchObject({
    code: "DATA_LOSS",
    message: expect.stringMatching(/reported.data\.mdb is damaged.*move the folder away/),
  });
});

test("a store passes the check while a node writes to it", async () => {
  const writing = runWriter({ folder: sound, first: 304, kill: { after: "acknowledgement", ms: 2_000 } });
  const states = [];
  for (let i = 0; i < 5; i++) states.push((await checkStore(sound)).state);
  await writing;
  expect(new Set(states)).toEqual(new Set(["sound"]));
});
