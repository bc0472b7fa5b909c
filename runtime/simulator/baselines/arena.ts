/**
 * The environment of baseline overlays: the same virtual clock, delays, losses, churn, workload and measures as
 * `World`, for protocols of requests and replies. Ids and keys are numbers of 48 bits. In packets they count
 * with 32 bytes, as prost's ids do.
 */
import type { Random } from "../../base/environment.ts";
import { type Churn, MINUTE_MS } from "../churn.ts";
import type { DelayModel } from "../delays.ts";
import { IdRing } from "../id-ring.ts";
import { LOST_MS, Lookups } from "../lookups.ts";
import { seededRandom } from "../random.ts";
import { type Owner, VirtualClock } from "../virtual-clock.ts";

export const ID_BITS = 48;
export const IDS = 2 ** ID_BITS;
/** Bytes of an id or key in a packet. */
export const ID_BYTES = 32;
/** Bytes of an id with its address. */
export const CONTACT_BYTES = ID_BYTES + 6;
/** Bytes of a packet kind with the number of a request. */
export const HEADER_BYTES = 10;
/** Bytes of the message that a lookup carries to the root, as in `World`. */
export const MESSAGE_BYTES = HEADER_BYTES + ID_BYTES + 4;
/** Timeout of a request: OverSim's default. */
const REPLY_TIMEOUT_MS = 1_500;
/** Time until a node whose join has failed tries again. */
const REJOIN_MS = 3_000;

export interface Contact {
  readonly number: number;
  readonly id: number;
}

/** A packet belongs to a lookup of the workload, or to the overlay's upkeep. */
export type Purpose = "lookup" | "upkeep";

export interface BaselineNode {
  readonly contact: Contact;
  /** Starts with the state that the node would have after a long time. */
  begin(ring: IdRing, contactAt: (place: number) => Contact): void;
  /** Calls one of the two callbacks, once: the node has joined, or the join has failed. */
  join(by: Contact, onActive: () => void, onFailure: () => void): void;
  /** Sends a message to the key's root. `deliver` is called when the message arrives at the node `root`. */
  lookUp(key: number, deliver: (root: number, hops: number) => void): void;
}

/** A baseline protocol: a factory of its nodes, and its rule for the root of a key. */
export interface Protocol<Node extends BaselineNode> {
  readonly name: string;
  make(contact: Contact, owner: Owner, arena: Arena<Node>, random: Random): Node;
  rootOf(ring: IdRing, key: number, idOf: (number: number) => number): number | null;
}

export interface ArenaOptions {
  readonly seed: number;
  readonly churn: Churn;
  readonly delays: DelayModel;
  readonly lookupsPerNodeS: number;
  readonly lossRate?: number;
  /** Lookups and upkeep before this time do not count. Default 0. */
  readonly warmUpMs?: number;
}

interface ArenaRequest<Node, Reply> {
  readonly from: Contact;
  readonly owner: Owner;
  readonly to: Contact;
  readonly purpose: Purpose;
  readonly bytes: number;
  /** Runs at the receiver. */
  readonly reply: (node: Node) => Reply;
  readonly replyBytes: (reply: Reply) => number;
  readonly onReply: (reply: Reply) => void;
  readonly onTimeout: () => void;
}

interface Member<Node> {
  readonly node: Node;
  readonly owner: { hasEnded: boolean };
  readonly bornMs: number;
  isActive: boolean;
}

export class Arena<Node extends BaselineNode> {
  readonly clock = new VirtualClock();
  readonly lookups = new Lookups();
  readonly ring = new IdRing();
  readonly #protocol: Protocol<Node>;
  readonly #options: ArenaOptions;
  readonly #random: Random;
  /** For losses and jitter, as the network of `World` has its own generator. */
  readonly #networkRandom: Random;
  readonly #members = new Map<number, Member<Node>>();
  #next = 0;
  #countedMs = 0;
  #hasWorkload = true;

