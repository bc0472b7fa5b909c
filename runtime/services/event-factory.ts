/** Makes the events of one service from messages and from what happens at this node. */
import { FLAG_DIRECT, FLAG_ROOT, FLAG_SOURCE, ID_BYTES } from "../../abi/abi.ts";
import type { Random } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay, RoutedMessage } from "../overlay/api.ts";
import type { CreditBudget, ServiceEvent, ServiceMessage, SnapshotEvent } from "../sandbox/contract.ts";
import { carriedBudget } from "./credit.ts";

/** Services see a version as an i32; higher versions look like this one. */
const VERSION_MAX = 2 ** 31 - 1;
/** The token of the `snapshot` event: above the tokens of all messages. */
const SNAPSHOT_TOKEN = 1n << 52n;

const EMPTY = new Uint8Array(0);
const NO_ID = new Uint8Array(ID_BYTES);

/** A message that another node sent to this one, without a key. */
export interface DirectMessage {
  readonly from: NodeHandle;
  /** 0 when no reply is expected. */
  readonly requestId: number;
  readonly payload: Uint8Array;
  readonly credit: number;
  readonly serviceVersion: number;
}

export interface EventFactoryParts {
  readonly overlay: Overlay;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

export class EventFactory {
  readonly #parts: EventFactoryParts;
  readonly #creditMax: number;

  /** `creditMax`: the most credit that an event has here, whatever its message carried. */
  constructor(parts: EventFactoryParts, creditMax: number) {
    this.#parts = parts;
    this.#creditMax = creditMax;
  }

  forward(message: RoutedMessage, next: NodeHandle, token: bigint) {
    const budget = carriedBudget(message.credit, this.#creditMax);
    const fields = this.#routed(message, next, budget);
    return { kind: "forward", ...this.#fromHere(), ...fields, next: next.id.bytes, token, budget } as const;
  }

  deliver(message: RoutedMessage, token: bigint): ServiceMessage {
    const budget = carriedBudget(message.credit, this.#creditMax);
    const fields = this.#routed(message, this.#parts.overlay.self, budget);
    return { kind: "deliver", ...this.#fromHere(), ...fields, token };
  }

  #routed(message: RoutedMessage, next: NodeHandle, budget: CreditBudget) {
    const isRoot = next.id.equals(this.#parts.overlay.self.id);
    return {
      key: message.key.bytes,
      origin: message.origin.id.bytes,
      previous: message.previous.id.bytes,
      next: NO_ID,
      hops: message.hops,
      flags: (message.hops === 0 ? FLAG_SOURCE : 0) | (isRoot ? FLAG_ROOT : 0),
      payload: message.payload,
      version: visibleVersion(message.serviceVersion),
      budget,
    };
  }

  direct({ from, payload, credit, serviceVersion }: DirectMessage, token: bigint): ServiceMessage {
    return {
      kind: "deliver",
      ...this.#fromHere(),
      key: NO_ID,
      origin: from.id.bytes,
      previous: from.id.bytes,
      next: NO_ID,
      token,
      hops: 1,
      flags: FLAG_DIRECT,
      payload,
      version: visibleVersion(serviceVersion),
      budget: carriedBudget(credit, this.#creditMax),
    };
  }

  update(node: NodeHandle, joined: boolean): ServiceEvent {
    return { kind: "update", ...this.#fromHere(), payload: EMPTY, node: node.id.bytes, joined };
  }

  timer(token: bigint): ServiceEvent {
    return { kind: "timer", ...this.#fromHere(), payload: EMPTY, token };
  }

  complete(token: bigint, status: number, payload: Uint8Array, budget: CreditBudget): ServiceEvent {
    return { kind: "complete", ...this.#fromHere(), token, status, payload, budget };
  }

  /** The event that requests a snapshot. `version`: that of the service that makes it. */
  snapshot(version: number): SnapshotEvent {
    const token = SNAPSHOT_TOKEN;
    return { kind: "snapshot", ...this.#fromHere(), payload: EMPTY, token, version: visibleVersion(version) };
  }

  /** The common fields of an event that starts at this node. */
  #fromHere(): Pick<ServiceEvent, "nowMs" | "seed" | "origin" | "previous"> {
    const { overlay, random, wallClock } = this.#parts;
    const seed = new DataView(random.bytes(8).buffer).getBigUint64(0, true);
    const self = overlay.self.id.bytes;
    return { nowMs: wallClock(), seed, origin: self, previous: self };
  }
}

/** The version of a service as messages carry it and services see it. */
export function visibleVersion(version: number): number {
  return Math.min(version, VERSION_MAX);
}
