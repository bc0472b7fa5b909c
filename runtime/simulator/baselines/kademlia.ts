/**
 * Kademlia, after Maymounkov and Mazières (IPTPS 2002), sections 2.1 to 2.3: buckets by distance bit, least
 * recently seen first, with the replacement cache of section 4.1, which saves the pings of full buckets.
 * Lookups are iterative with `alpha` requests under way. A bucket without a lookup for an hour is refreshed. A
 * message is sent to the node that a lookup finds closest to its key.
 */
import type { Random } from "../../base/environment.ts";
import { HOUR_MS } from "../churn.ts";
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

interface KademliaOptions {
  /** Contacts in a bucket, and in a reply. */
  readonly k: number;
  /** Concurrent requests of a lookup. */
  readonly alpha: number;
  /** A lookup ends when this number of the closest known nodes have replied: `k` in the paper, 3 in IPFS. */
  readonly enough: number;
}

const HALF = 2 ** 24;

/** The exclusive or of two ids, as a number. */
export function distance(a: number, b: number): number {
  const high = (Math.floor(a / HALF) ^ Math.floor(b / HALF)) >>> 0;
  return high * HALF + (((a % HALF) ^ (b % HALF)) >>> 0);
}

/** The position of the highest set bit of a distance above zero. */
function bucketOf(apart: number): number {
  return apart >= HALF ? 55 - Math.clz32(apart / HALF) : 31 - Math.clz32(apart);
}

export function kademlia(options: KademliaOptions): Protocol<KademliaNode> {
  return {
    name: `Kademlia, k ${options.k}, α ${options.alpha}`,
    make: (contact, owner, arena, random) => new KademliaNode(options, contact, owner, arena, random),
    rootOf: (ring, key) => closestOn(ring, key),
  };
}

/** The closest node: descends bit by bit into the half with the key's bit, or into the other if it is empty. */
function closestOn(ring: IdRing, key: number): number | null {
  if (ring.size === 0) return null;
  let first = 0;
  for (let width = IDS / 2; width >= 1; width /= 2) {
    const own = Math.floor(key / width) % 2;
    const [from, to] = ring.places(first + own * width, first + (own + 1) * width);
    first += (to > from ? own : 1 - own) * width;
  }
  return ring.at(ring.places(first, first + 1)[0]);
}

interface Candidate {
  readonly contact: Contact;
  readonly apart: number;
  /** Steps from the origin of the lookup. */
  readonly hops: number;
  state: "new" | "requested" | "replied" | "timed out";
}

class KademliaNode implements BaselineNode {
  readonly contact: Contact;
  readonly #options: KademliaOptions;
  readonly #owner: Owner;
  readonly #arena: Arena<KademliaNode>;
  readonly #random: Random;
  /** In each bucket, the least recently seen contact first. */
  readonly #buckets: Contact[][] = Array.from({ length: ID_BITS }, () => []);
  readonly #lookedUpMs = new Float64Array(ID_BITS);
  /** Replacement cache of each full bucket, of at most k contacts. */
  readonly #spares: Contact[][] = Array.from({ length: ID_BITS }, () => []);

  constructor(
    options: KademliaOptions,
    contact: Contact,
    owner: Owner,
    arena: Arena<KademliaNode>,
    random: Random,
  ) {
    this.#options = options;
    this.contact = contact;
    this.#owner = owner;
    this.#arena = arena;
    this.#random = random;
  }

