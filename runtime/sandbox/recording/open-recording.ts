/** A recording that is being written: which entries it has, and when it has to end. */
import type {
  InstallRequest,
  InstanceStart,
  Outcome,
  OverlayView,
  ServiceEvent,
  StoreWrite,
} from "../contract.ts";
import { GATE_PROFILE } from "../gate/gate.ts";
import { METERING_SCHEDULE } from "../instrument/rewrite.ts";
import { fieldsOf } from "../wire/event-fields.ts";
import {
  type EndReason,
  type GuestEvent,
  type RecordedState,
  type RecordingEntry,
  recordedOutcome,
  storeEntries,
} from "./recording.ts";
import { RecordingWriter } from "./recording-stream.ts";
import { StoreImage } from "./store-image.ts";

/** The plan for a recording of an installed service. */
export interface RecordingPlan {
  readonly serviceId: Uint8Array;
  /** For the head of the recording. */
  readonly name: string;
  readonly version: number;
  readonly codeHash: Uint8Array;
  readonly software: string;
  readonly nowMs: number;
  /**
   * The module as it was published. Null when the recording has no module: then a replay needs it from
   * elsewhere.
   */
  readonly module: Uint8Array | null;
  /**
   * The recording ends with the batch that reaches this number of events. Null when there is no such limit.
   */
  readonly eventsMax: number | null;
  /** The recording ends with the batch that makes it longer than this number of bytes. */
  readonly bytesMax: number;
  /**
   * The instance is made anew before its next event. Otherwise the recording begins when that happens by
   * itself.
   */
  readonly restarts: boolean;
}

export interface RecordingSink {
  /**
   * Returns false when too many bytes wait to be taken, and the recording should end. The piece is still
   * stored.
   */
  write(piece: Uint8Array, events: number): boolean;
  /** Called once; `write` is not called afterwards. */
  end(reason: EndReason, events: number): void;
}

export class OpenRecording {
  /** The service's id. */
  readonly serviceId: Uint8Array;
  readonly #plan: RecordingPlan;
  readonly #sink: RecordingSink;
  readonly #writer: RecordingWriter;
  readonly #request: InstallRequest;
  /** `waiting`: for the first new instance. `ending`: the state at the end is being read. */
  #phase: "waiting" | "recording" | "ending" | "ended" = "waiting";
  #events = 0;
  #firstToken = 0n;
  /** An instance whose `init` runs. */
  #beginning: (RecordingEntry & { kind: "begin" }) | null = null;
  /** Why the recording ends after the batch that runs. Null when it continues. */
  due: EndReason | null = null;
  /** While waiting: the next event gets a new instance. */
  renews: boolean;
  /** An instance has begun while the state at the end was being read. */
  hasBegunAgain = false;

  constructor(plan: RecordingPlan, sink: RecordingSink, request: InstallRequest) {
    this.serviceId = plan.serviceId;
    this.#plan = plan;
    this.#sink = sink;
    this.#request = request;
    this.renews = plan.restarts;
    this.#writer = new RecordingWriter((piece) => {
      if (!this.#sink.write(piece, this.#events)) this.due ??= "slow";
    });
  }

  get isWaiting(): boolean {
    return this.#phase === "waiting";
  }

  instanceBegins(
    request: InstallRequest,
    { isLazy, firstToken }: InstanceStart,
    store: readonly StoreWrite[],
    view: OverlayView | null,
  ): void {
    this.hasBegunAgain = this.#phase === "ending";
    if (this.#phase === "ending" || this.#phase === "ended") return;
    const isFirst = this.#phase === "waiting";
    if (isFirst) this.#writeHead(view);
    const image = new StoreImage(store);
    // The store of a later instance follows from the events before, unless the node itself installs the
    // service.
    const hasStore = isFirst || !isLazy;
    if (hasStore) for (const entry of storeEntries(image.entries())) this.#writer.entry(entry);
    this.#firstToken = firstToken;
    const { nowMs, seed } = request;
    const storeHash = image.hash();
    const begin = {
      kind: "begin",
      isLazy,
      nowMs,
      seed,
      firstToken,
      hasStore,
      storeHash,
      init: null,
    } as const;
    if (isLazy) this.#writer.entry(begin);
    else this.#beginning = begin;
    this.#writer.flush();
  }

  initEnded(init: Outcome): void {
    const begin = this.#beginning;
    this.#beginning = null;
    if (begin === null || this.#phase !== "recording") return;
    this.#writer.entry({ ...begin, init: recordedOutcome(init, begin.firstToken) });
    this.#writer.flush();
  }

  viewChanged(view: OverlayView): void {
    if (this.#phase === "recording") this.#writer.entry({ kind: "view", view });
  }

  eventsEnded(events: readonly ServiceEvent[], outcomes: readonly Outcome[]): void {
    if (this.#phase !== "recording") return;
    outcomes.forEach((outcome, i) => {
      const event: GuestEvent = { status: 0, version: 0, ...fieldsOf(events[i]) };
      this.#writer.entry({ kind: "event", event, recorded: recordedOutcome(outcome, this.#firstToken) });
      this.#events++;
    });
    this.#writer.flush();
    const { eventsMax, bytesMax } = this.#plan;
    if (eventsMax !== null && this.#events >= eventsMax) this.due ??= "count";
    if (this.#writer.bytes > bytesMax) this.due ??= "full";
  }

  /** Begins the end. Returns false when the end has begun already. */
  beginEnd(): boolean {
    if (this.#phase === "ending" || this.#phase === "ended") return false;
    if (this.#phase === "recording") this.#phase = "ending";
    return true;
  }

  close(reason: EndReason, state: RecordedState | null): void {
    if (this.#phase === "ending") {
      this.#writer.entry({ kind: "end", reason, events: this.#events, state });
      this.#writer.flush();
    }
    this.#phase = "ended";
    this.#sink.end(reason, this.#events);
  }

  #writeHead(view: OverlayView | null): void {
    this.#phase = "recording";
    const { name, version, codeHash, software, nowMs, module } = this.#plan;
    const { serviceId, nodeId, capabilities, limits } = this.#request;
    this.#writer.entry({
      kind: "head",
      head: {
        software,
        serviceId,
        nodeId,
        name,
        version,
        codeHash,
        capabilities,
        limits,
        gateProfile: GATE_PROFILE,
        meteringSchedule: METERING_SCHEDULE,
        recordedMs: nowMs,
      },
    });
    if (module !== null) this.#writer.entry({ kind: "module", module });
    if (view !== null) this.#writer.entry({ kind: "view", view });
  }
}
