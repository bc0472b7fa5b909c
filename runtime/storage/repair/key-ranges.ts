/** Ranges of keys on the ring: the range that a node stores, and the ranges that two nodes share. */
import { ID_BYTES } from "../../../abi/abi.ts";
import { compareIds, Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { KeyRange, Overlay } from "../../overlay/api.ts";
import type { Interval } from "./ordered-fingerprints.ts";

/** The keys in both ranges, for kinds of record with that number of copies. */
export interface SharedRange {
  readonly copies: number;
  readonly one: KeyRange;
  readonly other: KeyRange;
}

/** Maximum number of different values of `RecordKind.copies`. */
export const COPY_COUNTS_MAX = 8;

const WHOLE_RING: KeyRange = {
  first: new Id(new Uint8Array(ID_BYTES)),
  last: new Id(new Uint8Array(ID_BYTES).fill(255)),
};

/**
 * The keys of which `node` is a holder, for kinds with `copies` copies. Null when the leaf set does not show
 * it.
 */
export function keyRangeOf(overlay: Overlay, node: NodeHandle, copies: number): KeyRange | null {
  return overlay.range(node, copies - 1);
}

/**
 * The keys that both this node and `node` should store, for each number of copies. `ownRange`: the keys of
 * the records that this node should store. Null when `ownRange` returns null for some number of copies.
 */
export function sharedRanges(
  overlay: Overlay,
  node: NodeHandle,
  copiesOfKinds: Iterable<number>,
  ownRange: (copies: number) => KeyRange | null = (copies) => keyRangeOf(overlay, overlay.self, copies),
): SharedRange[] | null {
  const shared: SharedRange[] = [];
  for (const copies of new Set(copiesOfKinds)) {
    if (!areNear(overlay, node, copies)) continue;
    const one = ownRange(copies);
    if (one === null) return null;
    const other = keyRangeOf(overlay, node, copies) ?? WHOLE_RING;
    shared.push({ copies, one, other });
  }
  return shared.slice(0, COPY_COUNTS_MAX);
}

/** Whether both nodes are holders of a common key: fewer than `copies` - 1 other nodes lie between them. */
function areNear(overlay: Overlay, node: NodeHandle, copies: number): boolean {
  const ring = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)].sort((a, b) =>
    compareIds(a.id, b.id),
  );
  const placeOf = (id: Id) => ring.findIndex((other) => other.id.equals(id));
  const steps = Math.abs(placeOf(overlay.self.id) - placeOf(node.id));
  return Math.min(steps, ring.length - steps) < copies;
}

/** The places in both ranges. */
export function intervalsOf({ one, other }: SharedRange): Interval[] {
  return linear(one).flatMap((a) => linear(other).flatMap((b) => common(a, b)));
}

/** The places outside the range. */
export function outside({ first, last }: KeyRange): Interval[] {
  const from = after(last);
  if (compareIds(first, last) <= 0)
    return [{ from: START, to: first.bytes }, ...(from === null ? [] : [{ from, to: null }])];
  return from === null ? [] : common({ from, to: null }, { from: START, to: first.bytes });
}

const START = new Uint8Array(0);

function linear({ first, last }: KeyRange): Interval[] {
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

/** The next key; null after the last key. */
function after(key: Id): Uint8Array | null {
  const next = key.bytes.slice();
  for (let i = next.length - 1; i >= 0; i--) {
    next[i]++;
    if (next[i] !== 0) return next;
  }
  return null;
}

/** Whether the key at offset `at` of `bytes` lies in the range. */
export function isInKeyRange({ first, last }: KeyRange, bytes: Uint8Array, at: number): boolean {
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
