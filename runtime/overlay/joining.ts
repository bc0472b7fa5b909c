/**
 * The joining node's side of a join: it sends a join message through a contact, which is routed to the root
 * of its id. Every node on the route replies with rows of its routing table, and the root with its leaf set
 * as well.
 *
 * A contact may lie: it may pose as the root, and name nodes that do not exist, or only its accomplices. Each
 * named node gets a request before it is added, so invented nodes only cost time. Against accomplices, a node
 * that was let in asks other contacts for a second opinion on the nodes nearest to it, and delivers nothing
 * until they have replied. The nodes they name get requests too, whatever the first contact has named. A
 * reply carries the ticket of its join message, so a liar cannot reply in another node's name.
 */

import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "./environment.ts";
import type { RowsPacket } from "./packets.ts";

/** The service of join messages, which are routed to the root of the joining node's id. */
export const JOIN_SERVICE = Id.hashOf("prost-join-v1");
/** Maximum number of replies of nodes on the route that are kept until this node is active. */
const ROWS_MAX = 16;
/** Maximum number of contacts asked for a second opinion, beside the one that let this node in. */
const OPINIONS_MAX = 2;
/** Maximum number of tickets that are still accepted: the first contacts may reply late. */
const TICKETS_MAX = 16;

interface JoiningEvents {
  /**
   * Sends a join message through a contact and returns its ticket. `attempt` 0 asks to be let in, others ask
   * for a second opinion.
   */
  sendJoin(contact: NodeHandle, attempt: number): number;
  /** A root has named nodes around this one. `isOpinion`: as a second opinion. */
  named(nodes: readonly NodeHandle[], isOpinion: boolean): void;
  /** This node no longer waits for any reply. */
  ready(): void;
}

export class Joining {
  readonly #self: Id;
  readonly #clock: Clock;
  readonly #network: Network;
  readonly #joinMs: number;
  readonly #events: JoiningEvents;
  #addresses: readonly string[] = [];
  /** The index of the next address, modulo their number. */
  #next = 0;
  /** Addresses tried since `begin`. */
  #tried = 0;
  #state: "idle" | "joining" | "opinions" | "in" = "idle";
  /** The tickets of the join messages, and those of the requests for a second opinion. */
  #tickets: number[] = [];
  #opinions: number[] = [];
  /** Second opinions that have not arrived yet. */
  #awaited = 0;
  #rows: RowsPacket[] = [];
  #stop: () => void = () => {};

  constructor(self: Id, clock: Clock, network: Network, joinMs: number, events: JoiningEvents) {
    this.#self = self;
    this.#clock = clock;
    this.#network = network;
    this.#joinMs = joinMs;
    this.#events = events;
  }

  /**
   * The root has replied, and second opinions have arrived or timed out. Also true when there was no contact.
   */
  get isIn(): boolean {
    return this.#state === "in";
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** No root has replied yet. */
  get awaitsRoot(): boolean {
    return this.#state === "joining";
  }

  /** Every address was tried, and no node has let this one in. */
  get isInVain(): boolean {
    return this.#state === "joining" && this.#tried > this.#addresses.length;
  }

  /** Tries one address after another until a root has replied. Without addresses this node is in at once. */
  begin(addresses: readonly string[]): void {
    this.stop();
    this.#addresses = addresses;
    this.#tried = 0;
    this.#state = addresses.length === 0 ? "in" : "joining";
    if (addresses.length > 0) this.#askNext();
  }

  stop(): void {
    this.#state = "idle";
    this.#tickets = [];
    this.#opinions = [];
    this.#stop();
  }

  /** A reply of a node on the route or of a root. Returns false when its ticket is not one of this node. */
  onRows(packet: RowsPacket): boolean {
    const opinion = this.#opinions.indexOf(packet.ticket);
    if (opinion >= 0 && packet.stage === "root") {
      this.#opinions.splice(opinion, 1);
      this.#events.named([...packet.leaves, ...packet.nodes], true);
      this.#opinionDone(1);
      return true;
    }
    if (!this.#tickets.includes(packet.ticket)) return false;
    // A node that gets a packet adds the sender and routes messages for its id to it. So no named node is
    // contacted before the root has replied.
    if (this.#rows.length < ROWS_MAX) this.#rows.push(packet);
    if (packet.stage === "root" && this.#state === "joining") this.#letIn(packet);
    return true;
  }

  /** The replies so far, for the routing table; removes them. */
  takeRows(): readonly RowsPacket[] {
    return this.#rows.splice(0);
  }

  #askNext(): void {
    this.#tried++;
    const address = this.#addresses[this.#next++ % this.#addresses.length];
    this.#stop = this.#clock.after(this.#joinMs, () => this.#askNext());
    this.#network.resolve(address, (contact) => {
      // All nodes may have the same list of addresses, with this node in it.
      if (this.#state !== "joining" || contact === null || contact.id.equals(this.#self)) return;
      this.#tickets = [...this.#tickets, this.#events.sendJoin(contact, 0)].slice(-TICKETS_MAX);
    });
  }

  #letIn(root: RowsPacket): void {
    this.#stop();
    this.#state = "opinions";
    this.#awaited = Math.min(OPINIONS_MAX, this.#addresses.length - 1);
    this.#events.named([...root.leaves, ...root.nodes], false);
    this.#askOpinions(this.#awaited);
    this.#opinionDone(0);
  }

  /** Waits for at most `joinMs`. A later second opinion still counts. */
  #askOpinions(count: number): void {
    if (count === 0) return;
    this.#stop = this.#clock.after(this.#joinMs, () => this.#opinionDone(count));
    for (let i = 0; i < count; i++)
      this.#network.resolve(this.#addresses[(this.#next + i) % this.#addresses.length], (contact) => {
        if (this.#state !== "opinions") return;
        if (contact === null || contact.id.equals(this.#self)) this.#opinionDone(1);
        else this.#opinions.push(this.#events.sendJoin(contact, 1 + i));
      });
  }

  #opinionDone(count: number): void {
    this.#awaited = Math.max(0, this.#awaited - count);
    if (this.#awaited > 0 || this.#state !== "opinions") return;
    this.#state = "in";
    this.#events.ready();
  }
}
