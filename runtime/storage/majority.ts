/** Majorities of nodes. */

/** More than half: any two majorities of the same nodes have a node in common. */
export function majority(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}
