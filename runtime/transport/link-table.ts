/** The links a node has: by peer, bounded for each direction apart, so that those who come in cannot crowd out those it sought. */
import type { Id } from "../base/id.ts";
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

interface Found {
  readonly node: Id | null;
  readonly link: Link | null;
}
const NOBODY: Found = { node: null, link: null };

export class LinkTable {
  readonly #limits: LinkTableLimits;
  readonly #byNode = new Map<string, Link[]>();
  /** What was found last for two nodes, since a message that passes has two ends: most often they are looked for again. */
  #last: Found = NOBODY;
  #before: Found = NOBODY;
  readonly #count: Record<Direction, number> = { in: 0, out: 0 };

  constructor(limits: LinkTableLimits) {
    this.#limits = limits;
  }

  count(direction: Direction): number {
    return this.#count[direction];
  }

  /** The one to send on. */
  get(node: Id): Link | null {
    if (this.#last.node === node) return this.#last.link;
    const found = this.#before.node === node ? this.#before : { node, link: this.#find(node) };
    this.#before = this.#last;
    this.#last = found;
    return found.link;
  }

  #find(node: Id): Link | null {
    return this.#byNode.get(node.hex)?.at(-1) ?? null;
  }

  #forgetFound(): void {
    this.#last = NOBODY;
    this.#before = NOBODY;
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
    this.#forgetFound();
    const { hex } = link.peer.id;
    const links = this.#byNode.get(hex) ?? [];
    links.push(link);
    this.#byNode.set(hex, links);
    this.#count[link.direction]++;
    if (links.length > LINKS_PER_NODE_MAX) this.drop(links[0]);
  }

  /** True when it was the last to its node. */
  remove(link: Link): boolean {
    this.#forgetFound();
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
