/** The control API (api.ts), carried out on the parts of this node. */

import { ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import { VERSION } from "../base/version.ts";
import type { RecordSource } from "../deployment/code.ts";
import type { Installer } from "../deployment/installer.ts";
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
import type { Cells } from "../services/cells.ts";
import type { ServiceHost } from "../services/service-host.ts";
import type { RecordForm, ReplicatedStorage } from "../storage/record.ts";
import type { Registers } from "../storage/registers/service.ts";
import type {
  DeployRequest,
  NodeControl,
  NodeStatus,
  PublishedVersions,
  PublishRequest,
  RecordingEnd,
  RecordingReceiver,
  RecordRequest,
  RegisterContent,
  SendReply,
  SendRequest,
  ServiceRange,
  ServiceStatus,
  TraceHop,
  TraceRequest,
} from "./api.ts";
import { NodeRecordings } from "./node-recordings.ts";
import { NodeRecords } from "./node-records.ts";
import { NodeServices } from "./node-services.ts";
import type { TrialRun } from "./trial.ts";
import type { Trials } from "./trials.ts";

/** Maximum number of versions returned at a time: each record has a few KiB. */
const VERSIONS_MAX = 32;

interface LocalControlParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly registers: Registers;
  readonly host: ServiceHost;
  readonly cells: Cells;
  readonly networkId: Id;
  /** The isolation of this node's cells. */
  readonly isolation: Jail;
  readonly installer: Installer;
  readonly replicaCounter: ReplicaCounter;
  /** Reads publications from several holders. Default: the storage. */
  readonly reader?: RecordSource;
  readonly placement: Placement;
  readonly publishers: PublisherStore;
  readonly revocations: RevocationGossip;
  /** The policy in force. */
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
  readonly #services: NodeServices;
  readonly #recordings: NodeRecordings;
  readonly #records: NodeRecords;

  constructor(parts: LocalControlParts) {
    this.#parts = parts;
    this.#services = new NodeServices(parts);
    this.#recordings = new NodeRecordings(parts);
    this.#records = new NodeRecords(parts.storage, parts.registers);
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
      tableFill: overlay.rowSizes(),
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
    if (opened.ok) this.#services.notePublished(opened.manifest);
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

  /** Of the evidence of an equivocation, the record that is not the published one. Null without evidence. */
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
    return this.#services.list(range);
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

  record(request: RecordRequest, receiver: RecordingReceiver): Promise<{ stop(reason: RecordingEnd): void }> {
    return this.#recordings.start(request, receiver);
  }

  async stopRecording(service: Id): Promise<void> {
    this.#recordings.stop(service);
  }

  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void {
    return this.#parts.host.subscribe(service, receive);
  }

  put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form: RecordForm = "plain",
  ): Promise<void> {
    return this.#records.put(service, key, field, value, ttlSeconds, form);
  }

  get(service: Id, key: Id, field: Uint8Array, form: RecordForm = "plain"): Promise<Uint8Array | null> {
    return this.#records.get(service, key, field, form);
  }

  readRegister(service: Id, key: Id): Promise<RegisterContent> {
    return this.#records.readRegister(service, key);
  }

  setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }> {
    return this.#records.setRegister(service, key, expected, value);
  }

  trial(): TrialRun {
    return this.#parts.trials.open();
  }
}

function noAnswer(reason: "timeout" | "refused" | "overloaded", service: Id, timeoutMs: number): ProstError {
  switch (reason) {
    case "timeout":
      return new ProstError(
        "DEADLINE_EXCEEDED",
        `service ${service.short} did not reply within ${timeoutMs} ms; it may or may not have received the message`,
      );
    case "overloaded":
      return new ProstError("RESOURCE_EXHAUSTED", `too many requests wait at this node; try again later`);
    case "refused":
      return new ProstError(
        "ABORTED",
        `the root node of the key refused the message for service ${service.short}: it does not run the service, or the service failed; \`prost services\` at that node shows why`,
      );
  }
}
