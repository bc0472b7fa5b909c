/** Expiry order: which of two records with the same content is kept. */
import { compareIds } from "../base/id.ts";
import type { StorageRecord } from "./record.ts";

/**
 * Whether `next` replaces `stored`: the record that expires later is kept, so that no other node can end it
 * by writing it again with a short time to live. Of two that expire together the later version is kept, so
 * that all holders agree.
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
