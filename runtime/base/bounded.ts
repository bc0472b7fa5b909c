/** Keeps a map within a number of entries. A map keeps the order of insertion: what was put in first goes first. */
export function dropOldest<Key>(map: Map<Key, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
