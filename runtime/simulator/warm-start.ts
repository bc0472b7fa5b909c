/**
 * Leaf sets and routing tables as nodes have them after a long time, for simulations that do not begin with all
 * joins. Leaf sets are exact. Of the nodes that fit a slot of the table, some are sampled and the nearest are
 * taken, as neighbour selection does over time.
 */

import type { Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { WarmStart } from "../overlay/api.ts";
import type { DelayModel } from "./delays.ts";
import type { IdRing } from "./id-ring.ts";

/** Digits and columns of an id's head, which has 48 bits. */
const DIGITS = 12;
const COLUMNS = 16;

interface WarmOptions {
  readonly leafSide: number;
  /** Nodes sampled for a slot. */
  readonly samples: number;
  /** Nodes kept in a slot. */
  readonly candidates: number;
}

export function warmStart(
  self: number,
  handleOf: (node: number) => NodeHandle,
  ring: IdRing,
  delays: DelayModel,
  random: Random,
  { leafSide, samples, candidates }: WarmOptions,
): WarmStart {
  const { head } = handleOf(self).id;
  const { larger, smaller } = ring.around(head, leafSide);
  const members = [...new Set([...larger, ...smaller])];
  const leaves = members.map(handleOf);
  const leafRoundTripsMs = members.map((node) => 2 * delays.baseMs(self, node));
  const table: { node: NodeHandle; roundTripMs: number }[] = [];
  // Ids that share `row` digits with this node's id lie from `first` to `first + width`.
  let first = 0;
  let width = COLUMNS ** DIGITS;
  for (let row = 0; row < DIGITS; row++) {
    const [from, to] = ring.places(first, first + width);
    if (to - from <= 1) break;
    width /= COLUMNS;
    const own = Math.floor((head - first) / width);
    for (let column = 0; column < COLUMNS; column++) {
      if (column === own) continue;
      const [low, high] = ring.places(first + column * width, first + (column + 1) * width);
      for (const node of nearest(low, high)) table.push(node);
    }
    first += own * width;
  }
  return { leaves, leafRoundTripsMs, table };

  function nearest(low: number, high: number): readonly { node: NodeHandle; roundTripMs: number }[] {
    const isAll = high - low <= samples;
    const count = isAll ? high - low : samples;
    const found: { readonly number: number; readonly roundTripMs: number }[] = [];
    const tried: number[] = [];
    while (tried.length < count) {
      const at = isAll ? low + tried.length : low + Math.floor(random.next() * (high - low));
      if (tried.includes(at)) continue;
      tried.push(at);
      const number = ring.at(at);
      const roundTripMs = 2 * delays.baseMs(self, number);
      // Nearest first, and only `candidates` of them.
      let place = found.length;
      while (place > 0 && found[place - 1].roundTripMs > roundTripMs) place--;
      if (place >= candidates) continue;
      found.splice(place, 0, { number, roundTripMs });
      if (found.length > candidates) found.pop();
    }
    return found.map(({ number, roundTripMs }) => ({ node: handleOf(number), roundTripMs }));
  }
}
