/** Acknowledges packets and recognizes retransmissions, by the sender and the packet's number. */
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "./environment.ts";
import type { Peer } from "./peer.ts";
import { RecentNumbers } from "./recent.ts";

export class Acknowledger {
  readonly #network: Network;
  readonly #seen: RecentNumbers;

  /** Packet numbers are remembered for `keepMs`; at most 2 · `max` groups of 32. */
  constructor(network: Network, clock: Clock, keepMs: number, max: number) {
    this.#network = network;
    this.#seen = new RecentNumbers(clock, keepMs, max);
  }

  /** The number of remembered groups of packet numbers. */
  get size(): number {
    return this.#seen.size;
  }

  acknowledge(node: NodeHandle, sequence: number): void {
    this.#network.send(node, { kind: "ack", sequence });
  }

  /** Acknowledges the packet. Returns false for a retransmission. */
  isNew(from: Peer, sequence: number): boolean {
    this.acknowledge(from.handle, sequence);
    return this.#seen.add(from.number, sequence);
  }
}
