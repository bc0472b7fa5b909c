/**
 * Chord, after Stoica et al. (IEEE/ACM Transactions on Networking, 2003): fingers, a successor list and
 * stabilization. The root of a key is its successor. Lookups are iterative, as in the paper's simulator, or
 * recursive with acknowledged hops. Periods are OverSim's.
 */
import type { Random } from "../../base/environment.ts";
import type { IdRing } from "../id-ring.ts";
import type { Owner } from "../virtual-clock.ts";
import {
  type Arena,
  type BaselineNode,
  CONTACT_BYTES,
  type Contact,
  HEADER_BYTES,
  ID_BITS,
  ID_BYTES,
  IDS,
  MESSAGE_BYTES,
  type Protocol,
  type Purpose,
} from "./arena.ts";

interface ChordOptions {
  readonly style: "iterative" | "recursive";
  readonly successors: number;
}

const STABILIZE_MS = 20_000;
const FIX_FINGERS_MS = 120_000;
/** A predecessor that has not notified for this time is forgotten. */
const SILENT_MS = 1.5 * STABILIZE_MS;
/** A lookup that finds more dead nodes than this fails. */
const DEAD_MAX = 32;
const HOPS_MAX = 64;

export function chord(options: ChordOptions): Protocol<ChordNode> {
  return {
    name: `Chord, ${options.style}`,
    make: (contact, owner, arena, random) => new ChordNode(options, contact, owner, arena, random),
    rootOf: (ring, key) => (ring.size === 0 ? null : ring.at(ring.places(key, key)[0] % ring.size)),
  };
}

function clockwise(from: number, to: number): number {
  return (to - from + IDS) % IDS;
}

/** Whether the id is in (from, to], clockwise; the interval is the whole ring if both ends are equal. */
function isWithin(id: number, from: number, to: number): boolean {
  const apart = clockwise(from, id);
  return from === to || (apart > 0 && apart <= clockwise(from, to));
}

/** The next hop of a lookup. */
interface ChordHop {
  readonly to: Contact;
  readonly isRoot: boolean;
}

class ChordNode implements BaselineNode {
  readonly contact: Contact;
  readonly #options: ChordOptions;
  readonly #owner: Owner;
  readonly #arena: Arena<ChordNode>;
  readonly #random: Random;
  /** Nearest first. */
  #successors: Contact[] = [];
  #predecessor: Contact | null = null;
  #notifiedMs = 0;
  readonly #fingers: (Contact | null)[] = Array.from({ length: ID_BITS }, () => null);
  #onActive: (() => void) | null = null;

  constructor(
    options: ChordOptions,
    contact: Contact,
    owner: Owner,
    arena: Arena<ChordNode>,
    random: Random,
  ) {
    this.#options = options;
    this.contact = contact;
    this.#owner = owner;
    this.#arena = arena;
    this.#random = random;
  }

  begin(ring: IdRing, contactAt: (place: number) => Contact): void {
    const { id } = this.contact;
    const [own] = ring.places(id, id);
    const count = Math.min(this.#options.successors, ring.size - 1);
    this.#successors = Array.from({ length: count }, (_, i) => contactAt((own + 1 + i) % ring.size));
    this.#predecessor = contactAt((own + ring.size - 1) % ring.size);
    for (let bit = 0; bit < ID_BITS; bit++) {
      const start = (id + 2 ** bit) % IDS;
      const finger = contactAt(ring.places(start, start)[0] % ring.size);
      this.#fingers[bit] = finger.number === this.contact.number ? null : finger;
    }
    this.#startUpkeep();
  }

  join(by: Contact, onActive: () => void, onFailure: () => void): void {
    this.#find(
      this.contact.id,
      "upkeep",
      (successor) => {
        this.#successors = [successor];
        // The predecessor finds this node by stabilization. Until then no key is routed here.
        this.#onActive = onActive;
        this.#startUpkeep();
      },
      onFailure,
      by,
    );
  }

