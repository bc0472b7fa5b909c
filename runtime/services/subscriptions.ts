/** The receivers of the emissions of services at this node. */
import type { Id } from "../base/id.ts";

type Receiver = (payload: Uint8Array) => void;

export class Subscriptions {
  readonly #receivers = new Map<string, Set<Receiver>>();

  /** Returns a function that ends the subscription. */
  add(service: Id, receive: Receiver): () => void {
    const receivers = this.#receivers.get(service.hex) ?? new Set();
    this.#receivers.set(service.hex, receivers);
    receivers.add(receive);
    return () => {
      receivers.delete(receive);
      if (receivers.size === 0) this.#receivers.delete(service.hex);
    };
  }

  emit(service: Id, payload: Uint8Array): void {
    for (const receive of this.#receivers.get(service.hex) ?? []) receive(payload);
  }
}
