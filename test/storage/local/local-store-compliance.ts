/** The contract of the interface LocalStore, as tests that each implementation runs. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalStore, LocalWrite, StoreEntry } from "../../../runtime/storage/local/local-store.ts";

interface StoreUnderTest {
  readonly store: LocalStore;
  /** Makes the next write fail. Left out: this implementation cannot fail. */
  readonly failNextWrite?: () => void;
  /**
   * Opens the same disk again, after the store was closed. Left out: the entries last as long as the process.
   */
  readonly reopen?: () => Promise<LocalStore>;
}

/** `open` gives an empty store each time. */
export function testLocalStoreCompliance(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} complies with LocalStore`, () => {
    test("an entry is read as it was written, and a key that was never written reads as null", async () => {
      const { store } = await open();
      await store.write([put("a", [1], []), put("a", [2], [20])]);
      expect(store.get("a", bytes(1))).toEqual(bytes());
      expect(store.get("a", bytes(2))).toEqual(bytes(20));
      expect(store.get("a", bytes(3))).toBeNull();
      expect(store.get("another", bytes(1))).toBeNull();
      await store.close();
    });

    test("an open store says that it is available", async () => {
      const { store } = await open();
      expect(store.unavailableReason).toBeNull();
      await store.close();
    });

    test("scan gives entries in the order of unsigned bytes, and a prefix before longer keys", async () => {
      const { store } = await open();
      await store.write([
        put("a", [2], [2]),
        put("a", [1, 255], [3]),
        put("a", [255], [4]),
        put("a", [1], [5]),
      ]);
      expect(keysOf(store.scan("a", null, null))).toEqual([[1], [1, 255], [2], [255]]);
      await store.close();
    });

    test("scan includes its lower end and excludes its upper end", async () => {
      const { store } = await open();
      await store.write([1, 2, 3, 4].map((key) => put("a", [key], [key])));
      expect(keysOf(store.scan("a", bytes(2), bytes(4)))).toEqual([[2], [3]]);
      expect(keysOf(store.scan("a", bytes(3), null))).toEqual([[3], [4]]);
      expect(keysOf(store.scan("a", null, bytes(2)))).toEqual([[1]]);
      expect(keysOf(store.scan("a", bytes(4), bytes(4)))).toEqual([]);
      await store.close();
    });

    test("spaces are separate, even if the name of one is a prefix of the name of another", async () => {
      const { store } = await open();
      await store.write([put("a", [1], [1]), put("ab", [1], [2]), put("b", [1], [3])]);
      expect(valuesOf(store.scan("a", null, null))).toEqual([[1]]);
      expect(valuesOf(store.scan("ab", null, null))).toEqual([[2]]);
      await store.write([remove("ab", [1])]);
      expect(store.get("a", bytes(1))).toEqual(bytes(1));
      expect(store.get("b", bytes(1))).toEqual(bytes(3));
      await store.close();
    });

    test("reads and scans see a batch at once, before it is acknowledged", async () => {
      const { store } = await open();
      const first = store.write([put("a", [1], [1])]);
      const second = store.write([remove("a", [1]), put("a", [3], [3])]);
      expect(store.get("a", bytes(1))).toBeNull();
      expect(keysOf(store.scan("a", null, null))).toEqual([[3]]);
      await Promise.all([first, second]);
      expect(keysOf(store.scan("a", null, null))).toEqual([[3]]);
      await store.close();
    });

    test("of two changes of one key in a batch, the later one counts", async () => {
      const { store } = await open();
      await store.write([put("a", [1], [1]), put("a", [1], [2]), put("a", [2], [3]), remove("a", [2])]);
      expect(store.get("a", bytes(1))).toEqual(bytes(2));
      expect(store.get("a", bytes(2))).toBeNull();
      expect(store.bytesUsed("a")).toBe(2);
      await store.close();
    });

    test("removing a key that is not there changes nothing, and an empty batch is acknowledged", async () => {
      const { store } = await open();
      await store.write([remove("a", [9])]);
      await store.write([]);
      expect(keysOf(store.scan("a", null, null))).toEqual([]);
      expect(store.bytesUsed("a")).toBe(0);
      await store.close();
    });

    test("bytesUsed counts keys and values that are there, and not those that were replaced", async () => {
      const { store } = await open();
      await store.write([{ space: "a", key: bytes(1, 2), value: new Uint8Array(100) }]);
      await store.write([{ space: "a", key: bytes(1, 2), value: new Uint8Array(10) }]);
      expect(store.bytesUsed("a")).toBe(12);
      expect(store.bytesUsed("b")).toBe(0);
      await store.close();
    });

    test("a caller that changes its buffers after an acknowledgement does not change the store", async () => {
      const { store } = await open();
      const [key, value] = [bytes(1), bytes(10)];
      await store.write([{ space: "a", key, value }]);
      key[0] = 7;
      value[0] = 70;
      expect(store.get("a", bytes(1))).toEqual(bytes(10));
      expect(keysOf(store.scan("a", null, null))).toEqual([[1]]);
      await store.close();
    });

    test("the longest key and value that a service may use fit", async () => {
      const { store } = await open();
      const [space, key] = [`service/${"f".repeat(64)}`, new Uint8Array(577).fill(255)];
      await store.write([{ space, key, value: new Uint8Array(65_536).fill(7) }]);
      expect(store.get(space, key)).toHaveLength(65_536);
      await store.close();
    });

    test("closing twice is not an error", async () => {
      const { store } = await open();
      await store.close();
      await store.close();
    });

    test("after any batches, its entries are those of a sorted map", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 8 }), async (batches) => {
          const { store } = await open();
          const expected = new Map<number, number>();
          for (const batch of batches) {
            for (const { key, value } of batch)
              if (value === null) expected.delete(key);
              else expected.set(key, value);
            await store.write(
              batch.map(({ key, value }) => (value === null ? remove("a", [key]) : put("a", [key], [value]))),
            );
          }
          const entries = [...store.scan("a", null, null)].map(({ key, value }) => [key[0], value[0]]);
          expect(entries).toEqual([...expected].sort(([one], [other]) => one - other));
          expect(store.bytesUsed("a")).toBe(2 * expected.size);
          await store.close();
        }),
        { numRuns: 25, seed: 1 },
      );
    });

    test("after a failed write, reads see the entries from before it, and later writes succeed", async ({
      skip,
    }) => {
      const { store, failNextWrite } = await open();
      if (failNextWrite === undefined) return skip();
      await store.write([put("a", [1], [1])]);
      failNextWrite();
      await expect(store.write([put("a", [1], [2]), put("a", [2], [2])])).rejects.toThrow();
      expect(valuesOf(store.scan("a", null, null))).toEqual([[1]]);
      expect(store.get("a", bytes(2))).toBeNull();
      expect(store.bytesUsed("a")).toBe(2);
      await store.write([put("a", [3], [3])]);
      expect(keysOf(store.scan("a", null, null))).toEqual([[1], [3]]);
      await store.close();
    });

    test("acknowledged entries are there when the store is opened again", async ({ skip }) => {
      const { store, reopen } = await open();
      if (reopen === undefined) return skip();
      await store.write([put("a", [1], [1]), put("a", [2], [2])]);
      await store.write([remove("a", [1]), put("b", [5], [6, 7])]);
      await store.close();
      const again = await reopen();
      expect(keysOf(again.scan("a", null, null))).toEqual([[2]]);
      expect(again.get("b", bytes(5))).toEqual(bytes(6, 7));
      expect([again.bytesUsed("a"), again.bytesUsed("b")]).toEqual([2, 3]);
      await again.close();
    });
  });
}

const change = fc.record({
  key: fc.integer({ min: 0, max: 20 }),
  value: fc.option(fc.integer({ min: 0, max: 255 })),
});

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

function put(space: string, key: number[], value: number[]): LocalWrite {
  return { space, key: Uint8Array.from(key), value: Uint8Array.from(value) };
}

function remove(space: string, key: number[]): LocalWrite {
  return { space, key: Uint8Array.from(key), value: null };
}

function keysOf(entries: Iterable<StoreEntry>): number[][] {
  return [...entries].map(({ key }) => [...key]);
}

function valuesOf(entries: Iterable<StoreEntry>): number[][] {
  return [...entries].map(({ value }) => [...value]);
}
