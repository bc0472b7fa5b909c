/** A network that writes packets as bytes, over links that carry bytes. */
import type { RecordReader } from "../base/bytes.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Network } from "./environment.ts";
import { readPacket } from "./packet-codec/decode.ts";
import { packetSize, writePacket } from "./packet-codec/encode.ts";
import type { Packet } from "./packets.ts";

/** The place where a packet is written: in `bytes`, starting at `at`. */
export interface Room {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** As `Network`, but carries bytes. Implemented in transport/tls-network.ts. */
export interface ByteNetwork extends Omit<Network, "send" | "onPacket"> {
  /**
   * Room for a packet of `size` bytes to the node. The packet must be written before the next call to the
   * network. Null when the queue for the node is full. The first byte must not be 255, which marks the
   * network's own frames.
   */
  room(to: NodeHandle, size: number): Room | null;
  /** The packet lies in `bytes` from `start` up to `end`. The bytes may be kept. */
  onPacket(receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void): void;
  /** Reads and checks the records of other nodes in a node's packets. */
  readerFor(from: NodeHandle): RecordReader;
  /**
   * Records a violation of the protocol by the node. After a few it is disconnected, and not accepted for a
   * while.
   */
  blame(node: NodeHandle): void;
}

export class PacketNetwork implements Network {
  readonly #links: ByteNetwork;
  readonly #before: () => void;
  /**
   * The sender of the last packet and the reader for its records: the next packet is mostly from the same
   * sender.
   */
  #from: NodeHandle | null = null;
  #reader: RecordReader | undefined;

  /**
   * `before` is called before each received packet is handled, except `route` and `ack` packets, which are
   * too frequent.
   */
  constructor(links: ByteNetwork, before: () => void = () => {}) {
    this.#links = links;
    this.#before = before;
  }

  get address(): string {
    return this.#links.address;
  }

  send(to: NodeHandle, packet: Packet, size = packetSize(packet)): boolean {
    const room = this.#links.room(to, size);
    if (room === null) return false;
    writePacket(packet, room.bytes, room.at, size);
    return true;
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#links.resolve(address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null, size: number) => void): void {
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
