/** The state of each service at this node: running, asleep, or about to run. */
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { INSTALLED_SERVICES_MAX } from "../deployment/limits.ts";
import type { HostedService } from "./hosted-service.ts";
import type { PendingMessages } from "./pending-messages.ts";
import type { RegistryEntry } from "./registry.ts";

export interface Running {
  readonly state: "running";
  readonly id: Id;
  readonly hosted: HostedService;
  /** The id of the service's publisher, in hex. */
  readonly publisher: string;
  /** When the overlay was last asked for a newer version, in ms of the clock. */
  checkedMs: number;
  /**
   * When the overlay was last asked for a renewed statement because the present one expires soon, in ms of
   * the clock.
   */
  renewalMs: number;
  /** When the last message of the service arrived, in ms of the clock. */
  usedMs: number;
  isIdle(): boolean;
  isQuiet(): boolean;
}

/** Messages wait: for the code (`fetching`), or for the new instance of a service that slept (`waking`). */
export interface Starting {
  readonly state: "fetching" | "waking";
  readonly pending: PendingMessages;
  /** Resolves when the service runs, or will not run. */
  readonly done: Promise<void>;
  /** Null when the service has not run here before: then its exports are unknown. */
  readonly installed: RegistryEntry | null;
}

export interface Asleep {
  readonly state: "asleep";
  readonly installed: RegistryEntry;
  /** Null when the service has not run since the node was started. */
  readonly hosted: HostedService | null;
  readonly checkedMs: number;
  /** The members of the leaf set when the service went to sleep. Null when it does not export `update`. */
  readonly neighbours: readonly NodeHandle[] | null;
}

export type ServiceSlot = Running | Starting | Asleep;

export class ServiceTable {
  readonly #slots = new Map<string, ServiceSlot>();
  /** The running services of `#slots`. */
  readonly #awake = new Map<string, Running>();

  get(service: Id): ServiceSlot | null {
    return this.#slots.get(service.hex) ?? null;
  }

  running(service: Id): Running | null {
    return this.#awake.get(service.hex) ?? null;
  }

  /** The services that run. Copy them before a loop that changes the table. */
  awake(): Iterable<Running> {
    return this.#awake.values();
  }

  get awakeCount(): number {
    return this.#awake.size;
  }

  entries(): Iterable<[serviceId: string, slot: ServiceSlot]> {
    return this.#slots;
  }

  /** Replaces the state of a service; its position in the order of eviction stays. */
  put(service: Id, slot: ServiceSlot): void {
    this.#slots.set(service.hex, slot);
    if (slot.state === "running") this.#awake.set(service.hex, slot);
    else this.#awake.delete(service.hex);
  }

  /** Puts the service to sleep. `removeLongestAsleep` removes all other sleeping services before it. */
  putToSleep(service: Id, slot: Asleep): void {
    this.remove(service);
    this.put(service, slot);
  }

  remove(service: Id): void {
    this.#slots.delete(service.hex);
    this.#awake.delete(service.hex);
  }

  get isFull(): boolean {
    return this.#slots.size >= INSTALLED_SERVICES_MAX;
  }

  get isOverfull(): boolean {
    return this.#slots.size > INSTALLED_SERVICES_MAX;
  }

  /** Removes and returns the service that has slept longest. Null when no service but `except` sleeps. */
  removeLongestAsleep(except: Id): Id | null {
    for (const [hex, { state }] of this.#slots) {
      if (state !== "asleep" || hex === except.hex) continue;
      this.#slots.delete(hex);
      return Id.fromHex(hex);
    }
    return null;
  }
}

/** Whether the service takes part in the routing of its messages, as far as is known before it runs. */
export function hasForward(slot: ServiceSlot): boolean {
  return slot.state === "running"
    ? slot.hosted.hasForward
    : (slot.installed?.exports.includes("forward") ?? false);
}
