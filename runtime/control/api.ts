/**
 * The control API of a node, for its operator and other clients. The gRPC server serves it, and the client
 * implements it over a socket.
 */
import type { Id } from "../base/id.ts";
import type { DeployReport, DeployTarget } from "../deployment/placement.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import type { Mode } from "../overlay/packets.ts";
import type { RecordForm } from "../storage/record.ts";
import type { TrialRun } from "./trial.ts";

export interface NodeStatus {
  /** Statements are signed for this network id: overlays of different names do not mix. */
  readonly networkId: string;
  readonly nodeId: string;
  readonly address: string;
  readonly overlay: "joining" | "active" | "left";
  readonly leafSet: number;
  /** The nearest first, alternating between the two sides. */
  readonly leafNodes: readonly { readonly nodeId: string; readonly address: string }[];
  readonly routingTable: number;
  /** Occupied slots of the routing table, row by row. */
  readonly tableFill: readonly number[];
  /** The estimated number of nodes in the overlay, from the density of ids around this node. */
  readonly estimatedNodes: number;
  /** The rate of packets sent, by kind, over the last minute; the most frequent kind first. */
  readonly sends: readonly KindRateStatus[];
  readonly forwarded: number;
  readonly delivered: number;
  readonly rerouted: number;
  readonly retransmitted: number;
  readonly dropped: number;
  readonly malformed: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly recordsHeld: number;
  readonly recordBytes: number;
  readonly pid: number;
  readonly rssBytes: number;
  /**
   * The isolation of cells (sandbox/cell/jail.ts): "full", "reduced" or "none"; and the parts missing for
   * "full".
   */
  readonly isolation: string;
  readonly isolationMissing: readonly string[];
  /** Services with an instance in memory, and services that get one with their next message. */
  readonly servicesAwake: number;
  readonly servicesAsleep: number;
  /** Awake services that run in the node's own process, by its policy. */
  readonly servicesInline: number;
  readonly uptimeMs: number;
  readonly version: string;
}

export interface KindRateStatus {
  readonly kind: string;
  /**
   * True for the overlay's own maintenance. False for packets that carry messages of applications, and for
   * acknowledgements.
   */
  readonly isUpkeep: boolean;
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
}

export interface TraceRequest {
  readonly key: Id;
  readonly mode: Mode;
  /** The timeout for the reply of each hop, in milliseconds. */
  readonly timeoutMs: number;
  /** Send one request that only the root answers. */
  readonly rootOnly: boolean;
}

export interface TraceHop {
  /** The number of nodes that the message had left. */
  readonly hop: number;
  /** Empty when no reply arrived in time. */
  readonly nodeId: string;
  readonly address: string;
  /** The time to this node along the route, and back directly, in milliseconds. */
  readonly delayMs: number;
  readonly isRoot: boolean;
}

/**
 * `asleep`: the next message wakes it. `stopped`: it was published from here, and no message for it has
 * reached this node.
 */
export type ServiceState = "fetching" | "waking" | "running" | "asleep" | "refused" | "stopped";

/** A page of services, in the order of their ids. */
export interface ServiceRange {
  /** The page begins after this id. When empty, it begins with the first id. */
  readonly after: string;
  readonly max: number;
}

export interface ServiceStatus {
  readonly serviceId: string;
  readonly rootId: string;
  readonly name: string;
  readonly version: number;
  readonly label: string;
  readonly codeHash: string;
  /** The id of the node that the code came from, or "local" when it was on this node's disk. */
  readonly codeFrom: string;
  readonly state: ServiceState;
  /** Why the service does not run, or a note for the operator. Empty when there is none. */
  readonly detail: string;
  readonly capabilities: readonly string[];
  readonly upcalls: number;
  readonly forwardUpcalls: number;
  readonly faults: number;
  readonly lastFault: string;
  readonly fuelUsed: number;
  readonly storeBytes: number;
  /** The service runs in the node's own process, by the node's policy, without a cell. */
  readonly isInline: boolean;
  readonly cellPid: number;
  readonly cellRssBytes: number;
  readonly cellRestarts: number;
  /** Null when the service does not run. */
  readonly usage: UsageStatus | null;
  /** Null when there was no upgrade since the node was started. */
  readonly lastUpgrade: UpgradeStatus | null;
}

/**
 * An amount in the last whole second, in the last minute (to within five seconds), and since the service was
 * started.
 */
export interface MeteredStatus {
  readonly second: number;
  readonly minute: number;
  readonly total: number;
}

/** The usage of a service at this node, and the drops because the service exceeded a limit. */
export interface UsageStatus {
  readonly fuel: MeteredStatus;
  readonly events: MeteredStatus;
  /** Milliseconds during which its cell executed a batch of it. */
  readonly busyMs: MeteredStatus;
  readonly messagesOut: MeteredStatus;
  readonly bytesOut: MeteredStatus;
  readonly messagesIn: MeteredStatus;
  readonly bytesIn: MeteredStatus;
  readonly storeBytesWritten: MeteredStatus;
  readonly queued: number;
  readonly timers: number;
  /** Events wait because the service has used up its quota for this second; and how often that happened. */
  readonly throttled: boolean;
  readonly timesThrottled: number;
  /**
   * The remaining time, after several faults in a row, in which the service takes no messages; in
   * milliseconds.
   */
  readonly restMs: number;
  readonly quarantined: boolean;
  /** Limits that the service was granted. */
  readonly memoryPages: number;
  readonly fuelPerSecond: number;
  readonly storeBytesMax: number;
  /** The causes with a count above 0; see DROP_CAUSES of sandbox/queue/quota.ts. */
  readonly drops: readonly { readonly cause: string; readonly count: number }[];
}

