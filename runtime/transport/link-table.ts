/** The links a node has: by peer, bounded for each direction apart, so that those who come in cannot crowd out those it sought. */
import type { Id } from "../overlay/id.ts";
import type { Direction, Link } from "./link.ts";

/** Two appear when both ends connect at the same time; the newest is used, as the older may be dead without knowing. */
const LINKS_PER_NODE_MAX = 2;

export interface LinkTableLimits {
  /** Links that others began. */
  readonly linksIn: number;
  /** Links that this node began. */
  readonly linksOut: number;
  /** Unused for so long, a link makes room for another when there are too many, in milliseconds. */
  readonly idleMs: number;
}

export class LinkTable {
  readonly #limits: LinkTableLimits;
  readonly #byNode = new Map<string, Link[]>();
  readonly #count: Record<Direction, number> = { in: 0, out: 0 };

  constructor(limits: LinkTableLimits) {
    this.#limits = limits;
  }

  count(direction: Direction): number {
    return this.#count[direction];
  }

  /** The one to send on. */
  get(node: Id): Link | null {
    const links = this.#byNode.get(node.hex);
    return links === undefined ? null : links[links.length - 1];
  }

  of(node: Id): readonly Link[] {
    return [...(this.#byNode.get(node.hex) ?? [])];
  }

  all(): readonly Link[] {
    return [...this.#byNode.values()].flat();
  }

  /** Whether another fits in, or would with an unused one closed. */
  hasRoom(direction: Direction, nowMs: number): boolean {
    return this.#isBelowLimit(direction) || this.#longestUnused(direction, nowMs) !== null;
  }

  /** The same, and closes the longest unused one if it must. */
  makeRoom(direction: Direction, nowMs: number): boolean {
    if (this.#isBelowLimit(direction)) return true;
    const oldest = this.#longestUnused(direction, nowMs);
    if (oldest !== null) this.drop(oldest);
    return oldest !== null;
  }

  add(link: Link): void {
    const { hex } = link.peer.id;
    const links = this.#byNode.get(hex) ?? [];
    links.push(link);
    this.#byNode.set(hex, links);
    this.#count[link.direction]++;
    if (links.length > LINKS_PER_NODE_MAX) this.drop(links[0]);
  }

  /** True when it was the last to its node. */
  remove(link: Link): boolean {
    const { hex } = link.peer.id;
    const links = this.#byNode.get(hex) ?? [];
    const index = links.indexOf(link);
    if (index < 0) return false;
    links.splice(index, 1);
    this.#count[link.direction]--;
    if (links.length === 0) this.#byNode.delete(hex);
    return links.length === 0;
  }

  /** Closes it in good order. */
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
