/** Expiry order: of two records with the same content, the record that expires later is kept. */
import { compareIds } from "../base/id.ts";
import type { StorageRecord } from "./record.ts";

/**
 * Whether `next` replaces `stored`. The record that expires later is kept, so that no other node can end it
 * by writing it again with a short time to live. If both expire at the same time, the later version is kept,
 * then the higher writer id, so that all holders agree.
 */
export function expiresLater(next: StorageRecord, stored: StorageRecord): boolean {
  const [ends, endsBefore] = [endOf(next), endOf(stored)];
  if (ends !== endsBefore) return ends > endsBefore;
  if (next.version !== stored.version) return next.version > stored.version;
  return compareIds(next.writer, stored.writer) > 0;
}

function endOf({ expiresMs }: StorageRecord): number {
  return expiresMs === 0 ? Number.POSITIVE_INFINITY : expiresMs;
}
