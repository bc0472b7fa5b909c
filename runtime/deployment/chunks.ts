/** A module in pieces: how code is cut up to be stored and to travel, and how its pieces are named. */
import { createHash } from "node:crypto";

/** Code travels in pieces of this size, the last one shorter: small enough for one message and one record. */
export const CHUNK_BYTES = 64 * 1024;
/** The largest module: 64 chunks. AssemblyScript services have tens of KiB. */
export const MODULE_BYTES_MAX = 4 * 1024 * 1024;

/** A chunk's place: which it is, counted from 0, and how many bytes all of them have. */
export interface ChunkPlace {
  readonly index: number;
  readonly moduleBytes: number;
}

/** The pieces of a module, as views of it. */
export function chunksOf(module: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < module.length; at += CHUNK_BYTES) chunks.push(module.subarray(at, at + CHUNK_BYTES));
  return chunks;
}

/** How many chunks a module of so many bytes has. */
export function chunkCount(moduleBytes: number): number {
  return Math.ceil(moduleBytes / CHUNK_BYTES);
}

/** How many bytes the chunk in that place has: all have CHUNK_BYTES, the last one what is left. */
export function chunkLength({ index, moduleBytes }: ChunkPlace): number {
  return Math.min(CHUNK_BYTES, moduleBytes - index * CHUNK_BYTES);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
