/**
 * Where other overlays are played beside ours: the same virtual clock, delays, losses, churn, workload and account of lookups as
 * `World`, for nodes that need no more than to ask one another. Ids and keys are numbers of 48 bits; in packets they count with the
 * 32 bytes that ours take.
 */
import type { Random } from "../../base/environment.ts";
import { type Churn, MINUTE_MS } from "../churn.ts";
import type { DelayModel } from "../delays.ts";
import { LOST_MS, Lookups } from "../lookups.ts";
import { seededRandom } from "../random.ts";
import { Ring } from "../ring.ts";
import { type Owner, VirtualClock } from "../virtual-clock.ts";

export const ID_BITS = 48;
export const IDS = 2 ** ID_BITS;
/** Bytes of an id or key in a packet; of a node with its address; of a kind and the number of a question. */
export const ID_BYTES = 32;
export const CONTACT_BYTES = ID_BYTES + 6;
export const HEADER_BYTES = 10;
/** What a lookup carries to the root, as in `World`. */
export const MESSAGE_BYTES = HEADER_BYTES + ID_BYTES + 4;
/** How long an answer is waited for, as OverSim does by default. */
const ANSWER_MS = 1_500;
/** Until a node that found no way in tries again. */
const REJOIN_MS = 3_000;

export interface Contact {
  readonly number: number;
  readonly id: number;
}

/** What a packet is for: a lookup of the workload, or the overlay itself. */
export type Purpose = "lookup" | "upkeep";

export interface BaselineNode {
  readonly contact: Contact;
  /** With what it would know if it had been there for long. */
  begin(ring: Ring, contactAt: (place: number) => Contact): void;
  /** Calls back once: when it has its place, or when it found no way in. */
  join(by: Contact, onActive: () => void, onFailure: () => void): void;
  /** Brings a message to the key's root: `deliver` is called where and when it is there, after how many hops. */
  lookUp(key: number, deliver: (root: number, hops: number) => void): void;
}

/** A protocol: how its nodes are made, and which of those on the ring is responsible for a key. */
export interface Protocol<Node extends BaselineNode> {
  readonly name: string;
  make(contact: Contact, owner: Owner, arena: Arena<Node>, random: Random): Node;
  rootOf(ring: Ring, key: number, idOf: (number: number) => number): number | null;
}

export interface ArenaOptions {
  readonly seed: number;
  readonly churn: Churn;
  readonly delays: DelayModel;
  readonly lookupsPerNodeS: number;
  readonly lossRate?: number;
  /** Lookups and upkeep before that do not count. */
  readonly warmUpMs?: number;
}

interface Question<Node, Answer> {
  readonly from: Contact;
  readonly owner: Owner;
  readonly to: Contact;
  readonly purpose: Purpose;
  readonly bytes: number;
  /** At the node that is asked. */
  readonly answer: (node: Node) => Answer;
  readonly answerBytes: (answer: Answer) => number;
  readonly onAnswer: (answer: Answer) => void;
  readonly onSilence: () => void;
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
  readonly ring = new Ring();
  readonly #protocol: Protocol<Node>;
  readonly #options: ArenaOptions;
  readonly #random: Random;
  readonly #chance: Random;
  readonly #members = new Map<number, Member<Node>>();
  #next = 0;
  #countedMs = 0;
  #hasWorkload = true;

  constructor(protocol: Protocol<Node>, options: ArenaOptions) {
    this.#protocol = protocol;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#chance = seededRandom(options.seed ^ 0x5bd1e995);
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

  /** Lets so much virtual time pass. */
  run(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  /** Ends the workload and its account, and waits for what is under way. */
  finish(): void {
    this.#countNodes();
    this.lookups.end();
    this.#hasWorkload = false;
    this.run(LOST_MS);
    this.lookups.sweep(this.clock.now() - LOST_MS);
  }

  /** Exactly one of the two is called later, unless whoever asks has gone. Either packet may be lost. */
  ask<Answer>(question: Question<Node, Answer>): void {
    const { from, to, owner, purpose, answer, answerBytes, onAnswer, onSilence } = question;
    let isOver = false;
    this.clock.at(
      ANSWER_MS,
      () => {
        if (isOver) return;
        isOver = true;
        onSilence();
      },
      owner,
    );
    this.#send(from.number, to.number, question.bytes, purpose, () => {
      const there = this.#members.get(to.number);
      if (there === undefined) return;
      const what = answer(there.node);
      this.#send(to.number, from.number, answerBytes(what), purpose, () => {
        if (isOver || owner.hasEnded) return;
        isOver = true;
        onAnswer(what);
      });
    });
  }

  #send(from: number, to: number, bytes: number, purpose: Purpose, arrive: () => void): void {
    if (purpose === "lookup") this.lookups.addCarried(bytes);
    else this.lookups.addUpkeep("question", bytes, this.clock.now());
    const { lossRate = 0, delays } = this.#options;
    if (lossRate > 0 && this.#chance.next() < lossRate) return;
    const { jitter } = delays;
    this.clock.at(delays.baseMs(from, to) * (1 - jitter + 2 * jitter * this.#chance.next()), arrive);
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
      const by = this.#someone();
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

  #someone(): Member<Node> | undefined {
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
      const origin = this.#someone();
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