  begin(ring: IdRing, contactAt: (place: number) => Contact): void {
    const { k } = this.#options;
    for (let bit = ID_BITS - 1; bit >= 0; bit--) {
      const width = 2 ** bit;
      const own = Math.floor(this.contact.id / width) * width;
      const first = Math.floor(own / width) % 2 === 0 ? own + width : own - width;
      const [from, to] = ring.places(first, first + width);
      const places = new Set<number>();
      while (places.size < Math.min(k, to - from))
        places.add(
          to - from <= k ? from + places.size : from + Math.floor(this.#random.next() * (to - from)),
        );
      this.#buckets[bit] = [...places].map(contactAt);
      this.#lookedUpMs[bit] = -this.#random.next() * HOUR_MS;
    }
    this.#refreshLater(HOUR_MS * this.#random.next() * REFRESH_SHARE);
  }

  join(by: Contact, onActive: () => void, onFailure: () => void): void {
    this.seen(by);
    this.#find(this.contact.id, "upkeep", (found) => {
      if (found.length === 0) return onFailure();
      onActive();
      // All buckets farther than the nearest contact are refreshed (section 2.3).
      const nearest = this.#buckets.findIndex((bucket) => bucket.length > 0);
      for (let bit = nearest + 1; bit < ID_BITS; bit++) this.#refresh(bit);
      this.#refreshLater(HOUR_MS * REFRESH_SHARE);
    });
  }

  lookUp(key: number, deliver: (root: number, hops: number) => void): void {
    this.#find(key, "lookup", (found) => {
      const own = distance(key, this.contact.id);
      const send = (at: number) => {
        const next = found[at];
        if (next === undefined || own < next.apart) return deliver(this.contact.number, 0);
        this.#arena.request({
          from: this.contact,
          owner: this.#owner,
          to: next.contact,
          purpose: "lookup",
          bytes: MESSAGE_BYTES,
          reply: ({ contact }) => deliver(contact.number, next.hops),
          replyBytes: () => HEADER_BYTES,
          onReply: () => {},
          onTimeout: () => {
            this.#drop(next.contact);
            send(at + 1);
          },
        });
      };
      send(0);
    });
  }

  /** The k known contacts closest to the key. */
  closest(key: number): readonly Contact[] {
    const { k } = this.#options;
    const apart = distance(key, this.contact.id);
    const at = apart === 0 ? 0 : bucketOf(apart);
    // The closest contacts are in the key's bucket, then in all nearer buckets, then in each farther bucket in turn.
    const found = [...this.#buckets[at]];
    if (found.length < k) for (let bit = 0; bit < at; bit++) found.push(...this.#buckets[bit]);
    for (let bit = at + 1; bit < ID_BITS && found.length < k; bit++) found.push(...this.#buckets[bit]);
    return found
      .map((contact) => ({ contact, apart: distance(key, contact.id) }))
      .sort((a, b) => a.apart - b.apart)
      .slice(0, k)
      .map(({ contact }) => contact);
  }

  seen(contact: Contact): void {
    const apart = distance(contact.id, this.contact.id);
    if (apart === 0) return;
    const bit = bucketOf(apart);
    const { k } = this.#options;
    const bucket = this.#buckets[bit];
    const isKnown = remove(bucket, contact);
    // Old live contacts are better than new ones (section 2.2). New ones wait in the cache (section 4.1).
    if (isKnown || bucket.length < k) bucket.push(contact);
    else {
      const spares = this.#spares[bit];
      remove(spares, contact);
      spares.push(contact);
      if (spares.length > k) spares.shift();
    }
  }

  /** Drops a contact that did not reply. The most recently seen spare replaces it. */
  #drop(contact: Contact): void {
    const bit = bucketOf(distance(contact.id, this.contact.id));
    remove(this.#spares[bit], contact);
    if (!remove(this.#buckets[bit], contact)) return;
    const spare = this.#spares[bit].pop();
    if (spare !== undefined) this.#buckets[bit].push(spare);
  }

  /** Calls back with the contacts that have replied, closest first. */
  #find(key: number, purpose: Purpose, done: (found: readonly Candidate[]) => void): void {
    const { k, alpha, enough } = this.#options;
    const apart = distance(key, this.contact.id);
    if (apart > 0) this.#lookedUpMs[bucketOf(apart)] = this.#arena.clock.now();
    const known = new Set([this.contact.number]);
    const candidates: Candidate[] = [];
    let underWay = 0;
    let isOver = false;
    const learn = (contacts: readonly Contact[], hops: number) => {
      for (const contact of contacts) {
        if (known.has(contact.number)) continue;
        known.add(contact.number);
        candidates.push({ contact, apart: distance(key, contact.id), hops, state: "new" });
      }
      candidates.sort((a, b) => a.apart - b.apart);
    };
    const advance = () => {
      if (isOver) return;
      const best = candidates.filter(({ state }) => state !== "timed out").slice(0, k);
      const isDone = best.slice(0, enough).every(({ state }) => state === "replied");
      const next = best.filter(({ state }) => state === "new").slice(0, alpha - underWay);
      if (isDone || (underWay === 0 && next.length === 0)) {
        isOver = true;
        done(candidates.filter(({ state }) => state === "replied"));
      } else for (const candidate of next) request(candidate);
    };
    const request = (candidate: Candidate) => {
      const { contact, hops } = candidate;
      candidate.state = "requested";
      underWay++;
      this.#arena.request({
        from: this.contact,
        owner: this.#owner,
        to: contact,
        purpose,
        bytes: HEADER_BYTES + ID_BYTES,
        reply: (node) => {
          const found = node.closest(key);
          node.seen(this.contact);
          return found;
        },
        replyBytes: (found) => HEADER_BYTES + CONTACT_BYTES * found.length,
        onReply: (found) => {
          underWay--;
          candidate.state = "replied";
          this.seen(contact);
          learn(found, hops + 1);
          advance();
        },
        onTimeout: () => {
          underWay--;
          candidate.state = "timed out";
          this.#drop(contact);
          advance();
        },
      });
    };
    learn(this.closest(key), 1);
    advance();
  }

  #refreshLater(delayMs: number): void {
    this.#arena.clock.at(
      delayMs,
      () => {
        const nearest = this.#buckets.findIndex((bucket) => bucket.length > 0);
        for (let bit = Math.max(0, nearest); bit < ID_BITS; bit++)
          if (this.#arena.clock.now() - this.#lookedUpMs[bit] >= HOUR_MS) this.#refresh(bit);
        this.#refreshLater(HOUR_MS * REFRESH_SHARE);
      },
      this.#owner,
    );
  }

  /** Looks up a random id in the range of the bucket. */
  #refresh(bit: number): void {
    const width = 2 ** bit;
    const own = Math.floor(this.contact.id / width);
    const other = own % 2 === 0 ? own + 1 : own - 1;
    this.#find(other * width + Math.floor(this.#random.next() * width), "upkeep", () => {});
  }
}

/** Removes the contact; false if the list does not contain it. */
function remove(contacts: Contact[], { number }: Contact): boolean {
  const at = contacts.findIndex((other) => other.number === number);
  if (at >= 0) contacts.splice(at, 1);
  return at >= 0;
}

/** Period of the check of all buckets, as a share of an hour. */
const REFRESH_SHARE = 1 / 20;
