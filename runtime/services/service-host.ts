/**
 * The services of this node, as one application of the overlay: the interface for the node's operator and its
 * parts.
 *
 * A node learns of a service when a message for it arrives or passes (service-router.ts). Its code is
 * fetched, checked and started (activation.ts), replaced by newer versions (upgrader.ts), and put to sleep
 * when it is unused (eviction.ts). A service that has run here is known, asleep, when the node starts again.
 */
import type { Clock, Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { Installer } from "../deployment/installer.ts";
import type { Package } from "../deployment/package.ts";
import type { Policy } from "../deployment/policy.ts";
import type { Overlay } from "../overlay/api.ts";
import type { Jail } from "../sandbox/cell/jail.ts";
import { type Quarantine, type QuarantineState, quarantineText } from "../sandbox/cell/quarantine.ts";
import type { RuleKind } from "../sandbox/contract.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import type { Registers } from "../storage/registers/service.ts";
import { Activation } from "./activation.ts";
import type { Cells } from "./cells.ts";
import { Eviction } from "./eviction.ts";
import { HIBERNATION_DEFAULT, type HibernationOptions } from "./hibernation.ts";
import type { HostedService, ServiceContext } from "./hosted-service.ts";
import { KnownNodes } from "./known-nodes.ts";
import { NeighbourSnapshots } from "./neighbour-snapshots.ts";
import { viewOf } from "./overlay-view.ts";
import { type RegistryEntry, ServiceRegistry } from "./registry.ts";
import type { RuleResult } from "./rules.ts";
import { RunnerAllocator } from "./runner-allocator.ts";
import { ServiceRouter } from "./service-router.ts";
import { type ServiceSlot, ServiceTable } from "./service-table.ts";
import { Subscriptions } from "./subscriptions.ts";
import { UnknownServices } from "./unknown-services.ts";
import type { UpgradeReport } from "./upgrade-reports.ts";
import { Upgrader } from "./upgrader.ts";

interface ServiceHostParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  /** Default: services have no registers. */
  readonly registers?: Registers;
  readonly store: LocalStore;
  readonly installer: Installer;
  readonly cells: Cells;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly log: Log;
  /** The policy in force. */
  readonly policy: () => Policy;
  readonly hibernation?: Partial<HibernationOptions>;
  /** The isolation of the cells; absent where there are none. */
  readonly isolation?: Jail | undefined;
  readonly quarantine?: Quarantine | undefined;
}

/** Reason `upgrade`: the newest version does not run, while an older one does. */
type EnsureOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

export interface ServiceEntry {
  readonly serviceId: string;
  readonly state: ServiceSlot["state"] | "refused";
  /** Why the service does not run. */
  readonly detail: string;
  /** Null when the code is not in quarantine. In quarantine the service gets no messages. */
  readonly quarantine: QuarantineState | null;
  /** Null when the service has not run since the node was started. */
  readonly hosted: HostedService | null;
  /** The registry entry of a service that is asleep or waking. */
  readonly installed: RegistryEntry | null;
}

export class ServiceHost {
  readonly #cells: Cells;
  readonly #table = new ServiceTable();
  readonly #unknown: UnknownServices;
  readonly #allocator: RunnerAllocator;
  readonly #upgrader: Upgrader;
  readonly #eviction: Eviction;
  readonly #activation: Activation;
  readonly #subscriptions = new Subscriptions();

  constructor(parts: ServiceHostParts) {
    const { overlay, store, installer, cells, clock, wallClock, log, policy, isolation, quarantine } = parts;
    const nodes = new KnownNodes(overlay);
    const context: ServiceContext = {
      ...parts,
      nodes,
      emit: (service, payload) => this.#subscriptions.emit(service, payload),
    };
    const table = this.#table;
    const registry = new ServiceRegistry(store);
    const unknown = new UnknownServices(clock);
    const allocator = new RunnerAllocator({ cells, policy, isolation, quarantine });
    const neighbours = new NeighbourSnapshots(overlay);
    const shared = { table, registry, unknown, allocator, neighbours, installer, clock, log };
    const upgrader = new Upgrader({ ...shared, context });
    const options = { ...HIBERNATION_DEFAULT, ...parts.hibernation };
    const checkForNewer = upgrader.check.bind(upgrader);
    const eviction = new Eviction({ ...shared, cells, wallClock, options, checkForNewer });
    const activation = new Activation({ ...shared, eviction, upgrader, store, policy, context });
    this.#cells = cells;
    this.#unknown = unknown;
    this.#allocator = allocator;
    this.#upgrader = upgrader;
    this.#eviction = eviction;
    this.#activation = activation;
    readInstalled(registry, table);
    overlay.register(null, new ServiceRouter({ overlay, table, unknown, activation, upgrader }));
    overlay.onChange(() => {
      nodes.refresh();
      cells.setView(viewOf(overlay));
    });
    cells.setView(viewOf(overlay));
  }

