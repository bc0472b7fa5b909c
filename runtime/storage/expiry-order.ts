/** Which of two records of the same content stays. */
import { compareIds } from "../base/id.ts";
import type { StorageRecord } from "./record.ts";

/**
 * The one that lasts longer, so that a stranger who writes it again for a second does not end it; of two that last as long, the later
 * one, so that all holders have the same.
 */
export function expiresLater(next: StorageRecord, held: StorageRecord): boolean {
  const [ends, endsBefore] = [endOf(next), endOf(held)];
  if (ends !== endsBefore) return ends > endsBefore;
  if (next.version !== held.version) return next.version > held.version;
  return compareIds(next.writer, held.writer) > 0;
}

function endOf({ expiresMs }: StorageRecord): number {
  return expiresMs === 0 ? Number.POSITIVE_INFINITY : expiresMs;
}
