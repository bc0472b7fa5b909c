/**
 * The contract between a node and a running service, in a cell (cell/cell-host.ts) or in this process
 * (inline/inline-runner.ts). Time, randomness, the view of the overlay and messages go in as events. Effects
 * and writes come out as outcomes. Nothing else passes.
 */
import type { Capability } from "../../abi/imports.ts";

export type EventKind = ServiceEvent["kind"];

/** All kinds. An index in this list is the number of the kind in a batch: new kinds go to the end. */
export const EVENT_KINDS: readonly EventKind[] = [
  "deliver",
  "forward",
  "update",
  "complete",
  "timer",
  "call",
  "snapshot",
  "validate",
  "merge",
];

/**
 * Kinds of the events in which a service decides about a stored value. Each such event runs in its own
 * instance and writes nothing. Its outcome has one effect, `respond`, if the rule accepts (for `merge`, the
 * payload is the merged value), and no effect if it refuses.
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
  /** May be empty. Always empty in `update`, `timer` and `snapshot`. */
  readonly payload: Uint8Array;
}

/** A message, for `forward` (at each node of its route, the first and the last too) or for `deliver`. */
export interface ServiceMessage extends EventBase {
  readonly kind: "deliver" | "forward";
  /** Zeroes for a message that was sent to this node directly. */
  readonly key: Uint8Array;
  /** The next hop of `forward`; zeroes for `deliver`. */
  readonly next: Uint8Array;
  /** `respond` with this token answers the message. 0n if no answer is expected. */
  readonly token: bigint;
  /** Number of nodes that the message has left so far. */
  readonly hops: number;
  /** A sum of FLAG_DIRECT, FLAG_SOURCE and FLAG_ROOT (abi.ts). */
  readonly flags: number;
  /**
   * Version of the service at the node that sent the message. Absent or 0 if an application sent the message,
   * or if the version is unknown.
   */
  readonly version?: number;
  /**
   * Credit that the event may spend. For the node only: the guest does not see it. Default: the service's own
   * credit.
   */
  readonly budget?: CreditBudget;
}

export function isMessage(event: ServiceEvent): event is ServiceMessage {
  return event.kind === "deliver" || event.kind === "forward";
}

/** A node has entered or left the neighbour set. */
interface UpdateEvent extends EventBase {
  readonly kind: "update";
  readonly node: Uint8Array;
  readonly joined: boolean;
}

/** A request or a storage operation has ended; the payload is its result. */
interface CompleteEvent extends EventBase {
  readonly kind: "complete";
  /** The token that the host function returned. */
  readonly token: bigint;
  /** OK or a negative status code (abi.ts). */
  readonly status: number;
  /** As in ServiceMessage. */
  readonly budget?: CreditBudget;
}

interface TimerEvent extends EventBase {
  readonly kind: "timer";
  /** The token that `timer_set` returned. */
  readonly token: bigint;
}

/** A call by an application at this node. */
interface CallEvent extends EventBase {
  readonly kind: "call";
  readonly key: Uint8Array;
  /** `respond` with this token answers the call. */
  readonly token: bigint;
}

/** A newer version will replace this one: this version may pass its state on. */
export interface SnapshotEvent extends EventBase {
  readonly kind: "snapshot";
  /** `respond` with this token returns the snapshot. */
  readonly token: bigint;
  /** The version that runs now and makes the snapshot. */
  readonly version: number;
}

/** A decision about one value (`validate`) or two values (`merge`) of a record. See abi/README.md. */
interface RuleEvent extends EventBase {
  readonly kind: RuleKind;
  readonly key: Uint8Array;
  readonly token: bigint;
  /**
   * True if the node `origin` writes the value now. False if a holder checks a copy; then `origin` is zeroes.
   */
  readonly isWrite: boolean;
}

/** Credit for messages (overlay/api.ts), shared by an event and the `complete` events that follow from it. */
export interface CreditBudget {
  /** Number of messages that may still be sent. */
  left: number;
  /**
   * True in the `complete` event that reports exhausted credit. A request that the service makes in that
   * event without credit gets no `complete`: otherwise requests and `complete` events would alternate without
   * end.
   */
  readonly isRefusal: boolean;
  /** True if the budget is filled, and refilled, from the service's own credit per second. */
  readonly isOwn: boolean;
}

/** An action that a service requests from its node. The glue assigns the tokens, in ascending order. */
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
      /** One of the constants FORM_… of abi.ts. */
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
      /** The version that the register must have; 0 if the register must not exist. */
      readonly expected: bigint;
      readonly value: Uint8Array;
    }
  | { readonly kind: "storageRead"; readonly token: bigint; readonly key: Uint8Array }
  | { readonly kind: "timerSet"; readonly token: bigint; readonly delayMs: number }
  | { readonly kind: "timerCancel"; readonly token: bigint }
  | { readonly kind: "emit"; readonly payload: Uint8Array }
  | { readonly kind: "log"; readonly level: number; readonly text: string }
  | { readonly kind: "metric"; readonly name: string; readonly value: bigint };

