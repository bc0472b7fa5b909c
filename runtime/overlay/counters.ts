/** What a node has done so far. */
import type { OverlayCounters } from "./api.ts";
import type { Network } from "./environment.ts";
import { packetBytes } from "./packet-codec.ts";
import type { PacketKind } from "./packets.ts";

export class Counters implements OverlayCounters {
  forwarded = 0;
  delivered = 0;
  rerouted = 0;
  retransmitted = 0;
  dropped = 0;
  malformed = 0;
  packetsSent = 0;
  packetsReceived = 0;
  bytesSent = 0;
  bytesReceived = 0;
  readonly sent: Partial<Record<PacketKind, number>> = {};
  readonly sentBytes: Partial<Record<PacketKind, number>> = {};

  received(bytes: number): void {
    this.packetsReceived++;
    this.bytesReceived += bytes;
  }

  /** The network, with what is sent counted. */
  counting(network: Network): Network {
    return {
      address: network.address,
      send: (to, packet) => {
        this.packetsSent++;
        const bytes = packetBytes(packet);
        this.bytesSent += bytes;
        this.sent[packet.kind] = (this.sent[packet.kind] ?? 0) + 1;
        this.sentBytes[packet.kind] = (this.sentBytes[packet.kind] ?? 0) + bytes;
        return network.send(to, packet, bytes);
      },
      resolve: (address, callback) => network.resolve(address, callback),
      onPacket: (receive) => network.onPacket(receive),
      onUnreachable: (notice) => network.onUnreachable(notice),
      forget: (node) => network.forget(node),
    };
  }
}
