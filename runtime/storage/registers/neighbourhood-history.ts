/**
 * Those who stood around a node lately. In an overlay of more nodes than a leaf set has, the number of neighbours tells nothing of a cut: others
 * come into the places of those who are out of reach. That a great part of them was exchanged at once does.
 */

import type { Clock } from "../../base/environment.ts";
import type { Id } from "../../base/id.ts";
import type { Overlay } from "../../overlay/api.ts";

/** For how long who was there is asked for, in milliseconds; of sessions of an hour on average a sixth ends within it. */
export const HISTORY_MS = 600_000;
/** Between two views that are remembered; so there are at most twenty. */
const VIEW_EVERY_MS = 30_000;
/**
 * So much of each of them must be there still. Two sides of a cut do not have it of views that are nearly the same; a half would be enough if
 * they were the same.
 */
const SHARE = 2 / 3;
/** Of the heads of ids, which tell distances well enough. */
const RING = 2 ** 48;

interface View {
  readonly ids: readonly Id[];
  /** All nodes there were; then their number says more, and is looked at by the census. */
  readonly isAll: boolean;
}

export class NeighbourhoodHistory {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  /** Views of the past, oldest first, and until when each held. */
  #past: { readonly view: View; readonly untilMs: number }[] = [];
  #last: View = { ids: [], isAll: true };

  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    this.#clock = clock;
  }

  /** Looks again, after the neighbours have changed. */
  look(): void {
    const now = this.#clock.now();
    const before = this.#past.at(-1);
    if (before === undefined || now - before.untilMs >= VIEW_EVERY_MS)
      this.#past.push({ view: this.#last, untilMs: now });
    this.#past = this.#past.filter(({ untilMs }) => now - untilMs < HISTORY_MS);
    this.#last = {
      ids: this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).map(({ id }) => id),
      isAll: this.#overlay.range(this.#overlay.self, Number.MAX_SAFE_INTEGER) !== null,
    };
  }

  /** Of those who were there at some time lately too many are not: this node may be on one side of a cut, and others on another. */
  get isPartitionSuspected(): boolean {
    this.look();
    const { self } = this.#overlay;
    const offset = ({ head }: Id) => (head - self.id.head + RING) % RING;
    const there = new Set(this.#last.ids.map(({ hex }) => hex));
    const offsets = this.#last.ids.map(offset);
    // Who is farther away than the neighbours of today is there perhaps, but pushed out by others.
    const up = Math.max(0, ...offsets.filter((some) => some < RING / 2));
    const down = Math.max(0, ...offsets.filter((some) => some >= RING / 2).map((some) => RING - some));
    return this.#past.some(({ view }) => {
      if (view.isAll) return false;
      const within = view.ids.filter((id) => this.#last.isAll || isWithin(offset(id), up, down));
      const met = within.filter(({ hex }) => there.has(hex)).length;
      return 1 + met < SHARE * (1 + within.length);
    });
  }
}

function isWithin(offset: number, up: number, down: number): boolean {
  return offset <= up || RING - offset <= down;
}
