/**
 * The first stage of every packet that arrives: checks its sender, marks the sender alive, and calls the
 * handler of its kind.
 */
import type { NodeHandle } from "../base/node-handle.ts";
import type { Acknowledger } from "./acknowledger.ts";
import type { JoinAdmission } from "./admission.ts";
import type { Counters } from "./counters.ts";
import type { Hops } from "./hops.ts";
import { JOIN_SERVICE, type Joining } from "./joining.ts";
import type { Membership } from "./membership.ts";
import type { HandledKind, PacketHandlers } from "./packet-handlers.ts";
import { HOPS_MAX, type Packet, type PacketKind, type RoutePacket } from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import type { RetainedMessages } from "./retained-messages.ts";
import type { Router } from "./router.ts";
import { Transit } from "./transit.ts";

/** Kinds of packets: a receiver adds the sender to its leaf set, or relies on the sender. */
const ABOUT_LEAF_SETS: ReadonlySet<PacketKind> = new Set<PacketKind>([
  "leafSetRequest",
  "leafSetReply",
  "failureNews",
]);

export class Dispatcher {
  readonly #counters: Counters;
  readonly #peers: Peers;
  readonly #joining: Joining;
  readonly #membership: Membership;
  readonly #hops: Hops;
  readonly #retained: RetainedMessages;
  readonly #acknowledger: Acknowledger;
  readonly #admission: JoinAdmission;
  readonly #router: Router;
  readonly #handlers: PacketHandlers;

  constructor(
    parts: {
      readonly counters: Counters;
      readonly peers: Peers;
      readonly joining: Joining;
      readonly membership: Membership;
      readonly hops: Hops;
      readonly retained: RetainedMessages;
      readonly acknowledger: Acknowledger;
      readonly admission: JoinAdmission;
      readonly router: Router;
    },
    handlers: PacketHandlers,
  ) {
    this.#counters = parts.counters;
    this.#peers = parts.peers;
    this.#joining = parts.joining;
    this.#membership = parts.membership;
    this.#hops = parts.hops;
    this.#retained = parts.retained;
    this.#acknowledger = parts.acknowledger;
    this.#admission = parts.admission;
    this.#router = parts.router;
    this.#handlers = handlers;
  }

  /** `packet` is null when the bytes were no packet. `size`: their number. */
  receive(from: NodeHandle, packet: Packet | null, size: number): void {
    this.#counters.countReceived(size);
    if (packet === null) {
      this.#counters.malformed++;
      return;
    }
    const peer = this.#peers.of(from);
    if (peer.handle !== from && !this.#isCurrent(peer, from)) {
      this.#counters.dropped++;
      return;
    }
    if (!this.#joining.awaitsRoot) this.#membership.heard(peer);
    // Before a root has let this node in, no other node may add it: join messages would be routed here.
    else if (ABOUT_LEAF_SETS.has(packet.kind)) {
      this.#counters.dropped++;
      return;
    }
    this.#handle(peer, packet);
  }

  /** The two most frequent kinds are handled here, without a look-up. */
  #handle(from: Peer, packet: Packet): void {
    if (packet.kind === "ack") {
      if (!this.#hops.acknowledge(from, packet.sequence)) this.#retained.delivered(from, packet.sequence);
    } else if (packet.kind === "route") {
      this.#onRoute(from, packet);
    } else {
      const handler = this.#handlers[packet.kind] as PacketHandlers[HandledKind];
      handler(from, packet as never);
    }
  }

  #onRoute(from: Peer, packet: RoutePacket): void {
    // A retransmission by the previous hop ends here. The same message by another route is forwarded; the
    // root discards the duplicate.
    if (!this.#acknowledger.isNew(from, packet.sequence)) return;
    if (packet.hops >= HOPS_MAX) {
      this.#counters.dropped++;
      return;
    }
    if (packet.service.equals(JOIN_SERVICE)) {
      this.#admission.onJoin(new Transit(packet, from.handle));
      return;
    }
    this.#membership.includeInTable(from);
    this.#router.arrive(new Transit(packet, from.handle, packet.sequence));
  }

  /**
   * The sender was heard under a record other than the known one. Returns false for an older record: it comes
   * from another process with the same key, which must not attract messages for that node.
   */
  #isCurrent(peer: Peer, from: NodeHandle): boolean {
    const isOlder = (from.record?.sequence ?? 0) < (peer.handle.record?.sequence ?? 0);
    if (peer.handle.address !== from.address) {
      if (isOlder) return false;
      this.#membership.moved(peer, from);
    } else if (!isOlder) {
      peer.handle = from;
    }
    return true;
  }
}
