/**
 * The neighbours that a node had recently, to suspect a partition.
 *
 * In an overlay with more nodes than a leaf set has, a partition does not change the number of neighbours:
 * other nodes replace those that cannot be reached. But a partition replaces many neighbours at once.
 */
import type { Clock } from "../../base/environment.ts";
import type { Id } from "../../base/id.ts";
import type { Overlay } from "../../overlay/api.ts";

/**
 * How long views are remembered, in milliseconds. With a mean session of an hour, about a sixth of the nodes
 * leaves in that time.
 */
const HISTORY_MS = 600_000;
/** Time between two remembered views, in milliseconds; so there are at most twenty. */
const VIEW_EVERY_MS = 30_000;
/**
 * The share of each past view that must still be present. Two sides of a partition cannot both have this
 * share of nearly equal views; if the views were equal, a half would be enough.
 */
const SHARE = 2 / 3;
/** The size of the ring in heads of ids: their first 48 bits, which are precise enough for distances. */
const RING = 2 ** 48;

interface View {
  readonly ids: readonly Id[];
  /**
   * True if the view has all nodes of the overlay. Then NetworkSize detects missing nodes by their number.
   */
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
   * True if too many nodes of some past view are missing: they and this node may be on different sides of a
   * partition.
   */
  get isPartitionSuspected(): boolean {
    this.update();
    const { self } = this.#overlay;
    const offset = ({ head }: Id) => (head - self.id.head + RING) % RING;
    const present = new Set(this.#present.ids.map(({ hex }) => hex));
    const offsets = this.#present.ids.map(offset);
    // A node beyond the present neighbours may be alive: nearer nodes may have replaced it. So it does not
    // count.
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