  lookUp(key: number, deliver: (root: number, hops: number) => void): void {
    if (this.#isRootOf(key)) deliver(this.contact.number, 0);
    else if (this.#options.style === "recursive") this.forward(key, 0, deliver);
    else
      this.#find(
        key,
        "lookup",
        (root, hops) => this.#sendToRoot(root, key, hops, deliver),
        () => {},
      );
  }

  /** The next hop for the key, without nodes in `dead`; null if there is none. Section IV, figure 5. */
  next(key: number, dead: ReadonlySet<number>): ChordHop | null {
    const successor = this.#successors.find(({ number }) => !dead.has(number));
    if (successor === undefined) return null;
    const { id } = this.contact;
    if (isWithin(key, id, successor.id)) return { to: successor, isRoot: true };
    const limit = clockwise(id, key);
    let [best, bestApart] = [successor, clockwise(id, successor.id)];
    for (const finger of [...this.#fingers, ...this.#successors]) {
      if (finger === null || dead.has(finger.number)) continue;
      const apart = clockwise(id, finger.id);
      if (apart < limit && apart > bestApart) [best, bestApart] = [finger, apart];
    }
    return { to: best, isRoot: false };
  }

  /** Sends the message to the next hop, and tries another next hop if there is no acknowledgement. */
  forward(
    key: number,
    hops: number,
    deliver: (root: number, hops: number) => void,
    dead: Set<number> = new Set(),
  ): void {
    const next = this.next(key, dead);
    if (next === null || hops >= HOPS_MAX) return;
    this.#arena.request({
      from: this.contact,
      owner: this.#owner,
      to: next.to,
      purpose: "lookup",
      bytes: MESSAGE_BYTES,
      reply: (node) =>
        next.isRoot ? deliver(next.to.number, hops + 1) : node.forward(key, hops + 1, deliver),
      replyBytes: () => HEADER_BYTES,
      onReply: () => {},
      onTimeout: () => {
        dead.add(next.to.number);
        this.#dropFinger(next.to);
        this.forward(key, hops, deliver, dead);
      },
    });
  }

  notify(by: Contact): void {
    const isStale = this.#arena.clock.now() - this.#notifiedMs > SILENT_MS;
    const isNearer = this.#predecessor === null || isWithin(by.id, this.#predecessor.id, this.contact.id);
    if (!isStale && !isNearer) return;
    this.#predecessor = by;
    this.#notifiedMs = this.#arena.clock.now();
    const onActive = this.#onActive;
    this.#onActive = null;
    onActive?.();
  }

  /** The reply to a stabilization request. */
  get neighbors(): { readonly predecessor: Contact | null; readonly successors: readonly Contact[] } {
    const isStale = this.#arena.clock.now() - this.#notifiedMs > SILENT_MS;
    return { predecessor: isStale ? null : this.#predecessor, successors: this.#successors };
  }

  #isRootOf(key: number): boolean {
    return this.#predecessor !== null && isWithin(key, this.#predecessor.id, this.contact.id);
  }

