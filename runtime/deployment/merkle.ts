/**
 * The Merkle tree over a module's chunks. The Merkle root stands for all chunks, and each chunk has a Merkle
 * path that proves its place under the Merkle root. So a node can check a chunk from an untrusted peer with
 * the Merkle root alone.
 *
 * The shape and the prefixes are those of RFC 6962, section 2.1: a leaf's input starts with 0x00, an inner
 * node's with 0x01, and a tree of n leaves splits at the largest power of two below n. A leaf also covers the
 * chunk's index and the length of the whole module: a chunk is valid in one place of modules of one length,
 * and a Merkle path cannot be shortened or extended.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { assert } from "../base/assert.ts";
import {
  CHUNK_BYTES,
  type ChunkPlace,
  chunkCount,
  chunkLength,
  MODULE_BYTES_MAX,
  sameBytes,
  sha256,
} from "./chunks.ts";

const LEAF = 0x00;
const INNER = 0x01;
/** Maximum number of steps of a Merkle path: from a leaf of the largest module to the Merkle root. */
export const PATH_STEPS_MAX = Math.ceil(Math.log2(MODULE_BYTES_MAX / CHUNK_BYTES));

/**
 * The Merkle root over the SHA-256 hashes of a module's chunks, in order. Their number must match the
 * module's length.
 */
export function merkleRoot(chunkHashes: readonly Uint8Array[], moduleBytes: number): Uint8Array {
  const leaves = leavesOf(chunkHashes, moduleBytes);
  return subtree(leaves, 0, leaves.length);
}

/** The Merkle path of a chunk: the sibling hashes from the leaf up, 32 bytes each. */
export function merklePath(
  chunkHashes: readonly Uint8Array[],
  { index, moduleBytes }: ChunkPlace,
): Uint8Array[] {
  const leaves = leavesOf(chunkHashes, moduleBytes);
  assert(index >= 0 && index < leaves.length, "a path starts at a chunk of the module");
  const path: Uint8Array[] = [];
  let [from, to] = [0, leaves.length];
  while (to - from > 1) {
    const middle = from + split(to - from);
    const isLeft = index < middle;
    path.push(isLeft ? subtree(leaves, middle, to) : subtree(leaves, from, middle));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return path.reverse();
}

/**
 * Whether a chunk with that hash is in that place under the Merkle root. All arguments may come from an
 * untrusted peer.
 */
export function verifyPath(
  root: Uint8Array,
  place: ChunkPlace,
  chunkHash: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  const { index, moduleBytes } = place;
  const count = chunkCount(moduleBytes);
  if (!Number.isInteger(index) || index < 0 || index >= count || moduleBytes > MODULE_BYTES_MAX) return false;
  if (chunkHash.length !== ID_BYTES || path.some((step) => step.length !== ID_BYTES)) return false;
  const sides = sidesOf(index, count);
  if (path.length !== sides.length) return false;
  let hash = leaf(place, chunkHash);
  for (const [at, isLeft] of sides.entries()) hash = isLeft ? inner(hash, path[at]) : inner(path[at], hash);
  return sameBytes(hash, root);
}

/** Whether the bytes are the module's chunk in that place. */
export function verifyChunk(
  root: Uint8Array,
  place: ChunkPlace,
  chunk: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  // The length first: an oversized chunk is not worth hashing.
  return chunk.length === chunkLength(place) && verifyPath(root, place, sha256(chunk), path);
}

/** For each step from the leaf up: whether the hash from below is the left one. */
function sidesOf(index: number, count: number): boolean[] {
  const sides: boolean[] = [];
  let [from, to] = [0, count];
  while (to - from > 1) {
    const middle = from + split(to - from);
    const isLeft = index < middle;
    sides.push(isLeft);
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return sides.reverse();
}

function leavesOf(chunkHashes: readonly Uint8Array[], moduleBytes: number): Uint8Array[] {
  assert(
    chunkHashes.length > 0 && chunkHashes.length === chunkCount(moduleBytes),
    "the number of chunk hashes matches the module's length",
  );
  return chunkHashes.map((hash, index) => leaf({ index, moduleBytes }, hash));
}

function subtree(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leaves[from];
  const middle = from + split(to - from);
  return inner(subtree(leaves, from, middle), subtree(leaves, middle, to));
}

/** The largest power of two below `count`, which must be 2 or more. */
function split(count: number): number {
  return 2 ** (31 - Math.clz32(count - 1));
}

function leaf({ index, moduleBytes }: ChunkPlace, chunkHash: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 4 + 8 + ID_BYTES);
  const view = new DataView(input.buffer);
  view.setUint8(0, LEAF);
  view.setUint32(1, index);
  view.setBigUint64(5, BigInt(moduleBytes));
  input.set(chunkHash, 13);
  return sha256(input);
}

function inner(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + 2 * ID_BYTES);
  input[0] = INNER;
  input.set(left, 1);
  input.set(right, 1 + ID_BYTES);
  return sha256(input);
}
