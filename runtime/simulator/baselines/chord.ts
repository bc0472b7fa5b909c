/**
 * Chord, after Stoica et al. (IEEE/ACM Transactions on Networking, 2003): fingers, a list of successors, and stabilization. A key belongs
 * to its successor. Lookups are iterative, as in the paper's simulator, or recursive with acknowledged hops. Periods are OverSim's.
 */
import type { Random } from "../../base/environment.ts";
import type { Ring } from "../ring.ts";
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

export interface ChordOptions {
  readonly style: "iterative" | "recursive";
  readonly successors: number;
}

const STABILIZE_MS = 20_000;
const FIX_FINGERS_MS = 120_000;
/** A predecessor that has not notified for so long is forgotten. */
const SILENT_MS = 1.5 * STABILIZE_MS;
/** Nodes that a lookup finds dead before it is given up. */
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

/** In (from, to], going clockwise; all of the ring where the two are one. */
function isWithin(id: number, from: number, to: number): boolean {
  const apart = clockwise(from, id);
  return from === to || (apart > 0 && apart <= clockwise(from, to));
}

/** Where a lookup goes next; `isRoot`: nobody is responsible but it. */
interface Next {
  readonly to: Contact;
  readonly isRoot: boolean;
}

export class ChordNode implements BaselineNode {
  readonly contact: Contact;
  readonly #options: ChordOptions;
  readonly #owner: Owner;
  readonly #arena: Arena<ChordNode>;
  readonly #random: Random;
  /** The nearest first. */
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

  begin(ring: Ring, contactAt: (place: number) => Contact): void {
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
    this.#keepUp();
  }

  join(by: Contact, onActive: () => void, onFailure: () => void): void {
    this.#find(
      this.contact.id,
      "upkeep",
      (successor) => {
        this.#successors = [successor];
        // Whoever precedes it learns of it by stabilization; until then no key is brought here.
        this.#onActive = onActive;
        this.#keepUp();
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
        (root, hops) => this.#hand(root, key, hops, deliver),
        () => {},
      );
  }

  /** The next node for the key, past those in `dead`; null: none is left. Section IV, figure 5. */
  next(key: number, dead: ReadonlySet<number>): Next | null {
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

  /** Passes a message on until the next node has acknowledged it, past those that do not. */
  forward(
    key: number,
    hops: number,
    deliver: (root: number, hops: number) => void,
    dead: Set<number> = new Set(),
  ): void {
    const next = this.next(key, dead);
    if (next === null || hops >= HOPS_MAX) return;
    this.#arena.ask({
      from: this.contact,
      owner: this.#owner,
      to: next.to,
      purpose: "lookup",
      bytes: MESSAGE_BYTES,
      answer: (node) =>
        next.isRoot ? deliver(next.to.number, hops + 1) : node.forward(key, hops + 1, deliver),
      answerBytes: () => HEADER_BYTES,
      onAnswer: () => {},
      onSilence: () => {
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

  /** What stabilization asks for. */
  get neighbors(): { readonly predecessor: Contact | null; readonly successors: readonly Contact[] } {
    const isStale = this.#arena.clock.now() - this.#notifiedMs > SILENT_MS;
    return { predecessor: isStale ? null : this.#predecessor, successors: this.#successors };
  }

  #isRootOf(key: number): boolean {
    return this.#predecessor !== null && isWithin(key, this.#predecessor.id, this.contact.id);
  }

  #hand(
    root: Contact,
    key: number,
    hops: number,
    deliver: (root: number, hops: number) => void,
    attempts = 3,
  ): void {
    this.#arena.ask({
      from: this.contact,
      owner: this.#owner,
      to: root,
      purpose: "lookup",
      bytes: MESSAGE_BYTES,
      answer: () => deliver(root.number, hops),
      answerBytes: () => HEADER_BYTES,
      onAnswer: () => {},
      onSilence: () => {
        this.#dropFinger(root);
        const dead = new Set([root.number]);
        if (attempts > 1)
          this.#find(
            key,
            "lookup",
            (other, more) => this.#hand(other, key, more, deliver, attempts - 1),
            () => {},
            null,
            dead,
          );
      },
    });
  }

  /** Asks one node after the other until one names the root, which need not be alive. `dead` are passed over, and asked for no more. */
  #find(
    key: number,
    purpose: Purpose,
    found: (root: Contact, hops: number) => void,
    failed: () => void,
    by: Contact | null = null,
    dead: Set<number> = new Set(),
  ): void {
    /** The way so far, to go back when the next is dead. */
    const way: Contact[] = [];
    const take = (next: Next | null) => {
      if (next?.isRoot === true) found(next.to, way.length + 1);
      else if (next !== null && way.length < HOPS_MAX) ask(next.to);
      else back();
    };
    const back = () => {
      const previous = way.pop();
      if (dead.size > DEAD_MAX) failed();
      else if (previous !== undefined) ask(previous);
      else if (by === null) retry();
      else failed();
    };
    const retry = () => {
      const next = this.next(key, dead);
      if (next === null) failed();
      else take(next);
    };
    const ask = (to: Contact) => {
      this.#arena.ask({
        from: this.contact,
        owner: this.#owner,
        to,
        purpose,
        bytes: HEADER_BYTES + ID_BYTES * (1 + dead.size),
        answer: (node) => node.next(key, dead),
        answerBytes: () => HEADER_BYTES + CONTACT_BYTES,
        onAnswer: (next) => {
          way.push(to);
          if (next === null) dead.add(to.number);
          take(next);
        },
        onSilence: () => {
          dead.add(to.number);
          this.#dropFinger(to);
          back();
        },
      });
    };
    if (by === null) retry();
    else ask(by);
  }

  /** By the verdict of stabilization, which asks twice. */
  #dropSuccessor({ number }: Contact): void {
    this.#successors = this.#successors.filter((other) => other.number !== number);
  }

  #dropFinger({ number }: Contact): void {
    for (const [bit, finger] of this.#fingers.entries())
      if (finger?.number === number) this.#fingers[bit] = null;
  }

  /** From now on, each at its period, from a random moment on. */
  #keepUp(): void {
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
    this.#arena.ask({
      from: this.contact,
      owner: this.#owner,
      to: successor,
      purpose: "upkeep",
      bytes: HEADER_BYTES,
      answer: (node) => node.neighbors,
      answerBytes: ({ successors }) => HEADER_BYTES + CONTACT_BYTES * (1 + successors.length),
      onAnswer: ({ predecessor, successors }) => {
        const list = [successor, ...successors];
        const { id } = this.contact;
        if (predecessor !== null && clockwise(id, predecessor.id) < clockwise(id, successor.id))
          list.unshift(predecessor);
        this.#successors = list
          .filter(({ number }) => number !== this.contact.number)
          .slice(0, this.#options.successors);
        if (this.#successors.length > 0) this.#notify(this.#successors[0]);
      },
      onSilence: () => {
        if (isAgain) this.#dropSuccessor(successor);
        this.#stabilize(!isAgain);
      },
    });
  }

  #notify(successor: Contact): void {
    this.#arena.ask({
      from: this.contact,
      owner: this.#owner,
      to: successor,
      purpose: "upkeep",
      bytes: HEADER_BYTES,
      answer: (node) => node.notify(this.contact),
      answerBytes: () => HEADER_BYTES,
      onAnswer: () => {},
      // The next stabilization sees to it.
      onSilence: () => {},
    });
  }

  /** One after the other; those that the one before reaches over are the same node. */
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
