/** Carries packets as bytes over links that carry bytes. */
import type { RecordReader } from "../base/bytes.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "./environment.ts";
import { readPacket } from "./packet-codec/decode.ts";
import { packetBytes, writePacket } from "./packet-codec/encode.ts";
import type { Packet } from "./packets.ts";

/** Where a packet is written: into `bytes` from `at` on. */
export interface Room {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** Links between nodes, as `Network` but for the form of what they carry. `transport/tls-network.ts` makes them. */
export interface ByteNetwork extends Omit<Network, "send" | "onPacket"> {
  /**
   * For a packet of so many bytes to that node, which is sent with what is written there before anything else is asked of the network; null
   * when too much is queued for the node. The first byte is not 255: what begins so is the network's own.
   */
  room(to: NodeHandle, bytes: number): Room | null;
  /** The packet lies in `bytes` from `start` up to `end`, and may be kept. */
  onPacket(receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void): void;
  /** What a node's packets tell of others, checked. */
  readerFor(from: NodeHandle): RecordReader;
  /** The node has sent what no honest node does: after a few times its links end, and it is not let in for a while. */
  blame(node: NodeHandle): void;
}

export class PacketNetwork implements Network {
  readonly #links: ByteNetwork;
  readonly #before: () => void;
  /** Who sent the last packet, and how its packets are read: mostly it sent the next one too. */
  #from: NodeHandle | null = null;
  #reader: RecordReader | undefined;

  /** `before` is called before each packet is handed on, but for those that are only passed on or acknowledge others: they are too many. */
  constructor(links: ByteNetwork, before: () => void = () => {}) {
    this.#links = links;
    this.#before = before;
  }

  get address(): string {
    return this.#links.address;
  }

  send(to: NodeHandle, packet: Packet, bytes = packetBytes(packet)): boolean {
    const room = this.#links.room(to, bytes);
    if (room === null) return false;
    writePacket(packet, room.bytes, room.at, bytes);
    return true;
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#links.resolve(address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void): void {
    this.#links.onPacket((from, bytes, start, end) => {
      if (from !== this.#from) {
        this.#from = from;
        this.#reader = this.#links.readerFor(from);
      }
      const packet = readPacket(bytes, start, end, this.#reader);
      if (packet === null) this.#links.blame(from);
      else if (packet.kind !== "route" && packet.kind !== "ack") this.#before();
      receive(from, packet, end - start);
    });
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#links.onUnreachable(notice);
  }

  forget(node: NodeHandle): void {
    this.#links.forget(node);
  }
}
