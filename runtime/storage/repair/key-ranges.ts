/** Of which keys two nodes both hold the records, as arcs of the ring. */
import { ID_BYTES } from "../../../abi/abi.ts";
import { compareIds, Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import type { Interval } from "./ordered-fingerprints.ts";

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

/** The spans that this node shares with `node`, in its own view, of what it should hold; null when that cannot be told. */
export function sharedSpans(
  overlay: Overlay,
  node: NodeHandle,
  copiesOfKinds: Iterable<number>,
  duty: (copies: number) => Arc | null = (copies) => arcOf(overlay, overlay.self, copies),
): Span[] | null {
  const spans: Span[] = [];
  for (const copies of new Set(copiesOfKinds)) {
    if (!areNear(overlay, node, copies)) continue;
    const one = duty(copies);
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

/** The places that lie in both arcs. */
export function intervalsOf({ one, other }: Span): Interval[] {
  return linear(one).flatMap((a) => linear(other).flatMap((b) => common(a, b)));
}

/** The places that do not lie in the arc. */
export function outside({ first, last }: Arc): Interval[] {
  const from = after(last);
  if (compareIds(first, last) <= 0)
    return [{ from: START, to: first.bytes }, ...(from === null ? [] : [{ from, to: null }])];
  return from === null ? [] : common({ from, to: null }, { from: START, to: first.bytes });
}

const START = new Uint8Array(0);

function linear({ first, last }: Arc): Interval[] {
  const to = after(last);
  if (compareIds(first, last) <= 0) return [{ from: first.bytes, to }];
  return [
    { from: START, to },
    { from: first.bytes, to: null },
  ];
}

function common(a: Interval, b: Interval): Interval[] {
  const from = Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from;
  const to = a.to === null ? b.to : b.to === null || Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to;
  return to !== null && Buffer.compare(from, to) >= 0 ? [] : [{ from, to }];
}

/** The next key; null after the last one. */
function after(key: Id): Uint8Array | null {
  const next = key.bytes.slice();
  for (let i = next.length - 1; i >= 0; i--) {
    next[i]++;
    if (next[i] !== 0) return next;
  }
  return null;
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
