/** A module cut into chunks: for storage, for transport, and for naming by hash. */
import { createHash } from "node:crypto";

/**
 * The size of a chunk, in bytes; the last chunk of a module may be shorter. A chunk fits into a message or
 * record.
 */
export const CHUNK_BYTES = 64 * 1024;
/**
 * Maximum size of a module that a manifest can describe, in bytes: 64 chunks. The gate accepts less
 * (GATE_LIMITS.module, 1 MiB). The gate's limit is checked before a module is published and before it is
 * downloaded.
 */
export const MODULE_BYTES_MAX = 4 * 1024 * 1024;

/** The place of a chunk: its index from 0, and the length of the whole module in bytes. */
export interface ChunkPlace {
  readonly index: number;
  readonly moduleBytes: number;
}

/** The chunks of a module, as views of it. */
export function chunksOf(module: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < module.length; at += CHUNK_BYTES) chunks.push(module.subarray(at, at + CHUNK_BYTES));
  return chunks;
}

/** The number of chunks of a module with that length. */
export function chunkCount(moduleBytes: number): number {
  return Math.ceil(moduleBytes / CHUNK_BYTES);
}

/** The length of the chunk in that place: CHUNK_BYTES, or less for the last one. */
export function chunkLength({ index, moduleBytes }: ChunkPlace): number {
  return Math.min(CHUNK_BYTES, moduleBytes - index * CHUNK_BYTES);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
