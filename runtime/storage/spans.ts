/** Of which keys two nodes both hold the records, as arcs of the ring. */
import { ID_BYTES } from "../../abi/abi.ts";
import type { Overlay } from "../overlay/api.ts";
import type { NodeHandle } from "../overlay/environment.ts";
import { compareIds, Id } from "../overlay/id.ts";

/** From `first` clockwise to `last`, both among them. */
export interface Arc {
  readonly first: Id;
  readonly last: Id;
}

/** Of records with so many copies, those whose key lies in both arcs. */
export interface Span {
  readonly copies: number;
  readonly one: Arc;
  readonly other: Arc;
}

/** One for each number of copies that some kind of record has. */
export const SPANS_MAX = 8;

const WHOLE_RING: Arc = {
  first: new Id(new Uint8Array(ID_BYTES)),
  last: new Id(new Uint8Array(ID_BYTES).fill(255)),
};

/** The keys whose records `node` holds; null when it cannot be told. */
export function arcOf(overlay: Overlay, node: NodeHandle, copies: number): Arc | null {
  return overlay.range(node, copies - 1);
}

/** The spans that this node shares with `node`, in its own view; null when that cannot be told. */
export function sharedSpans(
  overlay: Overlay,
  node: NodeHandle,
  copiesOfKinds: Iterable<number>,
): Span[] | null {
  const spans: Span[] = [];
  for (const copies of new Set(copiesOfKinds)) {
    if (!areNear(overlay, node, copies)) continue;
    const one = arcOf(overlay, overlay.self, copies);
    if (one === null) return null;
    const other = arcOf(overlay, node, copies) ?? WHOLE_RING;
    spans.push({ copies, one, other });
  }
  return spans.slice(0, SPANS_MAX);
}

/** Two nodes hold records of the same key when fewer than `copies` - 1 others are between them. */
function areNear(overlay: Overlay, node: NodeHandle, copies: number): boolean {
  const ring = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)].sort((a, b) =>
    compareIds(a.id, b.id),
  );
  const placeOf = (id: Id) => ring.findIndex((other) => other.id.equals(id));
  const steps = Math.abs(placeOf(overlay.self.id) - placeOf(node.id));
  return Math.min(steps, ring.length - steps) < copies;
}

/** Whether the key that stands at `at` in `bytes` lies in the arc. */
export function arcHolds({ first, last }: Arc, bytes: Uint8Array, at: number): boolean {
  const isAfterFirst = compareAt(bytes, at, first.bytes) >= 0;
  const isBeforeLast = compareAt(bytes, at, last.bytes) <= 0;
  return compareIds(first, last) <= 0 ? isAfterFirst && isBeforeLast : isAfterFirst || isBeforeLast;
}

function compareAt(bytes: Uint8Array, at: number, id: Uint8Array): number {
  for (let i = 0; i < ID_BYTES; i++) {
    const difference = bytes[at + i] - id[i];
    if (difference !== 0) return difference;
  }
  return 0;
}
