/** An application that records its upcalls, and a simulated overlay in which each node runs it. */

import { Id } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import type { Application, RoutedMessage } from "../../runtime/overlay/api.ts";
import {
  createSimulation,
  type SimulatedNode,
  type Simulation,
  type SimulationOptions,
} from "../../runtime/simulator/simulation.ts";

export const SERVICE = Id.hashOf("test service");

interface Delivery {
  readonly node: number;
  readonly text: string;
  readonly key: Id;
  readonly hops: number;
}

export class Recorder implements Application {
  readonly node: SimulatedNode;
  readonly deliveries: Delivery[];
  readonly passed: { readonly text: string; readonly next: NodeHandle; readonly message: RoutedMessage }[] =
    [];
  readonly direct_: string[] = [];
  readonly updates: { readonly node: NodeHandle; readonly joined: boolean }[] = [];
  onForward: (message: RoutedMessage, next: NodeHandle) => "continue" | "taken" = () => "continue";
  /** The response of `deliver` to requests; null: none. */
  answer: ((message: RoutedMessage) => string | null) | null = (message) =>
    `answer to ${text(message.payload)}`;

  constructor(node: SimulatedNode, deliveries: Delivery[]) {
    this.node = node;
    this.deliveries = deliveries;
  }

  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken" {
    this.passed.push({ text: text(message.payload), next, message });
    return this.onForward(message, next);
  }

  deliver(message: RoutedMessage): void {
    this.deliveries.push({
      node: this.node.index,
      text: text(message.payload),
      key: message.key,
      hops: message.hops,
    });
    if (message.requestId === 0) return;
    const answer = this.answer?.(message) ?? null;
    if (answer !== null)
      this.node.overlay.respond(message.origin, message.requestId, message.hops, bytes(answer));
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    this.direct_.push(text(payload));
    if (requestId !== 0)
      this.node.overlay.respond(from, requestId, 1, bytes(`direct answer to ${text(payload)}`));
  }

  update(node: NodeHandle, joined: boolean): void {
    this.updates.push({ node, joined });
  }
}

export interface TestOverlay {
  readonly simulation: Simulation;
  readonly recorders: Recorder[];
  readonly deliveries: Delivery[];
}

/**
 * For tests that follow one route. Simulated round trips vary threefold, and with the default timeout a late
 * acknowledgement would reroute a message.
 */
export const SLOW_RETRY = { rtoMinMs: 200 };

export function startOverlay(options: SimulationOptions): TestOverlay {
  const recorders: Recorder[] = [];
  const deliveries: Delivery[] = [];
  const simulation = createSimulation({
    ...options,
    onNode: (node, virtual) => {
      const recorder = new Recorder(node, deliveries);
      recorders[node.index] = recorder;
      node.overlay.register(SERVICE, recorder);
      options.onNode?.(node, virtual);
    },
  });
  return { simulation, recorders, deliveries };
}

export function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function text(value: Uint8Array): string {
  return new TextDecoder().decode(value);
}

/** The id `places` further clockwise on the ring. */
export function nextTo(id: Id, places: bigint): Id {
  const value = BigInt.asUintN(256, BigInt(`0x${id.hex}`) + places);
  return Id.fromHex(value.toString(16).padStart(64, "0"));
}
