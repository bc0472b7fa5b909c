import { describe, expect, test } from "vitest";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { type DiskFaults, SimulatedDisk, SOUND_DISK } from "../../runtime/simulator/simulated-disk.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import type { LocalStore } from "../../runtime/storage/local/local-store.ts";

const key = (n: number) => Uint8Array.of(n);
const entry = (n: number, value = n) => ({ space: "s", key: key(n), value: Uint8Array.of(value) });

function start(seed: number, faults: Partial<DiskFaults> = {}) {
  const clock = new VirtualClock();
  const disk = new SimulatedDisk({ clock, random: seededRandom(seed), faults: { ...SOUND_DISK, ...faults } });
  const run = async (ms: number) => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs)) await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, disk, run };
}

const there = (disk: { scan: SimulatedDisk["scan"] }) =>
  [...disk.scan("s", null, null)].map(({ key: [n] }) => n);

describe("a simulated disk that loses its power", () => {
  test("has all that was acknowledged, and of the rest the first few batches, each whole", async () => {
    const found = new Set<number>();
    for (let seed = 1; seed <= 40; seed++) {
      const { disk, run } = start(seed);
      const acknowledged: number[] = [];
      for (let n = 0; n < 20; n += 2)
        void disk.write([entry(n), entry(n + 1)]).then(() => acknowledged.push(n, n + 1));
      await run(2);
      const after = there(disk.crash());
      expect(after.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(after).toEqual(Array.from({ length: after.length }, (_, n) => n));
      expect(after.length % 2).toBe(0);
      found.add(after.length - acknowledged.length);
    }
    // Nothing of it, some of it.
    expect(found.has(0)).toBe(true);
    expect(found.size).toBeGreaterThan(3);
  });

  test("acknowledges nothing any more", async () => {
    const { disk, run } = start(1);
    const acknowledged: number[] = [];
    void disk.write([entry(1)]).then(() => acknowledged.push(1));
    disk.crash();
    void disk.write([entry(2)]).then(() => acknowledged.push(2));
    await run(1_000);
    expect(acknowledged).toEqual([]);
  });

  test("may be found damaged, and then nothing is read from it or written to it", async () => {
    const { disk } = start(1, { damageRate: 1 });
    void disk.write([entry(1)]);
    const after = disk.crash();
    expect(after.unavailableReason).toMatch(/damaged/);
    await expect((after as LocalStore).write([])).rejects.toMatchObject({ code: "DATA_LOSS" });
  });
});

test("what the disk refuses is seen until then, and not afterwards; what came later stays", async () => {
  const { disk, run } = start(3, { refuseRate: 1 });
  const refused = disk.write([entry(1)]);
  refused.catch(() => {});
  expect(there(disk)).toEqual([1]);
  await run(1_000);
  await expect(refused).rejects.toMatchObject({ code: "RESOURCE_EXHAUSTED" });
  expect(there(disk)).toEqual([]);
});

test("a full disk refuses, gives what it has, and takes more when it has room", async () => {
  const { disk, run } = start(1);
  void disk.write([entry(1)]);
  await run(1_000);
  disk.isFull = true;
  await expect(disk.write([entry(2)])).rejects.toMatchObject({ code: "RESOURCE_EXHAUSTED" });
  expect(there(disk)).toEqual([1]);
  disk.isFull = false;
  void disk.write([entry(3)]);
  await run(1_000);
  expect(there(disk)).toEqual([1, 3]);
});

test("a spoilt entry is never read as if it were sound, until it is written again", async () => {
  const { disk, run } = start(1);
  void disk.write([entry(1)]);
  await run(1_000);
  disk.spoil("s");
  expect(() => disk.get("s", key(1))).toThrow(/not what was written/);
  void disk.write([entry(1, 7)]);
  await run(1_000);
  expect(disk.get("s", key(1))).toEqual(Uint8Array.of(7));
});
