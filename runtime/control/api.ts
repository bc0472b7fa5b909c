/**
 * What a node lets its operator and its applications do. The gRPC server is made of it, and so is the node's
 * own demo.
 */
import type { Id } from "../base/id.ts";
import type { DeployReport, DeployTarget } from "../deployment/placement.ts";
import type { PublishProgress } from "../deployment/publisher.ts";
import type { Mode } from "../overlay/packets.ts";
import type { RecordForm } from "../storage/record.ts";
import type { TrialRun } from "./trial.ts";

export interface NodeStatus {
  /** What statements are signed for: overlays of different names do not mix. */
  readonly networkId: string;
  readonly nodeId: string;
  readonly address: string;
  readonly overlay: "joining" | "active" | "left";
  readonly leafSet: number;
  /** Nearest first, either side in turn. */
  readonly leafNodes: readonly { readonly nodeId: string; readonly address: string }[];
  readonly routingTable: number;
  /** Slots of the routing table that have somebody, row by row. */
  readonly tableFill: readonly number[];
  /** How many nodes the overlay has, from how densely they lie around this one. */
  readonly estimatedNodes: number;
  /** Packets of each kind that the node sent in a second, over the last minute, the most frequent first. */
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
  /** What holds cells (sandbox/cell/jail.ts): "full", "reduced" or "none"; and what is missing for "full". */
  readonly isolation: string;
  readonly isolationMissing: readonly string[];
  /** Services that have an instance now, and that will get one with their next message. */
  readonly servicesAwake: number;
  readonly servicesAsleep: number;
  /** Of those awake, the ones that run in the node's own process, by its policy. */
  readonly servicesInline: number;
  readonly uptimeMs: number;
  readonly version: string;
}

export interface KindRateStatus {
  readonly kind: string;
  /** Of the overlay's own upkeep; others carry what applications say, or acknowledge. */
  readonly isUpkeep: boolean;
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
}

export interface TraceRequest {
  readonly key: Id;
  readonly mode: Mode;
  /** For each hop's answer. */
  readonly timeoutMs: number;
  /** One request that only the root answers. */
  readonly rootOnly: boolean;
}

export interface TraceHop {
  /** How many nodes the message had left. */
  readonly hop: number;
  /** Empty: no answer in time. */
  readonly nodeId: string;
  readonly address: string;
  /** By the way of the message to that node, and straight back. */
  readonly delayMs: number;
  readonly isRoot: boolean;
}

/**
 * `asleep`: its next message wakes it. `stopped`: it was published from here, and no message for it has come
 * by.
 */
export type ServiceState = "fetching" | "waking" | "running" | "asleep" | "refused" | "stopped";

/** A part of the services, in the order of their ids. */
export interface ServiceRange {
  /** The id before the first; empty: from the start. */
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
  /** The id of the node the code came from, or "local" where it was on this node's disk. */
  readonly codeFrom: string;
  readonly state: ServiceState;
  /** Why, where it is not running. */
  readonly detail: string;
  readonly capabilities: readonly string[];
  readonly upcalls: number;
  readonly forwardUpcalls: number;
  readonly faults: number;
  readonly lastFault: string;
  readonly fuelUsed: number;
  readonly storeBytes: number;
  /** It runs in the node's own process, by the node's policy; there is no cell then. */
  readonly isInline: boolean;
  readonly cellPid: number;
  readonly cellRssBytes: number;
  readonly cellRestarts: number;
  /** Null where it does not run. */
  readonly usage: UsageStatus | null;
  /** Null: there was none since the node was started. */
  readonly lastUpgrade: UpgradeStatus | null;
}

/** In the last whole second, in the last minute (to within five seconds), and since the service was started. */
export interface MeteredStatus {
  readonly second: number;
  readonly minute: number;
  readonly total: number;
}

/** What a service uses of this node, and what was let fall because it wanted more. */
export interface UsageStatus {
  readonly fuel: MeteredStatus;
  readonly events: MeteredStatus;
  /** Milliseconds during which a batch of it was in its cell. */
  readonly busyMs: MeteredStatus;
  readonly messagesOut: MeteredStatus;
  readonly bytesOut: MeteredStatus;
  readonly messagesIn: MeteredStatus;
  readonly bytesIn: MeteredStatus;
  readonly storeBytesWritten: MeteredStatus;
  readonly queued: number;
  readonly timers: number;
  /** Events wait because what it may use in a second is used up; how often it came to that. */
  readonly throttled: boolean;
  readonly timesThrottled: number;
  /** After faults in a row it takes no messages for so long still. */
  readonly restMs: number;
  readonly quarantined: boolean;
  /** What it was granted. */
  readonly memoryPages: number;
  readonly fuelPerSecond: number;
  readonly storeBytesMax: number;
  /** Causes that there were; see DROP_CAUSES of sandbox/queue/quota.ts. */
  readonly drops: readonly { readonly cause: string; readonly count: number }[];
}

export interface PublishRequest {
  readonly module: Uint8Array;
  /** The signed envelope of the manifest. */
  readonly manifest: Uint8Array;
  /** Until all holders have all of it on their disks, and not only most of them. Left out: false. */
  readonly waits?: boolean;
}

