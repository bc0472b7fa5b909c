/**
 * How a node finds its way in: it asks a contact, who sends it on to the root of its id; every node on the way tells whom it knows, and the
 * root whom it stands between.
 *
 * A contact may lie: say that it is the root, and name nodes that do not exist, or only its friends. What it names is asked itself before it
 * is taken in, so nodes that do not exist do no more than take time. Against friends there is only another opinion: once let in, a node asks
 * other contacts who is nearest to it, and delivers nothing before they have answered. Whoever they name is asked as well, whatever the first
 * has named. An answer carries the ticket of its question, so a liar cannot speak for others.
 */

import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "./environment.ts";
import type { RowsPacket } from "./packets.ts";

/** The service of join messages, which are routed to the root of the joining node's id. */
export const JOIN_SERVICE = Id.hashOf("prost-join-v1");
/** Answers of nodes on the way that are kept until this node is in. */
const ROWS_MAX = 16;
/** Contacts that are asked beside the one that let this node in. */
const OPINIONS_MAX = 2;
/** Questions that may still be answered: the first contacts may take longer than their turn. */
const TICKETS_MAX = 16;

export interface JoiningEvents {
  /** Send a contact the question for the root of this node's id; `attempt` 0 is the first, others ask for an opinion. Returns its ticket. */
  ask(contact: NodeHandle, attempt: number): number;
  /** A root has named nodes around this one. */
  named(nodes: readonly NodeHandle[], isOpinion: boolean): void;
  /** Nothing more is waited for. */
  ready(): void;
}

export class Joining {
  readonly #self: Id;
  readonly #clock: Clock;
  readonly #network: Network;
  readonly #joinMs: number;
  readonly #events: JoiningEvents;
  #addresses: readonly string[] = [];
  /** The address that is asked next. */
  #turn = 0;
  /** Addresses asked since it began. */
  #asked = 0;
  #state: "idle" | "asking" | "hearing" | "in" = "idle";
  /** Of the questions to be let in, and of those for an opinion. */
  #tickets: number[] = [];
  #opinions: number[] = [];
  /** Others that have not answered yet. */
  #awaited = 0;
  #toMeet: RowsPacket[] = [];
  #stop: () => void = () => {};

  constructor(self: Id, clock: Clock, network: Network, joinMs: number, events: JoiningEvents) {
    this.#self = self;
    this.#clock = clock;
    this.#network = network;
    this.#joinMs = joinMs;
    this.#events = events;
  }

  /** The root has answered, and other contacts have too, or had their time; also where there was nobody to ask. */
  get isIn(): boolean {
    return this.#state === "in";
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** No root has answered yet. */
  get isAsking(): boolean {
    return this.#state === "asking";
  }

  /** Every address had its time, and nobody has let this node in. */
  get isInVain(): boolean {
    return this.#state === "asking" && this.#asked > this.#addresses.length;
  }

  /** Asks one address after another until a root has answered. With none this node is in. */
  begin(addresses: readonly string[]): void {
    this.stop();
    this.#addresses = addresses;
    this.#asked = 0;
    this.#state = addresses.length === 0 ? "in" : "asking";
    if (addresses.length > 0) this.#askNext();
  }

  stop(): void {
    this.#state = "idle";
    this.#tickets = [];
    this.#opinions = [];
    this.#stop();
  }

  /** Told on the way in, by a node on the way or by a root. False: to a question that was not asked. */
  onRows(packet: RowsPacket): boolean {
    const opinion = this.#opinions.indexOf(packet.ticket);
    if (opinion >= 0 && packet.stage === "root") {
      this.#opinions.splice(opinion, 1);
      this.#events.named([...packet.leaves, ...packet.nodes], true);
      this.#heard(1);
      return true;
    }
    if (!this.#tickets.includes(packet.ticket)) return false;
    // Whoever is asked takes this node in, and messages for its id go to it: so nobody is asked before the root has answered.
    if (this.#toMeet.length < ROWS_MAX) this.#toMeet.push(packet);
    if (packet.stage === "root" && this.#state === "asking") this.#letIn(packet);
    return true;
  }

  /** For the routing table: what was told on the way, once. */
  takeToMeet(): readonly RowsPacket[] {
    return this.#toMeet.splice(0);
  }

  #askNext(): void {
    this.#asked++;
    const address = this.#addresses[this.#turn++ % this.#addresses.length];
    this.#stop = this.#clock.after(this.#joinMs, () => this.#askNext());
    this.#network.resolve(address, (contact) => {
      // One list of addresses for all nodes names this one too.
      if (this.#state !== "asking" || contact === null || contact.id.equals(this.#self)) return;
      this.#tickets = [...this.#tickets, this.#events.ask(contact, 0)].slice(-TICKETS_MAX);
    });
  }

  #letIn(root: RowsPacket): void {
    this.#stop();
    this.#state = "hearing";
    this.#awaited = Math.min(OPINIONS_MAX, this.#addresses.length - 1);
    this.#events.named([...root.leaves, ...root.nodes], false);
    this.#askOthers(this.#awaited);
    this.#heard(0);
  }

  /** Who does not answer within `joinMs` is not waited for, but heard all the same. */
  #askOthers(count: number): void {
    if (count === 0) return;
    this.#stop = this.#clock.after(this.#joinMs, () => this.#heard(count));
    for (let i = 0; i < count; i++)
      this.#network.resolve(this.#addresses[(this.#turn + i) % this.#addresses.length], (contact) => {
        if (this.#state !== "hearing") return;
        if (contact === null || contact.id.equals(this.#self)) this.#heard(1);
        else this.#opinions.push(this.#events.ask(contact, 1 + i));
      });
  }

  #heard(count: number): void {
    this.#awaited = Math.max(0, this.#awaited - count);
    if (this.#awaited > 0 || this.#state !== "hearing") return;
    this.#state = "in";
    this.#events.ready();
  }
}
