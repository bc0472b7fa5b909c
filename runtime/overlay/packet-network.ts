/** Carries packets as bytes over links that carry bytes. */
import type { RecordReader } from "./bytes.ts";
import type { Network, NodeHandle } from "./environment.ts";
import { decodePacket, encodePacket } from "./packet-codec.ts";
import type { Packet } from "./packets.ts";

/** Links between nodes, as `Network` but for the form of what they carry. `transport/tls-network.ts` makes them. */
export interface ByteNetwork extends Omit<Network, "send" | "onPacket"> {
  /** The first byte is not 255: what begins so is the network's own. */
  send(to: NodeHandle, packet: Uint8Array): boolean;
  onPacket(receive: (from: NodeHandle, packet: Uint8Array) => void): void;
  /** What a node's packets tell of others, checked. */
  readerFor(from: NodeHandle): RecordReader;
  /** The node has sent what no honest node does: after a few times its links end, and it is not let in for a while. */
  blame(node: NodeHandle): void;
}

export class PacketNetwork implements Network {
  readonly #links: ByteNetwork;
  readonly #before: () => void;

  /** `before` is called before each packet is handed on. */
  constructor(links: ByteNetwork, before: () => void = () => {}) {
    this.#links = links;
    this.#before = before;
  }

  get address(): string {
    return this.#links.address;
  }

  send(to: NodeHandle, packet: Packet, bytes?: number): boolean {
    return this.#links.send(to, encodePacket(packet, bytes));
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#links.resolve(address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null, bytes: number) => void): void {
    this.#links.onPacket((from, bytes) => {
      this.#before();
      const packet = decodePacket(bytes, this.#links.readerFor(from));
      if (packet === null) this.#links.blame(from);
      receive(from, packet, bytes.length);
    });
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#links.onUnreachable(notice);
  }

  forget(node: NodeHandle): void {
    this.#links.forget(node);
  }
}
