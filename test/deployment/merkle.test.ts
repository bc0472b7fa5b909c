import { describe, expect, test } from "vitest";
import {
  CHUNK_BYTES,
  chunkCount,
  chunksOf,
  MODULE_BYTES_MAX,
  sha256,
} from "../../runtime/deployment/chunks.ts";
import {
  merklePath,
  merkleRoot,
  PATH_STEPS_MAX,
  verifyChunk,
  verifyPath,
} from "../../runtime/deployment/merkle.ts";

/** A module with that many different chunks, the last one of 100 bytes. */
function tree(count: number) {
  const module = new Uint8Array((count - 1) * CHUNK_BYTES + 100).map((_, at) => at / CHUNK_BYTES + 1);
  const chunks = chunksOf(module);
  const hashes = chunks.map(sha256);
  const moduleBytes = module.length;
  return {
    chunks,
    hashes,
    moduleBytes,
    root: merkleRoot(hashes, moduleBytes),
    path: (index: number) => merklePath(hashes, { index, moduleBytes }),
  };
}

describe("the tree over a module's chunks", () => {
  test("proves the place of every chunk, for modules of 1 to 64 chunks, in at most 6 steps", () => {
    for (let count = 1; count <= chunkCount(MODULE_BYTES_MAX); count += count < 9 ? 1 : 11) {
      const { root, chunks, moduleBytes, path } = tree(count);
      expect(chunks.length).toBe(count);
      for (const [index, chunk] of chunks.entries()) {
        expect(path(index).length).toBeLessThanOrEqual(PATH_STEPS_MAX);
        expect(verifyChunk(root, { index, moduleBytes }, chunk, path(index))).toBe(true);
      }
    }
  });

  test("proves no other place of a chunk, with any path of the tree", () => {
    const { root, hashes, moduleBytes, path } = tree(7);
    for (let index = 0; index < 7; index++) {
      for (let other = 0; other < 7; other++) {
        if (other === index) continue;
        for (let way = 0; way < 7; way++)
          expect(verifyPath(root, { index: other, moduleBytes }, hashes[index], path(way))).toBe(false);
      }
    }
  });

  test("proves nothing with one changed bit in the chunk, the path or the root", () => {
    const { root, chunks, moduleBytes, path } = tree(5);
    const place = { index: 2, moduleBytes };
    const flipped = (bytes: Uint8Array) => bytes.with(bytes.length - 1, bytes[bytes.length - 1] ^ 1);
    expect(verifyChunk(root, place, flipped(chunks[2]), path(2))).toBe(false);
    expect(verifyChunk(flipped(root), place, chunks[2], path(2))).toBe(false);
    for (let step = 0; step < path(2).length; step++)
      expect(verifyChunk(root, place, chunks[2], path(2).with(step, flipped(path(2)[step])))).toBe(false);
  });

  test("proves nothing with a path that is shortened, extended or has steps of another size", () => {
    const { root, chunks, moduleBytes, path } = tree(5);
    const place = { index: 0, moduleBytes };
    expect(verifyChunk(root, place, chunks[0], path(0).slice(1))).toBe(false);
    expect(verifyChunk(root, place, chunks[0], [...path(0), new Uint8Array(32)])).toBe(false);
    expect(verifyChunk(root, place, chunks[0], path(0).with(0, new Uint8Array(31)))).toBe(false);
    // An inner node is not a leaf.
    expect(verifyPath(root, place, path(0)[0], path(0))).toBe(false);
    expect(verifyPath(root, place, root, [])).toBe(false);
  });

  test("gives the same chunks another root under another module length, where their paths prove nothing", () => {
    const { root, chunks, hashes, moduleBytes, path } = tree(4);
    expect(merkleRoot(hashes, moduleBytes + 1)).not.toEqual(root);
    expect(verifyChunk(root, { index: 1, moduleBytes: moduleBytes + 1 }, chunks[1], path(1))).toBe(false);
    expect(verifyChunk(root, { index: 1, moduleBytes: 2 ** 40 }, chunks[1], path(1))).toBe(false);
  });

  test("refuses places that do not exist in any module", () => {
    const { root, chunks, moduleBytes, path } = tree(3);
    for (const index of [-1, 3, 0.5, Number.NaN, 2 ** 32])
      expect(verifyChunk(root, { index, moduleBytes }, chunks[0], path(0))).toBe(false);
    expect(verifyChunk(root, { index: 0, moduleBytes: 0 }, new Uint8Array(0), [])).toBe(false);
  });

  test("has the root that the shape of RFC 6962 gives", () => {
    const bytes = CHUNK_BYTES * 2 + 1;
    const hashes = [1, 2, 3].map((value) => new Uint8Array(32).fill(value));
    const u64 = [0, 0, 0, 0, 0, 2, 0, 1];
    const leaf = (index: number) => sha256(new Uint8Array([0, 0, 0, 0, index, ...u64, ...hashes[index]]));
    const inner = (a: Uint8Array, b: Uint8Array) => sha256(new Uint8Array([1, ...a, ...b]));
    expect(merkleRoot(hashes, bytes)).toEqual(inner(inner(leaf(0), leaf(1)), leaf(2)));
  });
});
