/** The kinds of record that a storage knows, by tag, and the nodes that store records of each. */
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay } from "../overlay/api.ts";
import type { RecordKind } from "./record.ts";

/** By tag. */
export type RecordKinds = ReadonlyMap<number, RecordKind>;

/** How many holders a record of the kind has; 1 for an unknown kind. */
export function copiesOf(kinds: RecordKinds, tag: number): number {
  return kinds.get(tag)?.copies ?? 1;
}

/** The holders of a record, nearest to its key first, in this node's view. */
export function holdersOf(
  overlay: Overlay,
  kinds: RecordKinds,
  { kind, key }: { readonly kind: number; readonly key: Id },
): readonly NodeHandle[] {
  return overlay.replicaSet(key, copiesOf(kinds, kind));
}
