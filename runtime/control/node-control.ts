/** What a node lets its operator and its applications do, carried out on its own parts (control/api.ts). */

import { STORE_KEY_BYTES_MAX } from "../../abi/abi.ts";
import { dropOldest } from "../base/bounded.ts";
import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import { VERSION } from "../base/version.ts";
import type { RecordSource } from "../deployment/code.ts";
import type { Installer } from "../deployment/installer.ts";
import { type Manifest, serviceOf } from "../deployment/manifest.ts";
import { DEPLOY_COUNT_MAX, type DeployReport, type Placement } from "../deployment/placement.ts";
import type { Policy } from "../deployment/policy.ts";
import { openPublication, statedOf } from "../deployment/publication.ts";
import { type PublishProgress, publish } from "../deployment/publisher.ts";
import type { PublisherStore } from "../deployment/publisher-store.ts";
import type { ReplicaCounter } from "../deployment/replica-count.ts";
import type { RevocationGossip } from "../deployment/revocation-gossip.ts";
import { versionsOf } from "../deployment/version-history.ts";
import type { Overlay } from "../overlay/api.ts";
import type { Tracer } from "../overlay/trace.ts";
import type { Traffic } from "../overlay/traffic.ts";
import { type Jail, missingOf } from "../sandbox/cell/jail.ts";
import type { ServiceUsage } from "../sandbox/queue/service-queue.ts";
import { RECORDING_BYTES_MAX, Recorder, type RecordingHandle } from "../sandbox/recording/recorder.ts";
import type { Cells } from "../services/cells.ts";
import type { HostedService } from "../services/hosted-service.ts";
import type { ServiceEntry, ServiceHost } from "../services/service-host.ts";
import type { UpgradeReport } from "../services/upgrades.ts";
import { recordOfForm } from "../storage/kinds/index.ts";
import type { RecordForm, ReplicatedStorage } from "../storage/record.ts";
import { REGISTER_VALUE_BYTES_MAX } from "../storage/registers/register.ts";
import type { RegisterOutcome, Registers } from "../storage/registers/service.ts";
import {
  byName,
  type DeployRequest,
  type NodeControl,
  type NodeStatus,
  type PublishedVersions,
  type PublishRequest,
  type RecordingEnd,
  type RecordingReceiver,
  type RecordRequest,
  type RegisterContent,
  type SendReply,
  type SendRequest,
  type ServiceRange,
  type ServiceStatus,
  type TraceHop,
  type TraceRequest,
  type UsageStatus,
} from "./api.ts";
import type { TrialRun } from "./trial.ts";
import type { Trials } from "./trials.ts";

/** Services whose names are remembered because they were published from here. */
const PUBLISHED_MAX = 1_024;
/** Told of at a time: each record has some KiB. */
const VERSIONS_MAX = 32;

export interface LocalControlParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly registers: Registers;
  readonly host: ServiceHost;
  readonly cells: Cells;
  readonly networkId: Id;
  /** What holds the cells of this node. */
  readonly isolation: Jail;
  readonly installer: Installer;
  readonly replicaCounter: ReplicaCounter;
  /** Where is read what is published. Left out: the storage. */
  readonly reader?: RecordSource;
  readonly placement: Placement;
  readonly publishers: PublisherStore;
  readonly revocations: RevocationGossip;
  /** What is in force. */
  readonly policy: () => Policy;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly trials: Trials;
  readonly tracer: Tracer;
  readonly traffic: Traffic;
}

export class LocalControl implements NodeControl {
  readonly #parts: LocalControlParts;
  readonly #startMs = performance.now();
  /** Published from here: what an application may call by name before this node has met it. */
  readonly #published = new Map<string, Manifest>();

  /** One for each publisher at the most. */
  readonly #recordings = new Map<string, RecordingHandle>();

  constructor(parts: LocalControlParts) {
    this.#parts = parts;
  }

