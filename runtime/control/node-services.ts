/**
 * The services of this node as the control API shows them: those that it hosts, and those published from
 * here.
 */
import { dropOldest } from "../base/bounded.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { Installer } from "../deployment/installer.ts";
import { type Manifest, serviceOf } from "../deployment/manifest.ts";
import type { ServiceUsage } from "../sandbox/queue/service-queue.ts";
import type { Cells } from "../services/cells.ts";
import type { HostedService } from "../services/hosted-service.ts";
import type { ServiceEntry, ServiceHost } from "../services/service-host.ts";
import type { UpgradeReport } from "../services/upgrade-reports.ts";
import { byName, type ServiceRange, type ServiceStatus, type UsageStatus } from "./api.ts";

/** Maximum number of remembered services that were published from here. */
const PUBLISHED_MAX = 1_024;

interface NodeServicesParts {
  readonly host: ServiceHost;
  readonly cells: Cells;
  readonly installer: Installer;
}

export class NodeServices {
  readonly #parts: NodeServicesParts;
  /**
   * Services published from here: a client may call them by name before a message for them has reached this
   * node.
   */
  readonly #published = new Map<string, Manifest>();

  constructor(parts: NodeServicesParts) {
    this.#parts = parts;
  }

  notePublished(manifest: Manifest): void {
    this.#published.set(serviceOf(manifest).hex, manifest);
    dropOldest(this.#published, PUBLISHED_MAX);
  }

  /** Default: all services, sorted by name. */
  list(range?: ServiceRange): readonly ServiceStatus[] {
    const entries = new Map<string, ServiceEntry | Manifest>(this.#published);
    for (const entry of this.#parts.host.list()) entries.set(entry.serviceId, entry);
    const ids = [...entries.keys()].filter((id) => range === undefined || id > range.after);
    if (range !== undefined) ids.sort().splice(range.max);
    const list = ids.map((id) => this.#statusOf(id, entries.get(id) as ServiceEntry | Manifest));
    return range === undefined ? list.sort(byName) : list;
  }

  #statusOf(serviceId: string, what: ServiceEntry | Manifest): ServiceStatus {
    if (!("state" in what)) return { ...NOT_RUNNING, ...termsOf(serviceId, what) };
    return what.hosted === null
      ? this.#notHosted(serviceId, what)
      : this.#hosted(serviceId, what, what.hosted);
  }

  /** A service that has not run since the start of the node. */
  #notHosted(serviceId: string, { installed, state, detail }: ServiceEntry): ServiceStatus {
    const published = this.#published.get(serviceId);
    const known = published === undefined ? UNKNOWN : termsOf(serviceId, published);
    const terms = installed === null ? known : { ...installed, codeFrom: "local" };
    return { ...NOT_RUNNING, ...terms, serviceId, state, detail };
  }

  #hosted(serviceId: string, entry: ServiceEntry, hosted: HostedService): ServiceStatus {
    const { cells, host } = this.#parts;
    const { manifest, codeHash, codeFrom } = hosted.package;
    const cell = entry.state === "running" ? cells.usage(manifest.rootId) : null;
    const usage = hosted.queue?.usage ?? null;
    const lastUpgrade = host.lastUpgrade(hosted.package.serviceId);
    return {
      ...termsOf(serviceId, manifest),
      codeHash,
      codeFrom,
      state: entry.state,
      detail: entry.detail || (entry.state === "running" ? this.#runningDetail(hosted, lastUpgrade) : ""),
      upcalls: usage?.upcalls ?? 0,
      forwardUpcalls: usage?.forwardUpcalls ?? 0,
      faults: usage?.faults ?? 0,
      lastFault: usage?.lastFault ?? "",
      fuelUsed: usage?.fuelUsed ?? 0,
      storeBytes: usage?.storeBytes ?? 0,
      isInline: cells.isInline(manifest.rootId),
      cellPid: cell?.pid ?? 0,
      cellRssBytes: cell?.rssBytes ?? 0,
      cellRestarts: cell?.restarts ?? 0,
      lastUpgrade,
      usage: usageOf(hosted, entry.quarantine !== null),
    };
  }

  /** A note for the operator on a running service. Empty when there is none. */
  #runningDetail(hosted: HostedService, lastUpgrade: UpgradeReport | null): string {
    const { serviceId } = hosted.package;
    return (
      restText(hosted.queue?.usage ?? null) ||
      this.#consentText(serviceId) ||
      upgradeText(lastUpgrade) ||
      this.#declinedText(serviceId)
    );
  }

  #consentText({ hex }: Id): string {
    const pending = this.#parts.installer.pendingConsents.get(hex);
    return pending === undefined
      ? ""
      : `version ${pending.manifest.version} waits for \`prost consent ${hex.slice(0, 8)}\`: it also asks for ${pending.asks.join(", ")}`;
  }

  #declinedText(service: Id): string {
    const declined = this.#parts.installer.declined(service);
    return declined === null ? "" : `version ${declined.version} does not run here: ${declined.detail}`;
  }
}

const NOT_RUNNING = {
  codeFrom: "",
  state: "stopped",
  detail: "published from here; it runs when a message for it comes by",
  upcalls: 0,
  forwardUpcalls: 0,
  faults: 0,
  lastFault: "",
  fuelUsed: 0,
  storeBytes: 0,
  isInline: false,
  cellPid: 0,
  cellRssBytes: 0,
  cellRestarts: 0,
  usage: null,
  lastUpgrade: null,
} as const;

/** A service that is being fetched, or could not be fetched. */
const UNKNOWN = {
  rootId: "",
  name: "",
  version: 0,
  label: "",
  codeHash: "",
  capabilities: [],
} as const;

function termsOf(serviceId: string, { rootId, name, version, label, codeHash, capabilities }: Manifest) {
  return {
    serviceId,
    rootId: hexOf(rootId),
    name,
    version,
    label,
    codeHash: hexOf(codeHash),
    capabilities,
  };
}

function usageOf(hosted: HostedService, isHeld: boolean): UsageStatus | null {
  const used = hosted.queue?.usage ?? null;
  if (used === null) return null;
  const { drops, ...traffic } = hosted.traffic;
  const { limits } = hosted.package;
  return {
    ...traffic,
    fuel: used.fuel,
    events: used.events,
    busyMs: used.busyMs,
    storeBytesWritten: used.storeBytesWritten,
    queued: used.queued,
    throttled: used.isThrottled,
    timesThrottled: used.throttled,
    restMs: Math.round(used.restMs),
    quarantined: used.isQuarantined || isHeld,
    memoryPages: limits.memoryPages,
    fuelPerSecond: hosted.rates.fuelPerSecond,
    storeBytesMax: limits.storeBytes,
    drops: Object.entries(drops).flatMap(([cause, count]) => (count === 0 ? [] : [{ cause, count }])),
  };
}

/** Why a running service takes no messages. Empty when it takes them. */
function restText(usage: ServiceUsage | null): string {
  if (usage === null || usage.restMs === 0) return "";
  const seconds = Math.ceil(usage.restMs / 1_000);
  return usage.isQuarantined
    ? `in quarantine, because every event has faulted for a while; the next attempt is in ${seconds} s; last fault: ${usage.lastFault}`
    : `rests for ${seconds} s after several faults in a row; last fault: ${usage.lastFault}`;
}

/** Why the old version continues to run. Empty when it does not. */
function upgradeText(last: UpgradeReport | null): string {
  return last === null || last.ok ? "" : `version ${last.toVersion} does not start: ${last.detail}`;
}
