/**
 * Routes messages: picks the next hop, asks the application, forwards, and tries other next hops while none
 * acknowledges (Rowstron and Druschel, Pastry, Middleware 2001, "Routing"; MSPastry, MSR-TR-2003-94).
 */
import { assert } from "../base/assert.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Acknowledger } from "./acknowledger.ts";
import type { RoutedMessage } from "./api.ts";
import type { ApplicationRegistry } from "./application-registry.ts";
import type { Counters } from "./counters.ts";
import type { Delivery } from "./delivery.ts";
import type { Environment } from "./environment.ts";
import type { FirstHops } from "./first-hops.ts";
import type { HopOptions, Hops } from "./hops.ts";
import { JOIN_SERVICE } from "./joining.ts";
import type { Membership } from "./membership.ts";
import type { NextHop } from "./next-hop.ts";
import { HOPS_MAX, MESSAGE_ID_BYTES } from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import type { Recent } from "./recent.ts";
import { type Requests, requestOf } from "./requests.ts";
import type { RetainedMessages } from "./retained-messages.ts";
import { Transit } from "./transit.ts";

const NOTHING_TO_DO = () => {};

export interface RouterOptions extends Pick<HopOptions, "rtoMaxMs"> {
  /**
   * Maximum number of attempts at one node, to the same or to other next hops. With 1, a message that is not
   * acknowledged is dropped.
   */
  readonly hopTries: number;
}

/** Fields of a message that `resume` replaces. */
export interface MessageChange {
  readonly key?: Id;
  readonly payload?: Uint8Array;
  readonly next?: NodeHandle;
  readonly credit?: number;
  readonly serviceVersion?: number;
}

interface RouterParts {
  readonly counters: Counters;
  readonly peers: Peers;
  readonly hops: Hops;
  readonly nextHop: NextHop;
  readonly firstHops: FirstHops;
  readonly requests: Requests;
  readonly membership: Membership;
  readonly applications: ApplicationRegistry;
  readonly delivery: Delivery;
  /** Ids of messages that this node has handled as their root. */
  readonly delivered: Recent<string>;
  readonly retained: RetainedMessages;
  readonly acknowledger: Acknowledger;
}

export class Router {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #options: RouterOptions;
  readonly #counters: Counters;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #nextHop: NextHop;
  readonly #firstHops: FirstHops;
  readonly #requests: Requests;
  readonly #membership: Membership;
  readonly #applications: ApplicationRegistry;
  readonly #delivery: Delivery;
  readonly #delivered: Recent<string>;
  readonly #retained: RetainedMessages;
  readonly #acknowledger: Acknowledger;

