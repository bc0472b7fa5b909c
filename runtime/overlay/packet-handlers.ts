/** A table of handlers, one for each kind of packet. The part that owns the state does the work. */
import type { Acknowledger } from "./acknowledger.ts";
import type { Counters } from "./counters.ts";
import type { Delivery } from "./delivery.ts";
import type { DirectMessages } from "./direct-messages.ts";
import type { Joining } from "./joining.ts";
import type { Leases } from "./leases.ts";
import type { Membership } from "./membership.ts";
import type { NeighborSelection } from "./neighbor-selection.ts";
import type { Packet, PacketKind } from "./packets.ts";
import type { Peer } from "./peer.ts";
import type { RangeMulticast } from "./range-multicast.ts";
import type { Recent } from "./recent.ts";
import type { Requests } from "./requests.ts";
import { nameOf } from "./transit.ts";

/** `route` and `ack` packets are so frequent that the dispatcher handles them itself. */
export type HandledKind = Exclude<PacketKind, "route" | "ack">;

type PacketOf<Kind extends PacketKind> = Packet extends infer Each
  ? Each extends { readonly kind: infer Kinds }
    ? Kind extends Kinds
      ? Each
      : never
    : never
  : never;

export type PacketHandlers = {
  readonly [Kind in HandledKind]: (from: Peer, packet: PacketOf<Kind>) => void;
};

export function packetHandlers(parts: {
  readonly counters: Counters;
  readonly acknowledger: Acknowledger;
  readonly delivery: Delivery;
  /** Ids of messages that this node has handled as their root. */
  readonly delivered: Recent<string>;
  readonly direct: DirectMessages;
  readonly multicast: RangeMulticast;
  readonly requests: Requests;
  readonly membership: Membership;
  readonly selection: NeighborSelection;
  readonly joining: Joining;
  readonly leases: Leases;
}): PacketHandlers {
  const { acknowledger, delivery, membership, selection, leases } = parts;
  return {
    direct: (from, packet) => {
      if (acknowledger.isNew(from, packet.sequence)) parts.direct.receive(from.handle, packet);
    },
    multicast: (from, packet) => {
      if (!acknowledger.isNew(from, packet.sequence)) return;
      if (parts.delivered.add(nameOf(packet.messageId)))
        delivery.whenOpen(() => parts.multicast.onPacket(packet));
    },
    response: (from, packet) => {
      acknowledger.acknowledge(from.handle, packet.sequence);
      parts.requests.answered(from.handle, packet);
    },
    ping: (from, { sequence }) => acknowledger.acknowledge(from.handle, sequence),
    heartbeat: (_, { tunedMs }) => membership.onHeartbeat(tunedMs),
    leafSetRequest: (from, packet) => membership.onLeafSetRequest(from, packet),
    leafSetReply: (from, packet) => membership.onLeafSetReply(from, packet),
    failureNews: (from, packet) => {
      if (acknowledger.isNew(from, packet.sequence)) membership.onFailureNews(from, packet);
    },
    leave: (from, { instead }) => membership.onLeave(from, instead),
    rows: (from, packet) => {
      if (packet.stage === "reply") selection.onRow(from, packet);
      else if (!parts.joining.onRows(packet)) parts.counters.dropped++;
    },
    rowRequest: (from, { row }) => selection.onRowRequest(from, row),
    measured: (from, { roundTripMs }) => selection.onMeasured(from, roundTripMs),
    leaseRequest: (from, packet) => leases.onLeaseRequest(from, packet),
    leaseReply: (from, { sequence, isGranted }) => leases.onLeaseReply(from, sequence, isGranted),
  };
}