/** A change of the local store. `value` is null when the key is removed. */
export interface StoreWrite {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** The result of `forward`. */
export interface ForwardResult {
  /** True if the message stops at this node. */
  readonly stop: boolean;
  /** New values that the service set. Null when unchanged. */
  readonly key: Uint8Array | null;
  readonly payload: Uint8Array | null;
  readonly next: Uint8Array | null;
}

/** All faults. An index in this list is the number of the fault in an outcome: new faults go to the end. */
export const FAULTS = ["fuel", "stack", "trap", "abort", "quota", "timeout", "lost"] as const;

/**
 * Why an event was rolled back. `lost`: the cell ended before it replied about the event, or the service is
 * not installed.
 */
export type Fault = (typeof FAULTS)[number];

export type Outcome =
  | {
      readonly ok: true;
      readonly fuelUsed: number;
      readonly writes: readonly StoreWrite[];
      readonly effects: readonly Effect[];
      /** For `forward` only. */
      readonly verdict: ForwardResult | null;
    }
  | { readonly ok: false; readonly fuelUsed: number; readonly fault: Fault; readonly detail: string };

/** Resources that a service may use. No value is above the ABI's maximum (abi.ts). */
export interface ServiceLimits {
  /** Memory of an instance, in pages of 64 KiB. */
  readonly memoryPages: number;
  readonly fuelPerEvent: number;
  /** Bytes of the local store. Each entry counts 32 bytes and its key besides. */
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

/** A service that is ready to run: its module has passed the gate and is instrumented. */
export interface InstallRequest {
  /** 32 bytes. */
  readonly serviceId: Uint8Array;
  /** 32 bytes. */
  readonly nodeId: Uint8Array;
  readonly module: Uint8Array;
  /**
   * A name of the code, under which crashes of its cell are counted (cell/quarantine.ts). Services that run
   * the same code have the same name. Default: the service's id.
   */
  readonly code?: string;
  readonly capabilities: readonly Capability[];
  readonly limits: ServiceLimits;
  /**
   * Returns the committed local store. Called each time an instance starts, also when the runner restarts it.
   */
  readonly readStore: (instance: InstanceStart) => readonly StoreWrite[];
  /** Time and randomness of `init`, as in an event. */
  readonly nowMs: number;
  readonly seed: bigint;
  /** This token and all higher tokens are unused. Far enough below 2^53 for all tokens of the instance. */
  readonly firstToken: bigint;
  /**
   * True if the instance starts with the next event, as after a fault; no code runs before. Default: false.
   */
  readonly isLazy?: boolean;
  /**
   * State of the previous version, for `restore`, which runs after `init` in the same transaction. Not used
   * when the instance starts again later.
   */
  readonly snapshot?: Snapshot;
}

/** State that a version passes to the next one. */
interface Snapshot {
  /** The version that made the snapshot. */
  readonly version: number;
  /** The payload that its `snapshot` returned. */
  readonly payload: Uint8Array;
  /** Tokens of messages that it has not answered. The next version may answer them. */
  readonly owed: readonly bigint[];
}

/** How an instance starts: the fields of InstallRequest. */
export interface InstanceStart {
  readonly isLazy: boolean;
  readonly firstToken: bigint;
}

export type InstallOutcome =
  | { readonly ok: true; readonly exports: readonly string[]; readonly init: Outcome }
  | { readonly ok: false; readonly fault: Fault; readonly detail: string };

/** The nodes that this node knows, for the host functions of the `overlay` capability. */
export interface OverlayView {
  readonly self: Uint8Array;
  /** Ids of the leaf set, nearest first. */
  readonly leaves: readonly Uint8Array[];
  /** True if the leaf set contains all other nodes of the overlay. */
  readonly isWholeRing: boolean;
  /** Ids of the routing table that are not in the leaf set. */
  readonly table: readonly Uint8Array[];
}

export interface RunnerUsage {
  /** Null when the runner has no process of its own, or its process does not run. */
  readonly pid: number | null;
  /** Resident memory of that process. */
  readonly rssBytes: number;
  /** Number of restarts of that process. */
  readonly restarts: number;
}

/**
 * The memory of an instance between two events. `memory` is null when there is no instance, as after a fault.
 */
export type MemoryOutcome =
  | { readonly ok: true; readonly memory: Uint8Array | null }
  | { readonly ok: false; readonly detail: string };

/**
 * Runs the services of one publisher. Events of a service run one after another in the given order, each as a
 * transaction. After a fault, a new instance starts from the committed store before the next event.
 *
 * A runner never throws or rejects because of a guest's behaviour. If its process ends, the events in it get
 * the fault `lost`; the runner then installs the services again, and the next events run.
 *
 * Events of a service that is not installed end as `lost`. A second `install` replaces the service's
 * instance; if it fails, the first instance stays. test/sandbox/runner-compliance.ts runs against each
 * implementation.
 */
export interface Runner {
  install(request: InstallRequest): Promise<InstallOutcome>;
  uninstall(serviceId: Uint8Array): void;
  setView(view: OverlayView): void;
  /**
   * Resolves with outcomes in the order of the events: of all events, or only of the first events if the
   * batch reached a limit. The caller stores the writes of these outcomes, then passes the remaining events
   * again. At most one call per service at a time.
   */
  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]>;
  /** Runs after all earlier calls. Absent if the runner cannot read memories. */
  memory?(serviceId: Uint8Array): Promise<MemoryOutcome>;
  usage(): RunnerUsage;
  close(): Promise<void>;
}

/** A runner that can read the memory of its instances, for recording and replay. */
export interface InspectableRunner extends Runner {
  memory(serviceId: Uint8Array): Promise<MemoryOutcome>;
}
