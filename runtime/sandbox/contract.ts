/**
 * What passes between a node and a running service, whichever way it runs: in a cell (cell-host.ts) or in this process
 * (inline-runner.ts). Times, chance and the view of the overlay come in; effects come out; nothing else.
 */
import type { Capability } from "../../abi/imports.ts";

export type EventKind = ServiceEvent["kind"];

/**
 * Decides about a value, in an instance of its own: nothing is written, and the outcome has the one effect `respond` where the rule accepts –
 * with the merged value as its payload – and none where it refuses.
 */
export type RuleKind = "validate" | "merge";

export function isRule(kind: EventKind): kind is RuleKind {
  return kind === "validate" || kind === "merge";
}

/** One call of one export of a service. */
export type ServiceEvent =
  | ServiceMessage
  | UpdateEvent
  | CompleteEvent
  | TimerEvent
  | CallEvent
  | SnapshotEvent
  | RuleEvent;

/** Fields of every event. Keys and node ids have 32 bytes. */
interface EventBase {
  /** Milliseconds since 1970: the result of `now`. */
  readonly nowMs: number;
  /** The seed of `random`. */
  readonly seed: bigint;
  /** The node where the event entered the overlay. This node for events that it makes itself. */
  readonly origin: Uint8Array;
  /** The node that sent the event to this node. This node for events that it makes itself. */
  readonly previous: Uint8Array;
  /** May be empty. The node leaves it empty for `update`, `timer` and `snapshot`. */
  readonly payload: Uint8Array;
}

/** A message: at a node on its route (`forward`), or at its destination (`deliver`). */
export interface ServiceMessage extends EventBase {
  readonly kind: "deliver" | "forward";
  /** Zeroes for a message that was sent to this node directly. */
  readonly key: Uint8Array;
  /** The next hop of `forward`; zeroes for `deliver`. */
  readonly next: Uint8Array;
  /** `respond` with this token answers the message. 0n: no answer is expected. */
  readonly token: bigint;
  /** Number of nodes that the message has left so far. */
  readonly hops: number;
  /** A sum of FLAG_DIRECT, FLAG_SOURCE and FLAG_ROOT (abi.ts). */
  readonly flags: number;
  /** Version of the service at the node that sent the message. Absent or 0: an application sent it, or the version is unknown. */
  readonly version?: number;
  /** What the event may spend. For the node only: the guest does not see it. Absent: the service's own credit pays. */
  readonly purse?: Purse;
}

export function isMessage(event: ServiceEvent): event is ServiceMessage {
  return event.kind === "deliver" || event.kind === "forward";
}

/** A node has joined or left the neighbour set. */
export interface UpdateEvent extends EventBase {
  readonly kind: "update";
  readonly node: Uint8Array;
  readonly joined: boolean;
}

/** A request or a storage operation has ended; the payload is its result. */
export interface CompleteEvent extends EventBase {
  readonly kind: "complete";
  /** The token that the host function returned. */
  readonly token: bigint;
  /** OK or a negative status code (abi.ts). */
  readonly status: number;
  /** As in ServiceMessage. */
  readonly purse?: Purse;
}

export interface TimerEvent extends EventBase {
  readonly kind: "timer";
  /** The token that `timer_set` returned. */
  readonly token: bigint;
}

/** A call by an application at this node. */
export interface CallEvent extends EventBase {
  readonly kind: "call";
  readonly key: Uint8Array;
  /** `respond` with this token answers the call. */
  readonly token: bigint;
}

/** A newer version will replace this one, and asks for its state. */
export interface SnapshotEvent extends EventBase {
  readonly kind: "snapshot";
  /** `respond` with this token gives the snapshot. */
  readonly token: bigint;
  /** The version that is asked. */
  readonly version: number;
}

/** Decides about a value of the key: `validate` about one, `merge` about two. See abi/README.md, "Values that a service defines". */
export interface RuleEvent extends EventBase {
  readonly kind: RuleKind;
  readonly key: Uint8Array;
  readonly token: bigint;
  /** A node writes the value now, and `origin` is its id. False: a replica compares copies, and `origin` is zeroes. */
  readonly isWrite: boolean;
}

