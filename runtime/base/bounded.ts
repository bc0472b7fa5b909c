/**
 * Removes entries until at most `max` are left. A map iterates in insertion order, so the oldest entries go
 * first.
 */
export function dropOldest<Key>(map: Map<Key, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