  #sendToRoot(
    root: Contact,
    key: number,
    hops: number,
    deliver: (root: number, hops: number) => void,
    attempts = 3,
  ): void {
    this.#arena.request({
      from: this.contact,
      owner: this.#owner,
      to: root,
      purpose: "lookup",
      bytes: MESSAGE_BYTES,
      reply: () => deliver(root.number, hops),
      replyBytes: () => HEADER_BYTES,
      onReply: () => {},
      onTimeout: () => {
        this.#dropFinger(root);
        const dead = new Set([root.number]);
        if (attempts > 1)
          this.#find(
            key,
            "lookup",
            (other, more) => this.#sendToRoot(other, key, more, deliver, attempts - 1),
            () => {},
            null,
            dead,
          );
      },
    });
  }

  /**
   * Iterative lookup: requests the next hop from one node after another until a node names the root, which need
   * not be alive. Nodes in `dead` are skipped, and the requests name them.
   */
  #find(
    key: number,
    purpose: Purpose,
    found: (root: Contact, hops: number) => void,
    failed: () => void,
    by: Contact | null = null,
    dead: Set<number> = new Set(),
  ): void {
    /** The route so far: the lookup steps back when the next node is dead. */
    const route: Contact[] = [];
    const take = (next: ChordHop | null) => {
      if (next?.isRoot === true) found(next.to, route.length + 1);
      else if (next !== null && route.length < HOPS_MAX) request(next.to);
      else back();
    };
    const back = () => {
      const previous = route.pop();
      if (dead.size > DEAD_MAX) failed();
      else if (previous !== undefined) request(previous);
      else if (by === null) retry();
      else failed();
    };
    const retry = () => {
      const next = this.next(key, dead);
      if (next === null) failed();
      else take(next);
    };
    const request = (to: Contact) => {
      this.#arena.request({
        from: this.contact,
        owner: this.#owner,
        to,
        purpose,
        bytes: HEADER_BYTES + ID_BYTES * (1 + dead.size),
        reply: (node) => node.next(key, dead),
        replyBytes: () => HEADER_BYTES + CONTACT_BYTES,
        onReply: (next) => {
          route.push(to);
          if (next === null) dead.add(to.number);
          take(next);
        },
        onTimeout: () => {
          dead.add(to.number);
          this.#dropFinger(to);
          back();
        },
      });
    };
    if (by === null) retry();
    else request(by);
  }

  /** Called by stabilization after two requests without a reply. */
  #dropSuccessor({ number }: Contact): void {
    this.#successors = this.#successors.filter((other) => other.number !== number);
  }

  #dropFinger({ number }: Contact): void {
    for (const [bit, finger] of this.#fingers.entries())
      if (finger?.number === number) this.#fingers[bit] = null;
  }

  /** Starts the periodic tasks, each at a random time of its first period. */
  #startUpkeep(): void {
    const { clock } = this.#arena;
    const stabilize = () => {
      this.#stabilize();
      clock.at(STABILIZE_MS, stabilize, this.#owner);
    };
    const fix = () => {
      this.#fixFingers(0);
      clock.at(FIX_FINGERS_MS, fix, this.#owner);
    };
    const isNew = this.#onActive !== null;
    clock.at(isNew ? 0 : this.#random.next() * STABILIZE_MS, stabilize, this.#owner);
    clock.at(isNew ? 1_000 : this.#random.next() * FIX_FINGERS_MS, fix, this.#owner);
  }

  #stabilize(isAgain = false): void {
    const successor = this.#successors[0] ?? this.#fingers.find((finger) => finger !== null);
    if (successor === undefined || successor === null) return;
    this.#arena.request({
      from: this.contact,
      owner: this.#owner,
      to: successor,
      purpose: "upkeep",
      bytes: HEADER_BYTES,
      reply: (node) => node.neighbors,
      replyBytes: ({ successors }) => HEADER_BYTES + CONTACT_BYTES * (1 + successors.length),
      onReply: ({ predecessor, successors }) => {
        const list = [successor, ...successors];
        const { id } = this.contact;
        if (predecessor !== null && clockwise(id, predecessor.id) < clockwise(id, successor.id))
          list.unshift(predecessor);
        this.#successors = list
          .filter(({ number }) => number !== this.contact.number)
          .slice(0, this.#options.successors);
        if (this.#successors.length > 0) this.#notify(this.#successors[0]);
      },
      onTimeout: () => {
        if (isAgain) this.#dropSuccessor(successor);
        this.#stabilize(!isAgain);
      },
    });
  }

  #notify(successor: Contact): void {
    this.#arena.request({
      from: this.contact,
      owner: this.#owner,
      to: successor,
      purpose: "upkeep",
      bytes: HEADER_BYTES,
      reply: (node) => node.notify(this.contact),
      replyBytes: () => HEADER_BYTES,
      onReply: () => {},
      // The next stabilization repairs it.
      onTimeout: () => {},
    });
  }

  /** One finger after another. A finger whose start is not beyond the previous finger is the same node. */
  #fixFingers(from: number): void {
    const { id } = this.contact;
    let last = this.#successors[0];
    if (last === undefined) return;
    for (let bit = from; bit < ID_BITS; bit++) {
      if (bit > 0 && from > 0) last = this.#fingers[bit - 1] ?? last;
      if (2 ** bit <= clockwise(id, last.id)) {
        this.#fingers[bit] = last;
        continue;
      }
      const next = () => this.#fixFingers(bit + 1);
      this.#find(
        (id + 2 ** bit) % IDS,
        "upkeep",
        (finger) => {
          this.#fingers[bit] = finger.number === this.contact.number ? null : finger;
          next();
        },
        next,
      );
      return;
    }
  }
}