  async status(): Promise<NodeStatus> {
    const { overlay, storage, isolation } = this.#parts;
    const { counters } = overlay;
    const { records, bytes } = storage.stored();
    const leafSet = overlay.neighborSet(Number.MAX_SAFE_INTEGER);
    const services = this.#parts.host.counts();
    const leaves = new Set(leafSet.map((node) => node.id.hex));
    return {
      networkId: this.#parts.networkId.hex,
      nodeId: overlay.self.id.hex,
      address: overlay.self.address,
      overlay: overlay.status,
      leafSet: leafSet.length,
      leafNodes: leafSet.map(({ id, address }) => ({ nodeId: id.hex, address })),
      tableFill: overlay.tableFill(),
      estimatedNodes: overlay.estimateNodes(),
      sends: this.#parts.traffic.rates(),
      routingTable: overlay.knownNodes().filter((node) => !leaves.has(node.id.hex)).length,
      forwarded: counters.forwarded,
      delivered: counters.delivered,
      rerouted: counters.rerouted,
      retransmitted: counters.retransmitted,
      dropped: counters.dropped,
      malformed: counters.malformed,
      bytesSent: counters.bytesSent,
      bytesReceived: counters.bytesReceived,
      recordsHeld: records,
      recordBytes: bytes,
      pid: process.pid,
      rssBytes: process.memoryUsage.rss(),
      servicesAwake: services.awake,
      servicesAsleep: services.asleep,
      servicesInline: services.inline,
      isolation: isolation.level,
      isolationMissing: missingOf(isolation),
      uptimeMs: Math.round(performance.now() - this.#startMs),
      version: VERSION,
    };
  }

  trace({ key, ...options }: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void> {
    return this.#parts.tracer.trace(key, options, ({ hop, node, delayMs, isRoot }) =>
      onHop({ hop, nodeId: node?.id.hex ?? "", address: node?.address ?? "", delayMs, isRoot }),
    );
  }

  async publish(request: PublishRequest, onProgress: (progress: PublishProgress) => void): Promise<void> {
    const { storage, networkId, reader = storage } = this.#parts;
    const manifestEnvelope = request.manifest;
    const replicaCounter = request.waits === true ? { replicaCounter: this.#parts.replicaCounter } : {};
    const { module } = request;
    await publish({ storage, reader, networkId, module, manifestEnvelope, onProgress, ...replicaCounter });
    const opened = openPublication(manifestEnvelope, networkId);
    if (!opened.ok) return;
    this.#published.set(serviceOf(opened.manifest).hex, opened.manifest);
    dropOldest(this.#published, PUBLISHED_MAX);
  }

  deploy(
    { service, target }: DeployRequest,
    onProgress: (report: DeployReport) => void,
  ): Promise<DeployReport> {
    if (target.kind === "count" && (target.count < 1 || target.count > DEPLOY_COUNT_MAX))
      throw new ProstError(
        "INVALID_ARGUMENT",
        `a deployment is for 1 to ${DEPLOY_COUNT_MAX} nodes, not ${target.count}`,
      );
    return this.#parts.placement.deploy(service, target, onProgress);
  }

  async versions(service: Id, max: number): Promise<PublishedVersions> {
    const { storage, networkId, installer, reader = storage } = this.#parts;
    const most = max === 0 ? VERSIONS_MAX : Math.min(max, VERSIONS_MAX);
    const publications = await versionsOf({ storage, networkId, reader }, service, most);
    const declined = installer.declined(service);
    return {
      publications,
      equivocation: this.#equivocation(publications, installer.equivocation(service)),
      declined: declined === null ? "" : `version ${declined.version}: ${declined.detail}`,
    };
  }

  /** Of what contradicts each other, that which is not published. */
  #equivocation(publications: readonly Uint8Array[], records: readonly Uint8Array[]): Uint8Array | null {
    const published = new Set(publications.map((record) => hexOf(statedOf(record).manifestHash)));
    return (
      records.find((record) => !published.has(hexOf(statedOf(record).manifestHash))) ?? records[0] ?? null
    );
  }

  async revoke(rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null> {
    const { publishers, revocations } = this.#parts;
    if (withdrawal !== null) {
      const taken = await revocations.take(withdrawal, null);
      if (!taken.ok) throw new ProstError("INVALID_ARGUMENT", `the revocation is refused: ${taken.detail}`);
    }
    return publishers.record(rootId);
  }

  async consent(service: Id): Promise<readonly string[]> {
    const { installer, host } = this.#parts;
    const agreed = await installer.consent(service);
    if (agreed.length > 0) {
      host.reconsider();
      await host.upgrade(service);
    }
    return agreed;
  }

  async policy(): Promise<string> {
    return JSON.stringify(this.#parts.policy());
  }

  async services(range?: ServiceRange): Promise<readonly ServiceStatus[]> {
    const entries = new Map<string, ServiceEntry | Manifest>(this.#published);
    for (const entry of this.#parts.host.list()) entries.set(entry.serviceId, entry);
    const ids = [...entries.keys()].filter((id) => range === undefined || id > range.after);
    if (range !== undefined) ids.sort().splice(range.max);
    const list = ids.map((id) => this.#status(id, entries.get(id) as ServiceEntry | Manifest));
    return range === undefined ? list.sort(byName) : list;
  }

  #status(serviceId: string, what: ServiceEntry | Manifest): ServiceStatus {
    if (!("state" in what)) return { ...NOT_MET, ...about(serviceId, what) };
    const { hosted, resident, state, detail, held } = what;
    if (hosted === null) {
      const published = this.#published.get(serviceId);
      const known = published === undefined ? NAMELESS : about(serviceId, published);
      const named = resident === null ? known : { ...resident, codeFrom: "local" };
      return { ...NOT_MET, ...named, serviceId, state, detail };
    }
    const { manifest, codeHash, codeFrom } = hosted.package;
    const cell = state === "running" ? this.#parts.cells.usage(manifest.rootId) : null;
    const usage = hosted.inbox?.usage ?? null;
    const lastUpgrade = this.#parts.host.lastUpgrade(hosted.package.serviceId);
    return {
      ...about(serviceId, manifest),
      codeHash,
      codeFrom,
      state,
      detail:
        detail ||
        (state === "running"
          ? restOf(usage) ||
            this.#waitingText(serviceId) ||
            upgradeText(lastUpgrade) ||
            this.#declinedText(hosted.package.serviceId)
          : ""),
      upcalls: usage?.upcalls ?? 0,
      forwardUpcalls: usage?.forwardUpcalls ?? 0,
      faults: usage?.faults ?? 0,
      lastFault: usage?.lastFault ?? "",
      fuelUsed: usage?.fuelUsed ?? 0,
      storeBytes: usage?.storeBytes ?? 0,
      isInline: this.#parts.cells.isInline(manifest.rootId),
      cellPid: cell?.pid ?? 0,
      cellRssBytes: cell?.rssBytes ?? 0,
      cellRestarts: cell?.restarts ?? 0,
      lastUpgrade,
      usage: usageOf(hosted, held !== null),
    };
  }

  /** What a newer version asks for; empty: none waits. */
  #waitingText(serviceId: string): string {
    const waits = this.#parts.installer.pendingConsents.get(serviceId);
    return waits === undefined
      ? ""
      : `version ${waits.manifest.version} waits for \`prost consent ${serviceId.slice(0, 8)}\`: it asks for ${waits.asks.join(", ")} as well`;
  }

  #declinedText(service: Id): string {
    const declined = this.#parts.installer.declined(service);
    return declined === null ? "" : `version ${declined.version} does not run here: ${declined.detail}`;
  }

  send(request: SendRequest): Promise<SendReply> {
    const { overlay } = this.#parts;
    const { service, key, payload, timeoutMs } = request;
    if (timeoutMs === 0) {
      overlay.route(service, key, payload);
      return Promise.resolve({ payload: new Uint8Array(0), from: "", hops: 0 });
    }
    return new Promise((resolve, reject) => {
      overlay.request(service, key, payload, { timeoutMs }, (response) => {
        if (response.ok)
          resolve({ payload: response.payload, from: response.from.id.hex, hops: response.hops });
        else reject(noAnswer(response.reason, service, timeoutMs));
      });
    });
  }

  async record(
    { service, eventsMax, restarts, withModule }: RecordRequest,
    receiver: RecordingReceiver,
  ): Promise<{ stop(reason: RecordingEnd): void }> {
    const { host, cells, installer, wallClock } = this.#parts;
    const started = await host.ensure(service);
    const what = host.packageOf(service);
    if (!started.ok || what === null) {
      const detail = started.ok ? "it is being replaced by a newer version; try again" : started.detail;
      throw new ProstError("NOT_FOUND", `service ${service.short} does not run here: ${detail}`);
    }
    const module = withModule ? installer.original(service, what.codeHash) : null;
    if (withModule && module === null) {
      throw new ProstError(
        "FAILED_PRECONDITION",
        `this node does not hold the code of ${what.manifest.name} as it was published; record without the module`,
      );
    }
    const runner = cells.runnerOf(what.manifest.rootId);
    if (!(runner instanceof Recorder))
      throw new ProstError("UNIMPLEMENTED", `this node cannot record ${what.manifest.name}`);
    const plan = {
      serviceId: service.bytes,
      name: what.manifest.name,
      version: what.manifest.version,
      codeHash: what.manifest.codeHash,
      software: VERSION,
      nowMs: wallClock(),
      module,
      eventsMax: eventsMax === 0 ? null : eventsMax,
      bytesMax: RECORDING_BYTES_MAX,
      restarts,
    };
    // Its instance is what is recorded, so it does not sleep meanwhile.
    const release = host.keepAwake(service);
    const recording = runner.record(plan, {
      write: (piece, events) => receiver.write(piece, events),
      end: (reason, events) => {
        if (this.#recordings.get(service.hex) === recording) this.#recordings.delete(service.hex);
        release();
        receiver.end(reason, events);
      },
    });
    this.#recordings.set(service.hex, recording);
    return recording;
  }

  async stopRecording(service: Id): Promise<void> {
    const recording = this.#recordings.get(service.hex);
    if (recording === undefined)
      throw new ProstError("NOT_FOUND", `service ${service.short} is not being recorded at this node`);
    recording.stop("asked");
  }

  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void {
    return this.#parts.host.subscribe(service, receive);
  }

  async put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form: RecordForm = "plain",
  ): Promise<void> {
    checkField(field);
    if (form === "evidence")
      throw new ProstError("INVALID_ARGUMENT", "evidence is written by the nodes that find it");
    const name = recordOfForm(form, service, key, field);
    const outcome = await this.#parts.storage.put(name, value, { ttlSeconds });
    if (outcome.ok) return;
    if (outcome.reason === "refused")
      throw new ProstError("INVALID_ARGUMENT", `record ${key.short} was refused: ${outcome.detail}`);
    if (outcome.reason === "overloaded")
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `record ${key.short} was not stored, too many writes wait (${outcome.detail}); try again`,
      );
    throw new ProstError(
      "UNAVAILABLE",
      `record ${key.short} is not yet on enough nodes (${outcome.detail}); try again`,
    );
  }

  async readRegister(service: Id, key: Id): Promise<RegisterContent> {
    return contentOf(key, await this.#parts.registers.read({ scope: service, key }));
  }

  async setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }> {
    if ((value?.length ?? 0) > REGISTER_VALUE_BYTES_MAX)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `a register holds at most ${REGISTER_VALUE_BYTES_MAX} bytes, not ${value?.length}`,
      );
    const outcome = await this.#parts.registers.compareAndSet({ scope: service, key }, expected, value);
    return { wasSet: outcome.kind === "set", ...contentOf(key, outcome) };
  }

  async get(service: Id, key: Id, field: Uint8Array, form: RecordForm = "plain"): Promise<Uint8Array | null> {
    checkField(field);
    const outcome = await this.#parts.storage.get(recordOfForm(form, service, key, field));
    if (outcome.ok) return outcome.record.value;
    if (outcome.reason === "none") return null;
    throw new ProstError(
      "UNAVAILABLE",
      `the nodes that hold record ${key.short} could not be reached; this does not mean that there is none. Try again`,
    );
  }

  trial(): TrialRun {
    return this.#parts.trials.open();
  }
}

function contentOf(key: Id, outcome: RegisterOutcome): RegisterContent {
  if ("version" in outcome) return { version: outcome.version, value: outcome.value };
  if (outcome.kind === "overloaded")
    throw new ProstError(
      "RESOURCE_EXHAUSTED",
      `register ${key.short} was not asked, too many wait; try again`,
    );
  throw new ProstError(
    "UNAVAILABLE",
    `no majority of the nodes that hold register ${key.short} could be had; if it was to be set, it may or may not have been: read it before you try again`,
  );
}

const NOT_MET = {
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

function usageOf(hosted: HostedService, isHeld: boolean): UsageStatus | null {
  const used = hosted.inbox?.usage ?? null;
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

/** Why a service that runs takes no messages; empty: it does. */
function restOf(usage: ServiceUsage | null): string {
  if (usage === null || usage.restMs === 0) return "";
  const seconds = Math.ceil(usage.restMs / 1_000);
  return usage.isQuarantined
    ? `in quarantine: it has faulted on everything for long, and is tried again in ${seconds} s; last fault: ${usage.lastFault}`
    : `rests for ${seconds} s after faults in a row; last fault: ${usage.lastFault}`;
}

/** Why an older version goes on; empty: it does not. */
function upgradeText(last: UpgradeReport | null): string {
  return last === null || last.ok ? "" : `version ${last.toVersion} does not start: ${last.detail}`;
}

/** What could not be fetched, or is being fetched. */
const NAMELESS = {
  rootId: "",
  name: "",
  version: 0,
  label: "",
  codeHash: "",
  capabilities: [],
} as const;

/** What its manifest says of a service. */
function about(serviceId: string, { rootId, name, version, label, codeHash, capabilities }: Manifest) {
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

function checkField(field: Uint8Array): void {
  if (field.length > STORE_KEY_BYTES_MAX) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a field of ${field.length} bytes is too long; at most ${STORE_KEY_BYTES_MAX} are allowed`,
    );
  }
}

function noAnswer(reason: "timeout" | "refused" | "overloaded", service: Id, timeoutMs: number): ProstError {
  switch (reason) {
    case "timeout":
      return new ProstError(
        "DEADLINE_EXCEEDED",
        `service ${service.short} did not answer within ${timeoutMs} ms; it may or may not have had the message`,
      );
    case "overloaded":
      return new ProstError(
        "RESOURCE_EXHAUSTED",
        `too many requests are waiting at this node; try again later`,
      );
    case "refused":
      return new ProstError(
        "ABORTED",
        `the root node of the key refused the message for service ${service.short}: it does not run the service, or the service failed; \`prost services\` there says why`,
      );
  }
}
