/**
 * Ends services that run here. Services that are unused, take room from others or use too much memory go to
 * sleep (hibernation.ts chooses them). Services that expired, or that a revocation or the policy forbids, are
 * removed.
 */
import type { Clock } from "../base/environment.ts";
import type { Log } from "../base/log.ts";
import type { Installer } from "../deployment/installer.ts";
import type { FetchRefusal } from "../deployment/package.ts";
import type { Cells } from "./cells.ts";
import {
  busyVictims,
  type HibernationOptions,
  idleVictims,
  memoryVictims,
  roomVictims,
} from "./hibernation.ts";
import { installedOf } from "./hosted-service.ts";
import type { NeighbourSnapshots } from "./neighbour-snapshots.ts";
import type { ServiceRegistry } from "./registry.ts";
import type { RunnerAllocator } from "./runner-allocator.ts";
import type { Running, ServiceTable } from "./service-table.ts";
import type { UnknownServices } from "./unknown-services.ts";

/** How long a refused service is not tried again, in milliseconds. */
export const REFUSED_MS = 10_000;
/**
 * A service that waits for room first waits until a quiet service can be evicted. After this time, in
 * milliseconds, it evicts a busy service.
 */
const PUSH_MS = 500;
/** After a search that found no quiet service, the next search starts after this time, in milliseconds. */
const NONE_QUIET_MS = 20;
/** The period at which running services are checked for expiry, in milliseconds. */
const EXPIRY_CHECK_MS = 30_000;
/**
 * How long before a service expires the overlay is first asked for a renewed statement of its publisher, and
 * the period of the further requests, in milliseconds.
 */
const RENEWAL_MS = 30 * 60_000;
const RENEWAL_CHECK_MS = 5 * 60_000;
/**
 * Sweeps within the time after which an unused service sleeps, and the bounds of the time between two sweeps.
 */
const SWEEPS = 8;
const SWEEP_MS_MIN = 100;
/** A short maximum, since the memory of cells may grow fast. */
const SWEEP_MS_MAX = 1_000;

interface EvictionParts {
  readonly table: ServiceTable;
  readonly registry: ServiceRegistry;
  readonly unknown: UnknownServices;
  readonly allocator: RunnerAllocator;
  readonly neighbours: NeighbourSnapshots;
  readonly installer: Installer;
  readonly cells: Cells;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly log: Log;
  readonly options: HibernationOptions;
  /** Asks the overlay for a renewed statement or a newer version of the service. */
  readonly checkForNewer: (service: Running) => void;
}

export class Eviction {
  readonly #parts: EvictionParts;
  #noneQuietUntilMs = 0;
  #expiryCheckedMs = 0;
  #stopSweeps: (() => void) | null = null;
  #isClosed = false;

  constructor(parts: EvictionParts) {
    this.#parts = parts;
  }

  close(): void {
    this.#isClosed = true;
    this.#stopSweeps?.();
  }

  /**
   * Whether one more service may run, perhaps after others were put to sleep for it. `waitedMs`: how long the
   * service has waited for room. `publisher`: the id of its publisher, in hex.
   */
  hasRoom(waitedMs: number, publisher: string): boolean {
    const { allocator, options } = this.#parts;
    // Services that are about to run count as well.
    return allocator.entered < options.awakeMax || this.#makeRoom(waitedMs < PUSH_MS ? null : publisher);
  }

  /**
   * `pushing`: a publisher whose service has waited long enough to evict a busy one. Null when there is none.
   */
  #makeRoom(pushing: string | null): boolean {
    const { table, clock } = this.#parts;
    const now = clock.now();
    const victims = now < this.#noneQuietUntilMs ? [] : roomVictims(table.awake());
    if (victims.length === 0) {
      if (now >= this.#noneQuietUntilMs) this.#noneQuietUntilMs = now + NONE_QUIET_MS;
      if (pushing !== null) victims.push(...busyVictims(table.awake(), pushing));
    }
    for (const service of victims) this.#putToSleep(service);
    return victims.length > 0;
  }

  /** Removes a service that may not run any more. */
  expel({ id, hosted }: Running, refusal: FetchRefusal): void {
    const { table, registry, unknown, allocator, log } = this.#parts;
    const { reason, detail } = refusal;
    log.warn({ service: id.short, reason, detail }, "service ended");
    hosted.stop();
    allocator.release(hosted.package);
    table.remove(id);
    void registry.remove(id).catch(() => {});
    unknown.refuse(id, refusal, REFUSED_MS);
  }

  /** Removes each running service that the policy or a revocation forbids by now. */
  expelForbidden(): void {
    const { table, installer } = this.#parts;
    for (const service of [...table.awake()]) {
      const refusal = installer.refusalNow(service.hosted.package);
      if (refusal !== null) this.expel(service, refusal);
    }
  }

  /** Sweeps run from now until no service is awake. */
  startSweeps(): void {
    if (this.#stopSweeps !== null || this.#isClosed) return;
    const { clock, options } = this.#parts;
    const everyMs = Math.min(SWEEP_MS_MAX, Math.max(SWEEP_MS_MIN, options.idleMs / SWEEPS));
    this.#stopSweeps = clock.after(everyMs, () => {
      this.#stopSweeps = null;
      this.#sweep();
      if (this.#parts.table.awakeCount > 0) this.startSweeps();
    });
  }

  #sweep(): void {
    const { table, cells, clock, options } = this.#parts;
    for (const service of idleVictims(table.awake(), clock.now() - options.idleMs)) this.#putToSleep(service);
    for (const service of memoryVictims(table.awake(), cells.memory(), options)) this.#putToSleep(service);
    this.#expelExpired();
  }

  #putToSleep({ id, hosted, checkedMs }: Running): void {
    const { table, allocator, neighbours } = this.#parts;
    const installed = installedOf(hosted);
    hosted.sleep();
    allocator.release(hosted.package);
    const snapshot = hosted.exports.has("update") ? neighbours.take() : null;
    table.putToSleep(id, { state: "asleep", installed, hosted, checkedMs, neighbours: snapshot });
  }

  /** Before a service expires, its publisher may have renewed its statement. */
  #expelExpired(): void {
    const { table, clock, installer, wallClock, checkForNewer } = this.#parts;
    const now = clock.now();
    if (now - this.#expiryCheckedMs < EXPIRY_CHECK_MS) return;
    this.#expiryCheckedMs = now;
    for (const service of [...table.awake()]) {
      const { expiresMs } = service.hosted.package.authorization;
      if (wallClock() <= expiresMs - RENEWAL_MS) continue;
      const refusal = installer.refusalNow(service.hosted.package);
      if (refusal !== null) this.expel(service, refusal);
      else if (now - service.renewalMs >= RENEWAL_CHECK_MS) {
        service.renewalMs = now;
        checkForNewer(service);
      }
    }
  }
}
