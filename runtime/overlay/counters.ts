/** Counters of messages and packets since the start of the node. */

import type { NodeHandle } from "../base/node-handle.ts";
import type { OverlayCounters } from "./api.ts";
import type { Network } from "./environment.ts";
import { packetSize } from "./packet-codec/encode.ts";
import type { Packet, PacketKind } from "./packets.ts";

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

  /** Counts a packet that has arrived. `size`: in bytes. */
  countReceived(size: number): void {
    this.packetsReceived++;
    this.bytesReceived += size;
  }

  /** Counts a packet that is about to be sent. Returns its encoded size in bytes. */
  countSent(packet: Packet): number {
    const size = packetSize(packet);
    this.packetsSent++;
    this.bytesSent += size;
    const { sent, sentBytes } = this;
    const { kind } = packet;
    // By name, since these two kinds are the most frequent.
    if (kind === "route") {
      sent.route = (sent.route ?? 0) + 1;
      sentBytes.route = (sentBytes.route ?? 0) + size;
    } else if (kind === "ack") {
      sent.ack = (sent.ack ?? 0) + 1;
      sentBytes.ack = (sentBytes.ack ?? 0) + size;
    } else {
      sent[kind] = (sent[kind] ?? 0) + 1;
      sentBytes[kind] = (sentBytes[kind] ?? 0) + size;
    }
    return size;
  }
}

/** A network that counts the packets it sends. */
export class CountingNetwork implements Network {
  readonly #network: Network;
  readonly #counters: Counters;

  constructor(network: Network, counters: Counters) {
    this.#network = network;
    this.#counters = counters;
  }

  get address(): string {
    return this.#network.address;
  }

  send(to: NodeHandle, packet: Packet): boolean {
    return this.#network.send(to, packet, this.#counters.countSent(packet));
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#network.resolve(address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null, size: number) => void): void {
    this.#network.onPacket(receive);
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#network.onUnreachable(notice);
  }

  forget(node: NodeHandle): void {
    this.#network.forget(node);
  }
}
