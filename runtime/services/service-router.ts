/**
 * Decides for each message of a service whether the service handles it here, whether it waits until the
 * service runs, or whether it passes.
 *
 * At the root node of its key a message waits, within bounds, while the code is fetched, verified and
 * started. At a node on its route the message continues at once, and the code is fetched when many such
 * messages pass. So no message is lost because the code has not arrived yet.
 */
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import type { Activation } from "./activation.ts";
import { HostedService } from "./hosted-service.ts";
import { hasForward, type ServiceSlot, type ServiceTable } from "./service-table.ts";
import type { UnknownServices } from "./unknown-services.ts";
import type { Upgrader } from "./upgrader.ts";

/** Where a message is: at a node on its route, at the root node before delivery, or at its destination. */
type Stage = "route" | "root" | "destination";
/** A running service handles the message; otherwise the message waits for its service, or passes. */
type Decision = HostedService | "wait" | "pass";

/** A message as far as waiting for its service is concerned. */
interface Arrival {
  readonly service: Id;
  readonly previous: NodeHandle;
  readonly payload: Uint8Array;
}

interface ServiceRouterParts {
  readonly overlay: Overlay;
  readonly table: ServiceTable;
  readonly unknown: UnknownServices;
  readonly activation: Activation;
  readonly upgrader: Upgrader;
}

export class ServiceRouter implements Application {
  readonly #parts: ServiceRouterParts;

  constructor(parts: ServiceRouterParts) {
    this.#parts = parts;
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    const { overlay } = this.#parts;
    const stage: Stage = next.id.equals(overlay.self.id) ? "root" : "route";
    const slot = this.#find(message.service);
    const decision = decide(slot, stage);
    if (decision === "wait") return this.#waitToForward(message, next, stage);
    if (decision !== "pass") return decision.forward(message, next) ? "taken" : "continue";
    if (slot === null) this.#notePassing(message);
    return "continue";
  }

  #waitToForward(message: RoutedMessage, next: NodeHandle, stage: Stage): "continue" | "taken" {
    const { overlay } = this.#parts;
    const proceed = (hosted: HostedService) => {
      if (!hosted.hasForward || !hosted.forward(message, next)) overlay.resume(message);
    };
    if (stage === "route")
      return this.#wait(message, proceed, () => overlay.resume(message)) ? "taken" : "continue";
    const refuse = () => this.#refuse(message.origin, message.requestId);
    if (!this.#wait(message, proceed, refuse)) refuse();
    return "taken";
  }

  deliver(message: RoutedMessage): void {
    const { origin, requestId } = message;
    this.#arrive(message, origin, requestId, (hosted) => hosted.deliver(message));
  }

  direct(
    from: NodeHandle,
    requestId: number,
    payload: Uint8Array,
    service: Id,
    credit: number,
    serviceVersion: number,
  ): void {
    const message = { from, requestId, payload, credit, serviceVersion };
    this.#arrive({ service, payload, previous: from }, from, requestId, (hosted) => hosted.direct(message));
  }

  /** A service that sleeps is informed of the change when it wakes. */
  update(node: NodeHandle, joined: boolean): void {
    for (const { hosted } of this.#parts.table.awake()) hosted.update(node, joined);
  }

  #arrive(
    arrival: Arrival,
    origin: NodeHandle,
    requestId: number,
    proceed: (hosted: HostedService) => void,
  ): void {
    const decision = decide(this.#find(arrival.service), "destination");
    if (decision instanceof HostedService) return proceed(decision);
    const refuse = () => this.#refuse(origin, requestId);
    if (!this.#wait(arrival, proceed, refuse)) refuse();
  }

  #find(service: Id): ServiceSlot | null {
    const slot = this.#parts.table.get(service);
    if (slot?.state === "running") this.#parts.upgrader.noteUse(slot);
    return slot;
  }

  /**
   * Returns false when the message cannot wait, because the service was refused lately or because its queue
   * is full.
   */
  #wait(arrival: Arrival, proceed: (hosted: HostedService) => void, giveUp: () => void): boolean {
    const slot = this.#parts.activation.begin(arrival.service, arrival.previous);
    if (slot === null) return false;
    if (slot.state !== "running") return slot.pending.queue(arrival.payload.length, proceed, giveUp);
    proceed(slot.hosted);
    return true;
  }

  #notePassing({ service, previous }: Arrival): void {
    const { unknown, activation } = this.#parts;
    if (unknown.isWorthFetching(service)) activation.begin(service, previous);
  }

  #refuse(origin: NodeHandle, requestId: number): void {
    if (requestId !== 0) this.#parts.overlay.refuse(origin, requestId);
  }
}

/** Decides on a message. `slot`: the state of its service, or null when the service is unknown here. */
export function decide(slot: ServiceSlot | null, stage: Stage): Decision {
  if (stage === "destination") return slot?.state === "running" ? slot.hosted : "wait";
  if (slot === null) return stage === "route" ? "pass" : "wait";
  if (hasForward(slot)) return slot.state === "running" ? slot.hosted : "wait";
  // Before the code arrives its exports are unknown: at the root node the message waits until they are known.
  return slot.state === "fetching" && stage === "root" ? "wait" : "pass";
}
