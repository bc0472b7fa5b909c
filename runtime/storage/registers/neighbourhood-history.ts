/**
 * The neighbours that a node had lately, to suspect a partition.
 *
 * In an overlay with more nodes than a leaf set has, a partition does not change the number of neighbours:
 * other nodes replace those that cannot be reached. But it replaces a large part of them at once.
 */
import type { Clock } from "../../base/environment.ts";
import type { Id } from "../../base/id.ts";
import type { Overlay } from "../../overlay/api.ts";

/**
 * How long views are remembered, in milliseconds. Of sessions with a mean of an hour a sixth ends within it.
 */
export const HISTORY_MS = 600_000;
/** Time between two remembered views, in milliseconds; so there are at most twenty. */
const VIEW_EVERY_MS = 30_000;
/**
 * The share of each view that must still be there. Two sides of a partition cannot both have it of nearly
 * equal views; a half would do if the views were equal.
 */
const SHARE = 2 / 3;
/** The ring of the heads of ids, 48 bits, which are precise enough for distances. */
const RING = 2 ** 48;

interface View {
  readonly ids: readonly Id[];
  /** The view has all nodes of the overlay. Then NetworkSize judges by their number. */
  readonly isAll: boolean;
}

export class NeighbourhoodHistory {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  /** Past views, oldest first, and until when each was the present one. */
  #past: { readonly view: View; readonly untilMs: number }[] = [];
  #present: View = { ids: [], isAll: true };

  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    this.#clock = clock;
  }

  /** To be called after the neighbours have changed. */
  update(): void {
    const nowMs = this.#clock.now();
    const before = this.#past.at(-1);
    if (before === undefined || nowMs - before.untilMs >= VIEW_EVERY_MS)
      this.#past.push({ view: this.#present, untilMs: nowMs });
    this.#past = this.#past.filter(({ untilMs }) => nowMs - untilMs < HISTORY_MS);
    this.#present = {
      ids: this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).map(({ id }) => id),
      isAll: this.#overlay.range(this.#overlay.self, Number.MAX_SAFE_INTEGER) !== null,
    };
  }

  /**
   * Too many nodes of some past view are missing: this node may be on one side of a partition, and
   * they on another.
   */
  get isPartitionSuspected(): boolean {
    this.update();
    const { self } = this.#overlay;
    const offset = ({ head }: Id) => (head - self.id.head + RING) % RING;
    const present = new Set(this.#present.ids.map(({ hex }) => hex));
    const offsets = this.#present.ids.map(offset);
    // A node beyond the present neighbours may still be there, with nearer ones in its place: it
    // does not count.
    const up = Math.max(0, ...offsets.filter((some) => some < RING / 2));
    const down = Math.max(0, ...offsets.filter((some) => some >= RING / 2).map((some) => RING - some));
    return this.#past.some(({ view }) => {
      if (view.isAll) return false;
      const within = view.ids.filter((id) => this.#present.isAll || isWithin(offset(id), up, down));
      const met = within.filter(({ hex }) => present.has(hex)).length;
      return 1 + met < SHARE * (1 + within.length);
    });
  }
}

function isWithin(offset: number, up: number, down: number): boolean {
  return offset <= up || RING - offset <= down;
}