/** Credit for messages (overlay/api.ts), shared by an event and the `complete` events that follow from it. */
export interface Purse {
  left: number;
  /** Of an event that tells the service that nothing was left: what it asks for there, and could not pay for, does not end at all. */
  readonly isRefusal: boolean;
  /** Filled from what the service may start by itself in a second, and filled up from there. */
  readonly isOwn: boolean;
}

/** What an event asked for. Tokens are the service's own, given out by the glue in order. */
export type Effect =
  | {
      readonly kind: "route";
      readonly key: Uint8Array;
      readonly hint: Uint8Array | null;
      readonly payload: Uint8Array;
    }
  | { readonly kind: "send"; readonly node: Uint8Array; readonly payload: Uint8Array }
  | {
      readonly kind: "request";
      readonly token: bigint;
      readonly key: Uint8Array;
      readonly timeoutMs: number;
      readonly payload: Uint8Array;
    }
  | { readonly kind: "respond"; readonly token: bigint; readonly payload: Uint8Array }
  | {
      readonly kind: "storagePut";
      readonly token: bigint;
      readonly key: Uint8Array;
      readonly field: Uint8Array;
      readonly value: Uint8Array;
      readonly ttlSeconds: number;
    }
  | {
      readonly kind: "storageGet";
      readonly token: bigint;
      readonly key: Uint8Array;
      readonly field: Uint8Array;
    }
  | {
      readonly kind: "storageRemove";
      readonly token: bigint;
      readonly key: Uint8Array;
      readonly field: Uint8Array;
    }
  | { readonly kind: "storageList"; readonly token: bigint; readonly key: Uint8Array }
  | {
      readonly kind: "storagePutForm";
      readonly token: bigint;
      /** A FORM_ of abi.ts. */
      readonly form: number;
      readonly key: Uint8Array;
      readonly field: Uint8Array;
      readonly value: Uint8Array;
      readonly ttlSeconds: number;
    }
  | {
      readonly kind: "storageGetForm";
      readonly token: bigint;
      readonly form: number;
      readonly key: Uint8Array;
      readonly field: Uint8Array;
    }
  | {
      readonly kind: "storageListForm";
      readonly token: bigint;
      readonly form: number;
      readonly key: Uint8Array;
    }
  | {
      readonly kind: "storageCas";
      readonly token: bigint;
      readonly key: Uint8Array;
      /** The version that the register must have; 0: there must be none. */
      readonly expected: bigint;
      readonly value: Uint8Array;
    }
  | { readonly kind: "storageRead"; readonly token: bigint; readonly key: Uint8Array }
  | { readonly kind: "timerSet"; readonly token: bigint; readonly delayMs: number }
  | { readonly kind: "timerCancel"; readonly token: bigint }
  | { readonly kind: "emit"; readonly payload: Uint8Array }
  | { readonly kind: "log"; readonly level: number; readonly text: string }
  | { readonly kind: "metric"; readonly name: string; readonly value: bigint };