export interface DeployRequest {
  readonly service: Id;
  readonly target: DeployTarget;
}

/** How a service's last upgrade at this node went. */
export interface UpgradeStatus {
  readonly fromVersion: number;
  readonly toVersion: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** For so long messages waited and nothing of the service ran. */
  readonly heldMs: number;
  readonly ok: boolean;
  /** The new version was given what the old one had in memory. */
  readonly hasRestored: boolean;
  /** Why the old one goes on; "" when it does not. */
  readonly detail: string;
}

export interface SendRequest {
  readonly service: Id;
  readonly key: Id;
  readonly payload: Uint8Array;
  /** 0: do not wait for a reply. */
  readonly timeoutMs: number;
}

export interface SendReply {
  readonly payload: Uint8Array;
  /** The id of the node that answered. */
  readonly from: string;
  /** How many nodes the message had left when it was answered: less than usual when a `forward` hook answered. */
  readonly hops: number;
}

export interface RecordRequest {
  readonly service: Id;
  /** 0: not ended by the number of events. */
  readonly eventsMax: number;
  /**
   * The service's instance is made anew before its next event. Otherwise the recording begins when that
   * happens by itself.
   */
  readonly restarts: boolean;
  readonly withModule: boolean;
}

/** Why a recording ended: as asked for (count, time, asked), with the service (stopped), or before that. */
export type RecordingEnd = "count" | "time" | "asked" | "stopped" | "full" | "slow";

export interface RecordingReceiver {
  /** The file, in pieces. False: too much of it waits to be taken, and the recording should end. */
  write(piece: Uint8Array, events: number): boolean;
  /** Once; nothing is written afterwards. */
  end(reason: RecordingEnd, events: number): void;
}

/** A register as it is, or has become. */
export interface RegisterContent {
  readonly version: number;
  readonly value: Uint8Array | null;
}

export interface PublishedVersions {
  /** Records (deployment/publication.ts), the newest first; none: nothing is published. */
  readonly publications: readonly Uint8Array[];
  /**
   * The record of another manifest of the version of one of them, or of one that this node has seen; null:
   * none is known.
   */
  readonly equivocation: Uint8Array | null;
  /**
   * Why the newest does not run at this node, where the one before goes on; "": nothing is known that keeps
   * it from it.
   */
  readonly declined: string;
}

/** Every failure is a ProstError. */
export interface NodeControl {
  status(): Promise<NodeStatus>;
  publish(request: PublishRequest, onProgress: (progress: PublishProgress) => void): Promise<void>;
  /** Puts a service on nodes ahead of its messages. Reports now and then, and at the end. */
  deploy(request: DeployRequest, onProgress: (report: DeployReport) => void): Promise<DeployReport>;
  /** Without a range: all, by name. */
  services(range?: ServiceRange): Promise<readonly ServiceStatus[]>;
  send(request: SendRequest): Promise<SendReply>;
  /** Follows the way of messages for a key. Resolves at its root, or when hop after hop was silent. */
  trace(request: TraceRequest, onHop: (hop: TraceHop) => void): Promise<void>;
  /** What the service emits at this node, from now on. Returns how to end it. */
  subscribe(service: Id, receive: (payload: Uint8Array) => void): () => void;
  /** Resolves when the service runs and its recording is under way, to how it is ended. */
  record(request: RecordRequest, receiver: RecordingReceiver): Promise<{ stop(reason: RecordingEnd): void }>;
  /** Throws NOT_FOUND when the service is not being recorded. */
  stopRecording(service: Id): Promise<void>;
  /**
   * The storage of a service, or with zeroes for the service the operator's own space. Value null removes.
   * Without a form: plain.
   */
  put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form?: RecordForm,
  ): Promise<void>;
  /** Linearizable; throws UNAVAILABLE when a majority cannot be had. Version 0: there is none. */
  readRegister(service: Id, key: Id): Promise<RegisterContent>;
  /**
   * Sets the register if its version is `expected`; else tells what there is. Linearizable; after UNAVAILABLE
   * it may or may not have been set. Value null removes, and the version still counts.
   */
  setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }>;
  /** Null: there is none. */
  get(service: Id, key: Id, field: Uint8Array, form?: RecordForm): Promise<Uint8Array | null>;
  /** What is published of a service. Throws UNAVAILABLE when nobody could be asked. */
  versions(service: Id, max: number): Promise<PublishedVersions>;
  /**
   * What this node knows of a publisher's revocations (deployment/revocation.ts), after it has taken and
   * spread `withdrawal`; null: nothing. Throws INVALID_ARGUMENT for one that it refuses.
   */
  revoke(rootId: Uint8Array, withdrawal: Uint8Array | null): Promise<Uint8Array | null>;
  /** Agrees to the capabilities that a new version of a service waits for; resolves to them. */
  consent(service: Id): Promise<readonly string[]>;
  /** The policy in force, as JSON. */
  policy(): Promise<string>;
  /** A cell for modules that nobody has published; throws RESOURCE_EXHAUSTED when there is one already. */
  trial(): TrialRun;
}

/** The order in which people are shown services. */
export function byName(a: ServiceStatus, b: ServiceStatus): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.serviceId < b.serviceId ? -1 : 1;
}
