/** The choice of the next hop (Rowstron and Druschel, Pastry, Middleware 2001, "Routing"). */
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
   * The next hop for the key; null when this node is its root. `silent`: peers that did not acknowledge,
   * avoided as long as another next hop makes progress. When the root is silent, the next hop is the next
   * candidate, or the root again when that is this node. `except`: a node that is treated as unknown.
   * `attempt`: the index of the usable node in the slot, so that later attempts take other routes.
   */
  next(key: Id, silent: ReadonlySet<Peer> | null = null, except: Id | null = null, attempt = 0): Peer | null {
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
    if (primary !== null && attempt === 0 && isUsable(primary, silent, except)) return primary;
    const slot = this.#table.slotOf(key);
    let first: Peer | null = null;
    let left = attempt;
    for (const peer of slot) {
      if (!isUsable(peer, silent, except)) continue;
      if (left-- === 0) return peer;
      first ??= peer;
    }
    return (
      first ??
      this.#rare(key, silent, except) ??
      slot.find((peer) => isUsable(peer, null, except, true)) ??
      this.#closestLeaf(key, except)
    );
  }

  /**
   * The known node closest to the key; `next` if no node is closer. Routes to one key that take shortcuts do
   * not meet.
   */
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

  /** At most `max` possible next hops, best first. */
  candidates(key: Id, max: number): readonly Peer[] {
    return this.#closer(key, max, this.known());
  }

  /**
   * As `candidates`, but of each slot only the node that its id alone selects among `others`. Leaf sets are
   * selected by id anyway.
   */
  safeCandidates(key: Id, max: number, others: Iterable<Peer>): readonly Peer[] {
    const chosen = new Map<number, Peer>();
    for (const peer of others) {
      const slot = this.#table.slotNumber(peer.id);
      if (slot === null || peer.isSuspected) continue;
      // A node that was never heard may not exist.
      if (!peer.isInTable && !peer.isLeaf && peer.roundTripMs === Number.POSITIVE_INFINITY) continue;
      const before = chosen.get(slot);
      if (before === undefined || isCloser(this.#pointOf(slot), peer.id, before.id)) chosen.set(slot, peer);
    }
    return this.#closer(key, max, new Set([...this.#leafSet.members(), ...chosen.values()]));
  }

  /** The point of a slot that selects its node: this node's own id with the slot's digit. */
  #pointOf(slot: number): Id {
    const [row, column] = [Math.floor(slot / COLUMNS), slot % COLUMNS];
    const bytes = Uint8Array.from(this.#self.bytes);
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

  /** All nodes in leaf set and table, each once. */
  known(): readonly Peer[] {
    const known = [...this.#leafSet.members()];
    for (const peer of this.#table.members()) if (!peer.isLeaf) known.push(peer);
    return known;
  }

  /**
   * The rare case of the paper: the slot is empty, so the next hop is any known node that shares as many
   * digits and is closer.
   */
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

  /** All possible next hops are silent: the leaf closest to the key is tried again. */
  #closestLeaf(key: Id, except: Id | null): Peer | null {
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
