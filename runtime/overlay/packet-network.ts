/** Carries packets as bytes over links that carry bytes. */
import type { Network, NodeHandle } from "./environment.ts";
import { decodePacket, encodePacket } from "./packet-codec.ts";
import type { Packet } from "./packets.ts";

/** Links between nodes, as `Network` but for the form of what they carry. `transport/tls-network.ts` makes them. */
export interface ByteNetwork extends Omit<Network, "send" | "onPacket"> {
  send(to: NodeHandle, packet: Uint8Array): boolean;
  onPacket(receive: (from: NodeHandle, packet: Uint8Array) => void): void;
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

  send(to: NodeHandle, packet: Packet): boolean {
    return this.#links.send(to, encodePacket(packet));
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    this.#links.resolve(address, callback);
  }

  onPacket(receive: (from: NodeHandle, packet: Packet | null) => void): void {
    this.#links.onPacket((from, bytes) => {
      this.#before();
      receive(from, decodePacket(bytes));
    });
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#links.onUnreachable(notice);
  }

  forget(node: NodeHandle): void {
    this.#links.forget(node);
  }
}
