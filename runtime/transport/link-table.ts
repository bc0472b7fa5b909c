/**
 * The open links of a node by peer. Each direction has its own bound, so incoming links never displace
 * outgoing ones.
 */
import type { Id } from "../base/id.ts";
import type { Direction, Link } from "./link.ts";

/**
 * Maximum number of links to one node. Two exist when both ends connect at the same time. The newest is used:
 * the older link may be dead without a sign.
 */
const LINKS_PER_NODE_MAX = 2;

export interface LinkTableLimits {
  /** Maximum number of links that peers opened. */
  readonly linksIn: number;
  /** Maximum number of links that this node opened. */
  readonly linksOut: number;
  /** A link unused for this time may be closed to make room for another, in milliseconds. */
  readonly idleMs: number;
}

interface CachedLookup {
  readonly node: Id | null;
  readonly link: Link | null;
}
const NO_LOOKUP: CachedLookup = { node: null, link: null };

export class LinkTable {
  readonly #limits: LinkTableLimits;
  readonly #byNode = new Map<string, Link[]>();
  /**
   * The last two lookups. A forwarded message uses two links, and the next one most often uses the same two.
   */
  #last: CachedLookup = NO_LOOKUP;
  #secondLast: CachedLookup = NO_LOOKUP;
  readonly #count: Record<Direction, number> = { in: 0, out: 0 };

  constructor(limits: LinkTableLimits) {
    this.#limits = limits;
  }

  count(direction: Direction): number {
    return this.#count[direction];
  }

  /** The link on which to send to the node. */
  get(node: Id): Link | null {
    if (this.#last.node === node) return this.#last.link;
    const found = this.#secondLast.node === node ? this.#secondLast : { node, link: this.#find(node) };
    this.#secondLast = this.#last;
    this.#last = found;
    return found.link;
  }

  #find(node: Id): Link | null {
    return this.#byNode.get(node.hex)?.at(-1) ?? null;
  }

  #clearLookups(): void {
    this.#last = NO_LOOKUP;
    this.#secondLast = NO_LOOKUP;
  }

  of(node: Id): readonly Link[] {
    return [...(this.#byNode.get(node.hex) ?? [])];
  }

  all(): readonly Link[] {
    return [...this.#byNode.values()].flat();
  }

  /** Whether another link fits, if need be after an unused one is closed. */
  hasRoom(direction: Direction, nowMs: number): boolean {
    return this.#isBelowLimit(direction) || this.#longestUnused(direction, nowMs) !== null;
  }

  /** As `hasRoom`, and closes the link that was unused for longest if it must. */
  makeRoom(direction: Direction, nowMs: number): boolean {
    if (this.#isBelowLimit(direction)) return true;
    const oldest = this.#longestUnused(direction, nowMs);
    if (oldest !== null) this.drop(oldest);
    return oldest !== null;
  }

  add(link: Link): void {
    this.#clearLookups();
    const { hex } = link.peer.id;
    const links = this.#byNode.get(hex) ?? [];
    links.push(link);
    this.#byNode.set(hex, links);
    this.#count[link.direction]++;
    if (links.length > LINKS_PER_NODE_MAX) this.drop(links[0]);
  }

  /** Returns true when the link was the last to its node. */
  remove(link: Link): boolean {
    this.#clearLookups();
    const { hex } = link.peer.id;
    const links = this.#byNode.get(hex) ?? [];
    const index = links.indexOf(link);
    if (index < 0) return false;
    links.splice(index, 1);
    this.#count[link.direction]--;
    if (links.length === 0) this.#byNode.delete(hex);
    return links.length === 0;
  }

  /** Removes and closes the link after its queued packets are written. */
  drop(link: Link): void {
    this.remove(link);
    link.close();
  }

  #isBelowLimit(direction: Direction): boolean {
    const { linksIn, linksOut } = this.#limits;
    return this.#count[direction] < (direction === "in" ? linksIn : linksOut);
  }

  #longestUnused(direction: Direction, nowMs: number): Link | null {
    let oldest: Link | null = null;
    for (const links of this.#byNode.values()) {
      for (const link of links) {
        if (link.direction !== direction || !link.isIdle || nowMs - link.lastUsedMs < this.#limits.idleMs)
          continue;
        if (oldest === null || link.lastUsedMs < oldest.lastUsedMs) oldest = link;
      }
    }
    return oldest;
  }
}