  /** Fetches, or wakes, and starts the service if it does not run. Resolves when it runs, or will not run. */
  async ensure(service: Id): Promise<EnsureOutcome> {
    const slot = this.#activation.begin(service, null);
    if (slot !== null && slot.state !== "running") await slot.done;
    if (this.isRunning(service)) return { ok: true };
    const refusal = this.#unknown.refusalOf(service);
    if (refusal !== null) return { ok: false, ...refusal };
    return { ok: false, reason: "unavailable", detail: "the service could not be fetched" };
  }

  /**
   * As `ensure`, for the newest published version: fails if that version does not run, though the one before
   * it does.
   */
  async deploy(service: Id): Promise<EnsureOutcome> {
    const outcome = await this.ensure(service);
    if (!outcome.ok) return outcome;
    const before = this.#upgrader.last(service);
    await this.upgrade(service);
    const last = this.#upgrader.last(service);
    return last === before || last === null || last.ok
      ? { ok: true }
      : { ok: false, reason: "upgrade", detail: `version ${last.toVersion}: ${last.detail}` };
  }

  /** Replaces a running service by the newest published version, if there is one. */
  upgrade(service: Id): Promise<void> {
    return this.#upgrader.upgrade(service);
  }

  /** The result of the service's last upgrade here. Null when there was none since the node was started. */
  lastUpgrade(service: Id): UpgradeReport | null {
    return this.#upgrader.last(service);
  }

  /** Evaluates a rule of the service (rules.ts), which is fetched or woken for it. */
  async evaluateRule(
    service: Id,
    kind: RuleKind,
    key: Uint8Array,
    payload: Uint8Array,
    origin: Uint8Array | null,
  ): Promise<RuleResult> {
    const outcome = await this.ensure(service);
    const running = this.#table.running(service);
    if (!outcome.ok || running === null) {
      const why = outcome.ok ? "it is being replaced" : outcome.detail;
      const detail = `service ${service.short} does not run here: ${why}`;
      return { ok: false, reason: "unavailable", detail };
    }
    this.#upgrader.noteUse(running);
    return running.hosted.evaluateRule(kind, key, payload, origin);
  }

  isRunning(service: Id): boolean {
    return this.#table.running(service) !== null;
  }

  /**
   * A service that runs is not put to sleep, unless another service needs its room, until the returned
   * function is called.
   */
  keepAwake(service: Id): () => void {
    return this.#table.running(service)?.hosted.keepAwake() ?? (() => {});
  }

  /** The package that runs. Null when the service does not run. */
  packageOf(service: Id): Package | null {
    return this.#table.running(service)?.hosted.package ?? null;
  }

  /** Calls `receive` for each emission of the service at this node, until the returned function is called. */
  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void {
    return this.#subscriptions.add(service, receive);
  }

  /** All known services, in no order. */
  *list(): Iterable<ServiceEntry> {
    for (const [serviceId, slot] of this.#table.entries()) yield this.#entry(serviceId, slot);
    for (const { serviceId, refusal } of this.#unknown.refusals()) {
      const detail = `${refusal.reason}: ${refusal.detail}`;
      yield { serviceId, state: "refused", detail, quarantine: null, hosted: null, installed: null };
    }
  }

  #entry(serviceId: string, slot: ServiceSlot): ServiceEntry {
    const { state } = slot;
    if (state === "running") {
      const { hosted } = slot;
      const quarantine = this.#allocator.quarantineOf(hosted.package);
      const detail = quarantine === null ? "" : quarantineText(quarantine);
      return { serviceId, state, detail, quarantine, hosted, installed: null };
    }
    const hosted = state === "asleep" ? slot.hosted : null;
    return { serviceId, state, detail: "", quarantine: null, hosted, installed: slot.installed };
  }

  /** The ids, in hex, of the services that run here or sleep. */
  installedIds(): readonly string[] {
    return [...this.#table.entries()].flatMap(([hex, { state }]) =>
      state === "running" || state === "asleep" ? [hex] : [],
    );
  }

  /** The number of services by state. `inline`: awake services that run in the node's process. */
  counts(): { readonly awake: number; readonly asleep: number; readonly inline: number } {
    let asleep = 0;
    for (const [, { state }] of this.#table.entries()) if (state === "asleep") asleep++;
    return { awake: this.#table.awakeCount, asleep, inline: this.#cells.inlineServices };
  }

  /** After a change of the policy, or a revocation: ends the services that may not run any more, at once. */
  reconsider(): void {
    this.#eviction.expelForbidden();
    // The change may allow a service that was refused.
    this.#unknown.forgetRefusals();
  }

  async close(): Promise<void> {
    this.#activation.close();
    this.#upgrader.close();
    this.#eviction.close();
    for (const { hosted } of this.#table.awake()) hosted.stop();
    await this.#cells.close();
  }
}

/** The services that ran before the node was started, asleep. */
function readInstalled(registry: ServiceRegistry, table: ServiceTable): void {
  for (const { serviceId, installed } of registry.read()) {
    if (table.isFull) break;
    const checkedMs = Number.NEGATIVE_INFINITY;
    table.put(serviceId, { state: "asleep", installed, hosted: null, checkedMs, neighbours: null });
  }
}