  constructor(self: NodeHandle, environment: Environment, options: RouterOptions, parts: RouterParts) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#counters = parts.counters;
    this.#peers = parts.peers;
    this.#hops = parts.hops;
    this.#nextHop = parts.nextHop;
    this.#firstHops = parts.firstHops;
    this.#requests = parts.requests;
    this.#membership = parts.membership;
    this.#applications = parts.applications;
    this.#delivery = parts.delivery;
    this.#delivered = parts.delivered;
    this.#retained = parts.retained;
    this.#acknowledger = parts.acknowledger;
  }

  /** Routes a message that begins at this node. `hint`: the node to try first. */
  start(message: Transit, hint: NodeHandle | null): void {
    if (this.#delivery.hasLeft) return;
    this.#environment.checkForPause?.();
    this.#delivery.whenOpen(() => this.arrive(message, hint));
  }

  /** The message is at this node: calls `forward`, then forwards or delivers it. */
  arrive(message: Transit, hint: NodeHandle | null = null): void {
    if (!this.#delivery.isOpen && this.#nextHop.isRoot(message.key)) {
      this.#delivery.whenOpen(() => this.arrive(message, hint));
      return;
    }
    const application = this.#applications.of(message.service);
    const isHinted = hint !== null && message.hops === 0 && !hint.id.equals(this.#self.id);
    const next = isHinted ? this.#peers.of(hint) : this.#next(message);
    if (next === null) {
      // This may be the first packet after a pause of the process.
      this.#environment.checkForPause?.();
      if (!this.#delivery.isOpen && this.#nextHop.isRoot(message.key)) {
        this.#delivery.whenOpen(() => this.arrive(message, hint));
        return;
      }
      if (!this.#delivered.add(message.name)) return;
      if (this.#membership.hasTakenOver(message.key)) this.#releaseRetained(message);
    }
    if (application !== null && application.forward(message, next?.handle ?? this.#self) === "taken") return;
    if (next === null) this.#delivery.deliver(message);
    else this.forward(message, next);
  }

  /** Routes a message that `forward` had taken, with the given fields replaced. */
  resume(message: RoutedMessage, change: MessageChange): void {
    if (this.#delivery.hasLeft) return;
    assert(message instanceof Transit, "only a message that `forward` was given can be resumed");
    const hasNewKey = change.key !== undefined && !change.key.equals(message.key);
    const changed = new Transit(
      {
        hops: message.hops,
        attempt: message.attempt,
        mode: message.mode,
        credit: change.credit ?? message.credit,
        service: message.service,
        serviceVersion: change.serviceVersion ?? message.serviceVersion,
        key: change.key ?? message.key,
        requestId: message.requestId,
        origin: message.origin,
        payload: change.payload ?? message.payload,
        // The route to another key may pass a node that has handled the message: a new id keeps it from being
        // taken for a duplicate.
        messageId: hasNewKey ? this.#environment.random.bytes(MESSAGE_ID_BYTES) : message.messageId,
      },
      message.previous,
      hasNewKey ? 0 : message.sequence,
    );
    const next = change.next ?? null;
    if (next !== null && !next.id.equals(this.#self.id)) this.forward(changed, this.#peers.of(next));
    else this.proceed(changed);
  }

  /** Forwards or delivers a message for which `forward` was called already. */
  proceed(message: Transit): void {
    const next = this.#next(message);
    if (next !== null) {
      this.forward(message, next);
      return;
    }
    this.#delivery.whenOpen(() => this.#delivery.deliver(message));
  }

  forward(message: Transit, next: Peer): void {
    if (message.hops + 1 > HOPS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    this.#counters.forwarded++;
    this.#tryHop(message, next, null, 0);
  }

  /**
   * The peer was declared failed. Messages that were sent past it are sent again: the next candidate, if
   * alive, has already delivered them to the new root, which discards the duplicates.
   */
  failed(root: Peer): void {
    for (const message of this.#retained.take(root)) {
      const next = this.#next(message);
      if (next !== null) this.forward(message, next);
      else if (this.#delivered.add(message.name))
        this.#delivery.whenOpen(() => this.#delivery.deliver(message));
    }
  }

  #next(message: Transit): Peer | null {
    const { key, mode, attempt, hops } = message;
    const passedOver = this.#passedOver(message);
    const next = this.#nextHop.next(key, passedOver, null, hops === 0 ? 0 : attempt);
    // Later attempts take no shortcut: shortcuts of several attempts would end at the same node.
    if (mode !== "shortcut" || next === null || attempt > 0) return next;
    return this.#nextHop.shortcut(key, next, this.#peers.values(), passedOver);
  }

  /**
   * Peers that are no next hop as long as another one makes progress: distrusted ones and, for later attempts
   * of this node's own requests, those that earlier attempts took. Null when there are none.
   */
  #passedOver({ key, hops, attempt, requestId }: Transit): ReadonlySet<Peer> | null {
    const { distrusted } = this.#firstHops;
    const isRetry = attempt > 0 && hops === 0;
    if (!isRetry && distrusted === null) return null;
    // Where the root is in the leaf set, the root itself is at fault, and no other route avoids it.
    const avoided = this.#nextHop.isInLeafSet(key) ? null : distrusted;
    return isRetry ? new Set([...this.#firstHops.tried(requestOf(requestId)), ...(avoided ?? [])]) : avoided;
  }

  /** A first hop has acknowledged one of this node's own messages. */
  #acknowledged({ requestId, attempt }: Transit, by: Peer): void {
    if (requestId === 0) return;
    const request = requestOf(requestId);
    if (this.#requests.waits(request)) this.#firstHops.took(request, attempt, by);
  }

  /**
   * Tries one next hop after another until one acknowledges. A silent root is not simply passed over: the
   * message goes to the next candidate, which tries the root itself, and delivers only when it has declared
   * the root failed on its own. So the two failure detections run at the same time, not one after the other.
   */
  #tryHop(
    message: Transit,
    next: Peer,
    before: ReadonlySet<Peer> | null,
    tries: number,
    number = this.#hops.nextSequence(),
    isAgain = false,
  ): void {
    if (tries >= this.#options.hopTries) {
      this.#counters.dropped++;
      return;
    }
    const backedOffMs = Math.min(this.#hops.timeoutMs(next) * 2 ** tries, this.#options.rtoMaxMs);
    // A packet sent again to the same node has no other route: a broken link does not end its wait early.
    const options = isAgain
      ? { isFirst: false, waitMs: backedOffMs, sequence: number }
      : { isFirst: true, waitMs: this.#hops.timeoutMs(next), sequence: number, isRouted: true };
    this.#hops.send(
      next,
      message.toPacket(number),
      options,
      message.hops === 0 ? () => this.#acknowledged(message, next) : NOTHING_TO_DO,
      () => this.#overdue(message, next, before, tries, number),
    );
  }

  /** The next hop did not acknowledge in time. */
  #overdue(
    message: Transit,
    next: Peer,
    before: ReadonlySet<Peer> | null,
    tries: number,
    number: number,
  ): void {
    if (this.#delivery.hasLeft) return;
    const silent = new Set(before ?? []).add(next);
    this.#membership.suspect(next);
    const other = this.#nextHop.next(message.key, silent);
    if (other === null) {
      // The message may have arrived by another route as well.
      if (this.#delivered.add(message.name)) this.proceed(message);
      this.#releaseRetained(message);
      return;
    }
    if (other === next) {
      this.#counters.retransmitted++;
      this.#tryHop(message, other, silent, tries + 1, number, true);
      return;
    }
    this.#counters.rerouted++;
    const onward = this.#hops.nextSequence();
    if (this.#isRetained(message, next)) this.#retained.retain(message, next, other, onward);
    this.#tryHop(message, other, silent, tries + 1, onward);
  }

  /**
   * Whether a message that goes past its silent root is retained. Strict messages are not, since they must
   * not be delivered twice, nor join messages, since a joining node sends them again.
   */
  #isRetained({ key, mode, service }: Transit, root: Peer): boolean {
    return (
      root.isLeaf && mode !== "strict" && this.#nextHop.isInLeafSet(key) && !service.equals(JOIN_SERVICE)
    );
  }

  /**
   * This node delivers in a dead root's place: a second acknowledgement tells the previous node to stop
   * retaining the message.
   */
  #releaseRetained({ previous, sequence }: Transit): void {
    if (sequence !== 0) this.#acknowledger.acknowledge(previous, sequence);
  }
}
