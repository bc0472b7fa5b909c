/** A routed message at this node, with the fields that only the overlay needs. */

import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { CREDIT_MAX, type RoutedMessage, type RouteOptions } from "./api.ts";
import type { Mode, RoutePacket } from "./packets.ts";
import { ReceivedRoute } from "./received-route.ts";

type Fields = Omit<RoutePacket, "kind" | "sequence">;

export class Transit implements RoutedMessage {
  readonly previous: NodeHandle;
  /** The number under which `previous` sent the message; 0 when the message begins at this node. */
  readonly sequence: number;
  readonly #fields: Fields;

  constructor(fields: Fields, previous: NodeHandle, sequence = 0) {
    this.#fields = fields;
    this.previous = previous;
    this.sequence = sequence;
  }

  get service(): Id {
    return this.#fields.service;
  }

  get serviceVersion(): number {
    return this.#fields.serviceVersion;
  }

  get key(): Id {
    return this.#fields.key;
  }

  get messageId(): Uint8Array {
    return this.#fields.messageId;
  }

  get origin(): NodeHandle {
    return this.#fields.origin;
  }

  get hops(): number {
    return this.#fields.hops;
  }

  get requestId(): number {
    return this.#fields.requestId;
  }

  get credit(): number {
    return this.#fields.credit;
  }

  get mode(): Mode {
    return this.#fields.mode;
  }

  get payload(): Uint8Array {
    return this.#fields.payload;
  }

  get attempt(): number {
    return this.#fields.attempt;
  }

  /** The packet for the next hop, under the given number. */
  toPacket(sequence: number): RoutePacket {
    if (this.#fields instanceof ReceivedRoute) return this.#fields.onward(sequence);
    return {
      kind: "route",
      sequence,
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

  /** The message id as a map key. */
  get name(): string {
    return nameOf(this.messageId);
  }
}

/** A message that begins at this node, `self`. */
export function newMessage(
  self: NodeHandle,
  fields: Pick<Fields, "service" | "key" | "payload" | "requestId" | "messageId" | "attempt">,
  { credit = CREDIT_MAX, mode = "tree", serviceVersion = 0 }: RouteOptions = {},
): Transit {
  return new Transit({ ...fields, hops: 0, credit, mode, serviceVersion, origin: self }, self);
}

/** A message id as a map key. */
export function nameOf(messageId: Uint8Array): string {
  return Buffer.from(messageId.buffer, messageId.byteOffset, messageId.byteLength).toString("latin1");
}
