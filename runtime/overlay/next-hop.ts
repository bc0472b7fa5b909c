/** Where a message goes from here (Pastry, section 2.3). */
import { Id, isCloser, sharedPrefixDigits } from "../base/id.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { Peer } from "./peer.ts";
import { COLUMNS, type RoutingTable } from "./routing-table.ts";

export class NextHop {
  readonly #self: Id;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;

  constructor(self: Id, leafSet: LeafSet, table: RoutingTable) {
    this.#self = self;
    this.#leafSet = leafSet;
    this.#table = table;
  }

  isInLeafSet(key: Id): boolean {
    return this.#leafSet.covers(key);
  }

  isRoot(key: Id): boolean {
    return this.#leafSet.covers(key) && this.#leafSet.closest(key) === null;
  }

  /**
   * The next node for the key; null when this one is its root. `silent`: nodes that did not acknowledge; they are passed over as
   * long as another way makes progress. Where the root is silent it goes to the next in line, or, when that is this node, to the root again.
   * `except`: as if not known. `turn`: of those in the slot, which; so that attempts after the first take other ways.
   */
  next(key: Id, silent: ReadonlySet<Peer> | null = null, except: Id | null = null, turn = 0): Peer | null {
    if (this.#leafSet.covers(key)) {
      const root =
        except === null
          ? this.#leafSet.closest(key)
          : this.#leafSet.closest(key, (peer) => !peer.id.equals(except));
      if (root !== null && silent?.has(root) === true)
        return this.#leafSet.closest(key, (peer) => isUsable(peer, silent, except)) ?? root;
      return root;
    }
    const primary = this.#table.primaryOf(key);
    if (primary !== null && turn === 0 && isUsable(primary, silent, except)) return primary;
    const slot = this.#table.slotOf(key);
    let first: Peer | null = null;
    let left = turn;
    for (const peer of slot) {
      if (!isUsable(peer, silent, except)) continue;
      if (left-- === 0) return peer;
      first ??= peer;
    }
    return (
      first ??
      this.#rare(key, silent, except) ??
      slot.find((peer) => isUsable(peer, null, except, true)) ??
      this.#last(key, except)
    );
  }

  /** Of all others that are known, whoever is closest; `next` where nobody is closer. Ways by it do not meet. */
  shortcut(key: Id, next: Peer, others: Iterable<Peer>, passedOver: ReadonlySet<Peer> | null = null): Peer {
    let best = next;
    for (const peer of others)
      if (
        isCloser(key, peer.id, best.id) &&
        isUsable(peer, passedOver, null) &&
        peer.roundTripMs !== Number.POSITIVE_INFINITY
      )
        best = peer;
    return best;
  }

  /** Nodes a message may go to next, best first. */
  candidates(key: Id, max: number): readonly Peer[] {
    return this.#closer(key, max, this.known());
  }

  /** As `candidates`, but of each slot only who is chosen by id alone, among `others` and all that are used. Leaf sets are so anyway. */
  safeCandidates(key: Id, max: number, others: Iterable<Peer>): readonly Peer[] {
    const chosen = new Map<number, Peer>();
    for (const peer of others) {
      const slot = this.#table.slotNumber(peer.id);
      if (slot === null || peer.isSuspected) continue;
      // Of a stranger that was never heard it is not known that it is there.
      if (!peer.isInTable && !peer.isLeaf && peer.roundTripMs === Number.POSITIVE_INFINITY) continue;
      const before = chosen.get(slot);
      if (before === undefined || isCloser(this.#pointOf(slot), peer.id, before.id)) chosen.set(slot, peer);
    }
    return this.#closer(key, max, new Set([...this.#leafSet.members(), ...chosen.values()]));
  }

  /** Where in the slot the node should be: at this node's own id, with the slot's digit. */
  #pointOf(slot: number): Id {
    const [row, column] = [Math.floor(slot / COLUMNS), slot % COLUMNS];
    const bytes = this.#self.bytes.slice();
    const other = bytes[row >> 1];
    bytes[row >> 1] = (row & 1) === 0 ? (column << 4) | (other & 15) : (other & 0xf0) | column;
    return new Id(bytes);
  }

  #closer(key: Id, max: number, from: Iterable<Peer>): readonly Peer[] {
    const here = sharedPrefixDigits(this.#self, key);
    const closer: { readonly peer: Peer; readonly shared: number }[] = [];
    for (const peer of from) {
      const shared = sharedPrefixDigits(peer.id, key);
      if (shared > here || isCloser(key, peer.id, this.#self)) closer.push({ peer, shared });
    }
    closer.sort((a, b) => b.shared - a.shared || (isCloser(key, a.peer.id, b.peer.id) ? -1 : 1));
    return closer.slice(0, Math.max(0, max)).map(({ peer }) => peer);
  }

  /** Everyone in leaf set and table, each once. */
  known(): readonly Peer[] {
    const known = [...this.#leafSet.members()];
    for (const peer of this.#table.members()) if (!peer.isLeaf) known.push(peer);
    return known;
  }

  /** The rare case: nobody in the slot, so anybody who shares as many digits and is closer. */
  #rare(key: Id, silent: ReadonlySet<Peer> | null, except: Id | null): Peer | null {
    const shared = sharedPrefixDigits(this.#self, key);
    let best: Peer | null = null;
    let bestId = this.#self;
    for (const peer of this.known()) {
      if (!isCloser(key, peer.id, bestId) || sharedPrefixDigits(peer.id, key) < shared) continue;
      if (!isUsable(peer, silent, except)) continue;
      best = peer;
      bestId = peer.id;
    }
    return best;
  }

  /** Everyone on the way is silent: the nearest of them is asked again. */
  #last(key: Id, except: Id | null): Peer | null {
    return this.#leafSet.closest(key, (peer) => except === null || !peer.id.equals(except));
  }
}

function isUsable(
  peer: Peer,
  silent: ReadonlySet<Peer> | null,
  except: Id | null,
  isLastResort = false,
): boolean {
  if (except !== null && peer.id.equals(except)) return false;
  return isLastResort || (!peer.isSuspected && (silent === null || !silent.has(peer)));
}
