/**
 * Replaces running services by newer versions. The new version starts beside the old one, with its store and,
 * where both support it, a snapshot of its memory; messages wait meanwhile. If it does not start, the old
 * version stays.
 */
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { CheckOptions, Installer } from "../deployment/installer.ts";
import type { Package } from "../deployment/package.ts";
import type { UpgradeOutcome } from "../sandbox/queue/service-queue.ts";
import { type HostedService, installedOf } from "./hosted-service.ts";
import { type InstallContext, installRequest } from "./install-request.ts";
import type { ServiceRegistry } from "./registry.ts";
import type { RunnerAllocator } from "./runner-allocator.ts";
import type { Running, ServiceTable } from "./service-table.ts";
import { type UpgradeReport, UpgradeReports } from "./upgrade-reports.ts";

/**
 * The shortest time between two checks of one service, in milliseconds, and the maximum number of services
 * that are checked at a time and per second.
 */
const CHECK_MS = 30_000;
const CHECKS_MAX = 16;
const CHECKS_PER_SECOND = 20;

interface UpgraderParts {
  readonly table: ServiceTable;
  readonly registry: ServiceRegistry;
  readonly allocator: RunnerAllocator;
  readonly installer: Installer;
  readonly clock: Clock;
  readonly context: InstallContext;
  readonly log: Log;
}

export class Upgrader {
  readonly #parts: UpgraderParts;
  readonly #reports = new UpgradeReports();
  /** Upgrades under way, by service. */
  readonly #upgrades = new Map<string, Promise<void>>();
  #checks = 0;
  #isClosed = false;

  constructor(parts: UpgraderParts) {
    this.#parts = parts;
  }

  close(): void {
    this.#isClosed = true;
  }

  /**
   * Notes that a message has arrived for the service, and checks for a newer version if the last check is
   * old.
   */
  noteUse(service: Running): void {
    const { clock, table } = this.#parts;
    service.usedMs = clock.now();
    const everyMs = Math.max(CHECK_MS, (1000 * table.awakeCount) / CHECKS_PER_SECOND);
    if (service.usedMs - service.checkedMs >= everyMs) this.check(service);
  }

  /**
   * Upgrades the service if the overlay has a newer version. When too many checks are under way, the check is
   * made with the next message instead.
   */
  check(service: Running): void {
    if (this.#checks >= CHECKS_MAX) {
      service.checkedMs = Number.NEGATIVE_INFINITY;
      return;
    }
    service.checkedMs = service.usedMs;
    this.#checks++;
    void this.upgrade(service.id, { isUrgent: false }).finally(() => this.#checks--);
  }

  /** Replaces a running service by the newest published version, if there is one. */
  async upgrade(service: Id, options: CheckOptions = { isUrgent: true }): Promise<void> {
    const { hex } = service;
    const underWay = this.#upgrades.get(hex);
    if (underWay !== undefined) {
      // That upgrade may have asked the overlay before the newest version was published.
      await underWay;
      if (!options.isUrgent || this.#upgrades.has(hex)) return this.#upgrades.get(hex);
    }
    const running = this.#parts.table.running(service);
    if (running === null) return;
    const upgrade = this.#upgrade(running, options).finally(() => this.#upgrades.delete(hex));
    this.#upgrades.set(hex, upgrade);
    return upgrade;
  }

  /** The last upgrade of the service. Null when there was none since the node was started. */
  last(service: Id): UpgradeReport | null {
    return this.#reports.last(service);
  }

  async #upgrade(service: Running, options: CheckOptions): Promise<void> {
    const { installer, table } = this.#parts;
    if (!(await installer.check(service.id, options))) return;
    if (!this.#isClosed && table.running(service.id) === service) await this.#replace(service);
  }

  async #replace({ id, hosted }: Running): Promise<void> {
    const old = hosted.package;
    const loaded = this.#parts.installer.load(id);
    const next = loaded?.ok ? loaded.package : null;
    if (next === null || next.manifest.version <= old.manifest.version) return;
    const outcome = await this.#start(hosted, next);
    this.#report(old, next, outcome);
    if (outcome.ok) await this.#commit(id, hosted);
    else await this.#revert(id, old);
  }

  async #start(hosted: HostedService, next: Package): Promise<UpgradeOutcome> {
    const { allocator, context } = this.#parts;
    const refusal = allocator.regrant(next);
    if (refusal !== null) return { ok: false, fault: "quota", detail: refusal, heldMs: 0 };
    const request = installRequest(context, next, hosted.tokensAfter);
    return hosted.upgrade(next, new Set(next.exports), request);
  }

  async #commit(id: Id, hosted: HostedService): Promise<void> {
    const { registry, installer } = this.#parts;
    registry.put(id, installedOf(hosted)).catch(() => {});
    await installer.commit(id);
  }

  /**
   * Restores the version that runs on the disk. The newer version is tried again after a restart at the
   * earliest.
   */
  async #revert(id: Id, old: Package): Promise<void> {
    const { allocator, installer } = this.#parts;
    // It cannot fail: the grant of the old version was within the totals before.
    allocator.regrant(old);
    await installer.revert(id);
  }

  #report(old: Package, next: Package, outcome: UpgradeOutcome): void {
    const { context, log } = this.#parts;
    const { name, version } = next.manifest;
    this.#reports.add(next.serviceId, {
      fromVersion: old.manifest.version,
      toVersion: version,
      atMs: context.wallClock(),
      heldMs: Math.round(outcome.heldMs),
      ok: outcome.ok,
      hasRestored: outcome.ok && outcome.hasRestored,
      detail: outcome.ok ? "" : `${outcome.fault}: ${outcome.detail}`,
    });
    const fields = { service: name, version, heldMs: outcome.heldMs };
    if (outcome.ok) log.info({ ...fields, hasRestored: outcome.hasRestored }, "service upgraded");
    else {
      const { fault, detail } = outcome;
      log.warn({ ...fields, reason: fault, detail }, "a newer version does not start; the old version stays");
    }
  }
}