  constructor(protocol: Protocol<Node>, options: ArenaOptions) {
    this.#protocol = protocol;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#networkRandom = seededRandom(options.seed ^ 0x5bd1e995);
    const { churn, warmUpMs = 0 } = options;
    const members = Array.from({ length: churn.nodes }, () => this.#make(churn.residualMs(this.#random)));
    for (const member of members) this.#activate(member);
    const contactAt = (place: number) => members[this.ring.at(place)].node.contact;
    for (const { node } of members) node.begin(this.ring, contactAt);
    this.#arrivals();
    this.#workload();
    this.#minutely();
    this.clock.at(warmUpMs, () => {
      this.#countNodes();
      this.lookups.begin();
    });
  }

  /** Advances virtual time by `ms`. */
  run(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  /** Ends the workload and the measurement, and waits LOST_MS for lookups under way. */
  finish(): void {
    this.#countNodes();
    this.lookups.end();
    this.#hasWorkload = false;
    this.run(LOST_MS);
    this.lookups.sweep(this.clock.now() - LOST_MS);
  }

  /** Calls exactly one of `onReply` and `onTimeout` later, unless the sender has ended. Either packet may be lost. */
  request<Reply>(request: ArenaRequest<Node, Reply>): void {
    const { from, to, owner, purpose, reply, replyBytes, onReply, onTimeout } = request;
    let isOver = false;
    this.clock.at(
      REPLY_TIMEOUT_MS,
      () => {
        if (isOver) return;
        isOver = true;
        onTimeout();
      },
      owner,
    );
    this.#send(from.number, to.number, request.bytes, purpose, () => {
      const receiver = this.#members.get(to.number);
      if (receiver === undefined) return;
      const answer = reply(receiver.node);
      this.#send(to.number, from.number, replyBytes(answer), purpose, () => {
        if (isOver || owner.hasEnded) return;
        isOver = true;
        onReply(answer);
      });
    });
  }

  #send(from: number, to: number, bytes: number, purpose: Purpose, arrive: () => void): void {
    if (purpose === "lookup") this.lookups.addCarried(bytes);
    else this.lookups.addUpkeep("baselineRequest", bytes, this.clock.now());
    const { lossRate = 0, delays } = this.#options;
    if (lossRate > 0 && this.#networkRandom.next() < lossRate) return;
    const { jitter } = delays;
    this.clock.at(delays.baseMs(from, to) * (1 - jitter + 2 * jitter * this.#networkRandom.next()), arrive);
  }

  #make(sessionMs: number): Member<Node> {
    this.#countNodes();
    const contact = { number: this.#next++, id: this.randomId() };
    const owner = { hasEnded: false };
    const random = seededRandom((this.#options.seed * 1_000_003 + contact.number) >>> 0);
    const node = this.#protocol.make(contact, owner, this, random);
    const member = { node, owner, bornMs: this.clock.now(), isActive: false };
    this.#members.set(contact.number, member);
    if (sessionMs !== Number.POSITIVE_INFINITY) this.clock.at(sessionMs, () => this.#crash(member));
    return member;
  }

  randomId(): number {
    return Math.floor(this.#random.next() * 2 ** 24) * 2 ** 24 + Math.floor(this.#random.next() * 2 ** 24);
  }

  #join(): void {
    const member = this.#make(this.#options.churn.sessionMs(this.#random));
    const attempt = () => {
      const by = this.#randomMember();
      if (by === undefined) return this.#activate(member);
      member.node.join(
        by.node.contact,
        () => {
          this.lookups.addJoin(this.clock.now() - member.bornMs);
          this.#activate(member);
        },
        () => this.clock.at(REJOIN_MS, attempt, member.owner),
      );
    };
    attempt();
  }

  #randomMember(): Member<Node> | undefined {
    if (this.ring.size === 0) return undefined;
    return this.#members.get(this.ring.at(Math.floor(this.#random.next() * this.ring.size)));
  }

  #activate(member: Member<Node>): void {
    member.isActive = true;
    this.ring.add(member.node.contact.id, member.node.contact.number);
  }

  #crash(member: Member<Node>): void {
    this.#countNodes();
    const { number, id } = member.node.contact;
    member.owner.hasEnded = true;
    this.#members.delete(number);
    if (member.isActive) this.ring.remove(id, number);
    this.lookups.originGone(number);
  }

  #arrivals(): void {
    const delayMs = this.#options.churn.arrivalMs(this.clock.now(), this.#random);
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.clock.at(delayMs, () => {
      this.#join();
      this.#arrivals();
    });
  }

  #workload(): void {
    const { lookupsPerNodeS } = this.#options;
    if (lookupsPerNodeS === 0 || !this.#hasWorkload) return;
    const rateMs = (Math.max(1, this.ring.size) * lookupsPerNodeS) / 1_000;
    this.clock.at(-Math.log(1 - this.#random.next()) / rateMs, () => {
      const origin = this.#randomMember();
      if (origin !== undefined && this.#hasWorkload) this.#lookUp(origin);
      this.#workload();
    });
  }

  #lookUp({ node }: Member<Node>): void {
    const key = this.randomId();
    const from = node.contact.number;
    const lookup = this.lookups.start(from, this.clock.now());
    const idOf = (number: number) => (this.#members.get(number) as Member<Node>).node.contact.id;
    node.lookUp(key, (root, hops) => {
      const isCorrect = this.#protocol.rootOf(this.ring, key, idOf) === root;
      this.lookups.deliver(lookup, this.clock.now(), hops, isCorrect, (origin) =>
        origin === root ? null : this.#options.delays.baseMs(origin, root),
      );
    });
  }

  #minutely(): void {
    this.clock.at(MINUTE_MS, () => {
      this.#countNodes();
      this.lookups.sweep(this.clock.now() - LOST_MS);
      this.#minutely();
    });
  }

  #countNodes(): void {
    const now = this.clock.now();
    this.lookups.addNodes(this.#members.size, this.#countedMs, now);
    this.#countedMs = now;
  }
}
