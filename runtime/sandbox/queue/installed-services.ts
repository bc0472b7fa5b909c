/**
 * The registry of the services installed at one publisher's runners: how each is installed again, which
 * runner has its instance, which timers that instance has set. A cell registers what it installs; the runners
 * in front of the cell share its registry.
 */
import { hexOf } from "../../base/hex.ts";
import type { InstallRequest, Runner } from "../contract.ts";
import { LiveTimers } from "./live-timers.ts";

/** Tokens of a service that is installed again begin in the next range of this size. */
const TOKENS_PER_INSTALL = 1n << 40n;

export interface InstalledService {
  /** The request as its runner received it. */
  readonly request: InstallRequest;
  /** The runner that has its instance, or makes it with the next event. */
  readonly runner: Runner;
  readonly timers: LiveTimers;
  /** Where the tokens of its newest instance begin. */
  firstToken: bigint;
}

export class InstalledServices {
  /** By the service's id in hex. */
  readonly #services = new Map<string, InstalledService>();

  get(serviceId: Uint8Array): InstalledService | undefined {
    return this.#services.get(idHex(serviceId));
  }

  /** Registers an installation that succeeded. Timers of the service's instance before it end. */
  set(request: InstallRequest, runner: Runner): InstalledService {
    const before = this.get(request.serviceId);
    if (before?.request === request && before.runner === runner) return before;
    const timers = before?.timers ?? new LiveTimers();
    timers.instanceEnded();
    const service = { request, runner, timers, firstToken: request.firstToken };
    this.#services.set(idHex(request.serviceId), service);
    return service;
  }

  /** Does nothing if another runner has the service by now. */
  delete(serviceId: Uint8Array, runner: Runner): void {
    if (this.get(serviceId)?.runner === runner) this.#services.delete(idHex(serviceId));
  }

  of(runner: Runner): readonly InstalledService[] {
    return [...this.#services.values()].filter((service) => service.runner === runner);
  }

  /** Whether the runner has more than one service. */
  isShared(runner: Runner): boolean {
    let count = 0;
    for (const service of this.#services.values()) if (service.runner === runner && ++count > 1) return true;
    return false;
  }
}

/** A runner with a registry; the runners in front of it use the same. */
export interface RegisteringRunner extends Runner {
  readonly services: InstalledServices;
}

/** Tokens for the service's next instance, which neither this nor an earlier instance has used. */
export function takeTokens(service: InstalledService): bigint {
  service.firstToken += TOKENS_PER_INSTALL;
  return service.firstToken;
}

const hexes = new WeakMap<Uint8Array, string>();

/** An id in hex. Cached for each array: callers pass the same one with every batch. */
export function idHex(id: Uint8Array): string {
  let hex = hexes.get(id);
  if (hex === undefined) {
    hex = hexOf(id);
    hexes.set(id, hex);
  }
  return hex;
}