/** A change of the local store; `value` null removes. */
export interface StoreWrite {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** What `forward` decided. */
export interface ForwardVerdict {
  readonly stop: boolean;
  /** What it set; null where it left the message as it was. */
  readonly key: Uint8Array | null;
  readonly payload: Uint8Array | null;
  readonly next: Uint8Array | null;
}

/** Why an event was undone. `lost`: the cell died or was killed while the event was in it. */
export type Fault = "fuel" | "stack" | "trap" | "abort" | "quota" | "timeout" | "lost";

export type Outcome =
  | {
      readonly ok: true;
      readonly fuelUsed: number;
      readonly writes: readonly StoreWrite[];
      readonly effects: readonly Effect[];
      /** For `forward` only. */
      readonly verdict: ForwardVerdict | null;
    }
  | { readonly ok: false; readonly fuelUsed: number; readonly fault: Fault; readonly detail: string };

/** What a service may use; every value is at most the ABI's ceiling. */
export interface ServiceLimits {
  readonly memoryPages: number;
  readonly fuelPerEvent: number;
  readonly storeBytes: number;
  readonly effectsPerEvent: number;
  readonly effectBytesPerEvent: number;
}

export const LIMITS_DEFAULT: ServiceLimits = {
  memoryPages: 256,
  fuelPerEvent: 200_000_000,
  storeBytes: 16 * 1024 * 1024,
  effectsPerEvent: 256,
  effectBytesPerEvent: 262_144,
};

/** A service ready to run: its module has passed the gate and was rewritten. */
export interface InstallRequest {
  /** 32 bytes. */
  readonly serviceId: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  readonly module: Uint8Array;
  /** Names the code where it is blamed for its cell's death; one name for all that runs the same. Left out: the service's own. */
  readonly code?: string;
  readonly capabilities: readonly Capability[];
  readonly limits: ServiceLimits;
  /** The committed local store as it is now; asked for each time an instance is to begin, also by the runner itself. */
  readonly readStore: (instance: InstanceStart) => readonly StoreWrite[];
  /** For `init`. */
  readonly nowMs: number;
  readonly seed: bigint;
  /** Tokens from here on are unused. Below 2^53, with room for those to come. */
  readonly firstToken: bigint;
  /** The instance is made with the next event, as after a fault; until then nothing runs. Left out: false. */
  readonly isLazy?: boolean;
  /** For `restore`, which is called after `init` and in one with it: what a version before has left. Not for an instance that is made later. */
  readonly snapshot?: Snapshot;
}

/** What a version leaves to the next one. */
export interface Snapshot {
  /** The version that has made it. */
  readonly version: number;
  /** What its `snapshot` answered. */
  readonly payload: Uint8Array;
  /** Tokens of messages that it has not answered: the next one may. */
  readonly owed: readonly bigint[];
}

/** How an instance begins. */
export interface InstanceStart {
  readonly isLazy: boolean;
  readonly firstToken: bigint;
}

export type InstallOutcome =
  | { readonly ok: true; readonly exports: readonly string[]; readonly init: Outcome }
  | { readonly ok: false; readonly fault: Fault; readonly detail: string };

/** Who this node knows, for the functions of the `overlay` capability. */
export interface OverlayView {
  readonly self: Uint8Array;
  /** Ids of the leaf set, nearest first. */
  readonly leaves: readonly Uint8Array[];
  /** The leaves are all other nodes there are. */
  readonly isWholeRing: boolean;
  /** Ids of the routing table that are not in the leaf set. */
  readonly table: readonly Uint8Array[];
}

export interface RunnerUsage {
  /** Null: runs in this process. */
  readonly pid: number | null;
  readonly rssBytes: number;
  readonly restarts: number;
}

/** The memory of an instance between two events; null: there is none, as after a fault. */
export type MemoryOutcome =
  | { readonly ok: true; readonly memory: Uint8Array | null }
  | { readonly ok: false; readonly detail: string };

/**
 * Runs the services of one publisher. A service's events are run one after another in the order given, each as a
 * transaction; after a fault the instance is made anew from the committed store before its next event.
 *
 * A runner never throws for what a guest did. When its process dies, outcomes of what was in it are `lost`, services are
 * installed again by the runner itself, and the next events run.
 */
export interface Runner {
  install(request: InstallRequest): Promise<InstallOutcome>;
  uninstall(serviceId: Uint8Array): void;
  setView(view: OverlayView): void;
  /**
   * Outcomes in the order of the events: of all, or of the first few when those took long; the others are for another call,
   * once what these wrote is stored. At most one call per service at a time.
   */
  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]>;
  /** After all that was asked of the runner before. Left out: it does not tell. */
  memory?(serviceId: Uint8Array): Promise<MemoryOutcome>;
  usage(): RunnerUsage;
  close(): Promise<void>;
}

/** A runner that lets whoever records or replays look into an instance. */
export interface InspectableRunner extends Runner {
  memory(serviceId: Uint8Array): Promise<MemoryOutcome>;
}
