/** A message at this node, with what only the overlay needs of it. */
import type { RoutedMessage } from "./api.ts";
import type { NodeHandle } from "./environment.ts";
import type { Id } from "./id.ts";
import type { Mode, RoutePacket } from "./packets.ts";

export class Transit implements RoutedMessage {
  readonly service: Id;
  readonly serviceVersion: number;
  readonly key: Id;
  readonly messageId: Uint8Array;
  readonly origin: NodeHandle;
  readonly previous: NodeHandle;
  readonly hops: number;
  readonly requestId: number;
  readonly credit: number;
  readonly mode: Mode;
  readonly payload: Uint8Array;
  readonly attempt: number;

  constructor(packet: Omit<RoutePacket, "kind" | "sequence">, previous: NodeHandle) {
    this.service = packet.service;
    this.serviceVersion = packet.serviceVersion;
    this.key = packet.key;
    this.messageId = packet.messageId;
    this.origin = packet.origin;
    this.hops = packet.hops;
    this.requestId = packet.requestId;
    this.credit = packet.credit;
    this.mode = packet.mode;
    this.payload = packet.payload;
    this.attempt = packet.attempt;
    this.previous = previous;
  }

  /** As it goes to the next node. */
  toPacket(): RoutePacket {
    return {
      kind: "route",
      sequence: 0,
      hops: this.hops + 1,
      attempt: this.attempt,
      mode: this.mode,
      credit: this.credit,
      service: this.service,
      serviceVersion: this.serviceVersion,
      key: this.key,
      messageId: this.messageId,
      requestId: this.requestId,
      origin: this.origin,
      payload: this.payload,
    };
  }

  /** The message's id as a map key. */
  get name(): string {
    return nameOf(this.messageId);
  }
}

/** 16 bytes as a map key. */
export function nameOf(messageId: Uint8Array): string {
  return Buffer.from(messageId.buffer, messageId.byteOffset, messageId.byteLength).toString("latin1");
}