export interface PublishRequest {
  readonly module: Uint8Array;
  /** The signed publication record. */
  readonly manifest: Uint8Array;
  /** Wait until all holders have all records on disk, not only a majority. Default: false. */
  readonly waits?: boolean;
}

export interface DeployRequest {
  readonly service: Id;
  readonly target: DeployTarget;
}

/** The result of a service's last upgrade at this node. */
interface UpgradeStatus {
  readonly fromVersion: number;
  readonly toVersion: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** For how long messages waited and no event of the service ran, in milliseconds. */
  readonly heldMs: number;
  readonly ok: boolean;
  /** The new version restored the memory state of the old one. */
  readonly hasRestored: boolean;
  /** Why the old version continues to run. Empty when it does not. */
  readonly detail: string;
}

export interface SendRequest {
  readonly service: Id;
  readonly key: Id;
  readonly payload: Uint8Array;
  /** In milliseconds. With 0, the call does not wait for a reply. */
  readonly timeoutMs: number;
}

export interface SendReply {
  readonly payload: Uint8Array;
  /** The id of the node that replied. */
  readonly from: string;
  /**
   * The number of nodes that the message had left when it was answered: fewer when a `forward` hook answered.
   */
  readonly hops: number;
}

export interface RecordRequest {
  readonly service: Id;
  /** With 0, the number of events does not end the recording. */
  readonly eventsMax: number;
  /**
   * True: make a new instance of the service before its next event. False: the recording starts when the node
   * makes a new instance for another reason.
   */
  readonly restarts: boolean;
  readonly withModule: boolean;
}

/**
 * Why a recording ended: as requested (count, time, asked), with the service (stopped), or early because of
 * its size or a slow receiver (full, slow).
 */
export type RecordingEnd = "count" | "time" | "asked" | "stopped" | "full" | "slow";

export interface RecordingReceiver {
  /** Receives the file in pieces. Returns false when too many pieces wait, and the recording should end. */
  write(piece: Uint8Array, events: number): boolean;
  /** Called once; `write` is not called afterwards. */
  end(reason: RecordingEnd, events: number): void;
}

/** The state of a register. */
export interface RegisterContent {
  readonly version: number;
  readonly value: Uint8Array | null;
}

export interface PublishedVersions {
  /**
   * Publication records (deployment/publication.ts), the newest first. Empty when no version is published.
   */
  readonly publications: readonly Uint8Array[];
  /** The record of a second manifest of a published or seen version, as evidence. Null when none is known. */
  readonly equivocation: Uint8Array | null;
  /**
   * Why the newest version does not run at this node while an older one does. Empty when no reason is known.
   */
  readonly declined: string;
}

/** Every failure is a ProstError. */
export interface NodeControl {
  status(): Promise<NodeStatus>;
  publish(request: PublishRequest, onProgress: (progress: PublishProgress) => void): Promise<void>;
  /** Puts a service on nodes ahead of its messages. Reports from time to time, and at the end. */
  deploy(request: DeployRequest, onProgress: (report: DeployReport) => void): Promise<DeployReport>;
  /** Default: all services, sorted by name. */
  services(range?: ServiceRange): Promise<readonly ServiceStatus[]>;
  send(request: SendRequest): Promise<SendReply>;
  /**
   * Traces the route of messages for a key. Resolves at the key's root, or when several hops in a row did not
   * reply.
   */
  trace(request: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void>;
  /** Receives the emissions of the service at this node. Returns a function that ends the subscription. */
  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void;
  /** Resolves when the service runs and the recording is under way, to a handle that ends it. */
  record(request: RecordRequest, receiver: RecordingReceiver): Promise<{ stop(reason: RecordingEnd): void }>;
  /** Rejects with NOT_FOUND when the service is not being recorded. */
  stopRecording(service: Id): Promise<void>;
  /**
   * Writes a record of a service; with a zero id, a record of the operator's own space. Value null removes
   * the record. Default form: plain.
   */
  put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form?: RecordForm,
  ): Promise<void>;
  /**
   * Reads a register; linearizable. The version is 0 when the register was never set. Rejects with
   * UNAVAILABLE when no majority of the holders replies.
   */
  readRegister(service: Id, key: Id): Promise<RegisterContent>;
  /**
   * Sets the register if its version is `expected`; otherwise returns its state. Linearizable; after
   * UNAVAILABLE it may or may not have been set. Value null removes, and still increments the version.
   */
  setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }>;
  /** Resolves to null when there is no such record. */
  get(service: Id, key: Id, field: Uint8Array, form?: RecordForm): Promise<Uint8Array | null>;
  /** The published versions of a service. Rejects with UNAVAILABLE when no holder could be asked. */
  versions(service: Id, max: number): Promise<PublishedVersions>;
  /**
   * Stores and spreads `withdrawal`, unless it is null. Resolves to the publisher's withdrawal record that
   * this node then knows (deployment/revocation.ts), or to null when it knows none. Rejects with
   * INVALID_ARGUMENT when the node refuses `withdrawal`.
   */
  revoke(rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null>;
  /** Agrees to the capabilities and limits that a new version of a service waits for; resolves to them. */
  consent(service: Id): Promise<readonly string[]>;
  /** The policy in force, as JSON. */
  policy(): Promise<string>;
  /**
   * A cell for modules that are not published. Throws RESOURCE_EXHAUSTED when a trial is under way already.
   */
  trial(): TrialRun;
}

/** The order in which services are listed for people. */
export function byName(a: ServiceStatus, b: ServiceStatus): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.serviceId < b.serviceId ? -1 : 1;
}
