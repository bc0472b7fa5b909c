/**
 * Replay: runs the events of a recording again, in a real sandbox, and compares each outcome with the
 * recorded one.
 */
import { ProstError } from "../../base/errors.ts";
import type { StoreEntry } from "../../storage/local/local-store.ts";
import type {
  Fault,
  InspectableRunner,
  InstallOutcome,
  InstallRequest,
  InstanceStart,
  Outcome,
} from "../contract.ts";
import { GATE_PROFILE } from "../gate/gate.ts";
import { METERING_SCHEDULE } from "../instrument/rewrite.ts";
import { eventOf } from "../wire/event-fields.ts";
import {
  type EndReason,
  type GuestEvent,
  type RecordedOutcome,
  type RecordedState,
  type RecordingEntry,
  type RecordingHead,
  recordedOutcome,
  STORE_BYTES_MAX,
  sha256,
  stateHash,
} from "./recording.ts";
import { readRecording } from "./recording-stream.ts";
import { type Difference, ReplayComparison } from "./replay-comparison.ts";
import { ReplayModule } from "./replay-module.ts";
import { StoreImage } from "./store-image.ts";

/** Maximum number of events that run together, and of bytes of their payloads. */
const BATCH_EVENTS_MAX = 64;
const BATCH_BYTES_MAX = 1024 * 1024;
export interface ReplayOptions {
  readonly source: AsyncIterable<Uint8Array>;
  /** A runner for this replay alone. The replay does not close it. */
  readonly runner: InspectableRunner;
  /** Another module to run, as it would be published. When null, the recorded one. */
  readonly module: Uint8Array | null;
  /** The last event to run, counted from 1. When null, all events run. */
  readonly until: number | null;
  /**
   * Called for each event, in order. The outcome is null for an event that was lost with its cell: such an
   * event is not run.
   */
  readonly onEvent?: (number: number, event: GuestEvent, outcome: Outcome | null) => void;
}

export interface Replayed {
  readonly head: RecordingHead;
  /** The replay ran another module than the recorded one. */
  readonly isOtherModule: boolean;
  /** Reasons why fuel or outcomes may differ without an error. */
  readonly notes: readonly string[];
  /** Events of the recording, as far as it was read. */
  readonly events: number;
  /** Events that were lost with their cell. They had no effect, and are not run. */
  readonly lost: number;
  readonly faults: number;
  readonly fuelUsed: number;
  readonly differences: readonly Difference[];
  readonly differencesInAll: number;
  /** How the recording ends: "cut" when it is truncated, null when it continues after `until`. */
  readonly end: EndReason | "cut" | null;
  readonly recordedState: RecordedState | null;
  readonly store: StoreImage;
  /** Null when there is no instance, as after a fault. */
  readonly memory: Uint8Array | null;
  /** SHA-256 of store and memory; see `stateHash` of recording.ts. */
  readonly stateHash: Uint8Array;
  /** The last event that was run or lost. */
  readonly last: {
    readonly number: number;
    readonly event: GuestEvent;
    readonly outcome: Outcome | null;
    readonly recorded: RecordedOutcome;
  } | null;
}

/**
 * Replays a recording. Rejects with INVALID_ARGUMENT for bytes that are not a recording, DATA_LOSS for a
 * damaged recording, FAILED_PRECONDITION if the module is missing or the gate refuses it, UNAVAILABLE if the
 * cell died.
 */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const run = new Replay(options);
  for await (const entry of readRecording(options.source)) {
    if (await run.take(entry)) break;
  }
  return run.finish();
}

/** An event of the recording that has not been run. */
interface WaitingEvent {
  readonly number: number;
  readonly event: GuestEvent;
  readonly recorded: RecordedOutcome;
}

class Replay {
  readonly #runner: InspectableRunner;
  readonly #until: number | null;
  readonly #onEvent: NonNullable<ReplayOptions["onEvent"]>;
  readonly #module: ReplayModule;
  readonly #comparison = new ReplayComparison();
  readonly #counts = { events: 0, lost: 0, faults: 0, fuelUsed: 0 };
  #head: RecordingHead | null = null;
  /** From `store` entries, for the next `begin`. */
  #pendingStore: StoreEntry[] = [];
  #store = new StoreImage();
  /** The replay installs the service. When the runner reads the store at another time, its cell has died. */
  #isBeginning = false;
  #hasDied = false;
  #firstToken = 0n;
  #batch: { readonly events: WaitingEvent[]; bytes: number } = { events: [], bytes: 0 };
  #end: { readonly reason: EndReason | "cut"; readonly state: RecordedState | null } | null = null;
  #last: Replayed["last"] = null;

  constructor({ runner, module, until, onEvent = () => {} }: ReplayOptions) {
    this.#runner = runner;
    this.#until = until;
    this.#onEvent = onEvent;
    this.#module = new ReplayModule(module);
  }

  /** Resolves to true when no further entries are needed. */
  async take(entry: RecordingEntry | { readonly kind: "cut" }): Promise<boolean> {
    if (entry.kind !== "event") await this.#runBatch();
    switch (entry.kind) {
      case "head":
        this.#head = entry.head;
        return false;
      case "module":
        this.#module.recorded = entry.module;
        return false;
      case "store":
        this.#pendingStore.push(...entry.entries);
        return false;
      case "view":
        this.#runner.setView(entry.view);
        return false;
      case "begin":
        await this.#begin(entry);
        return this.#until === 0;
      case "event":
        return this.#event(entry);
      case "end":
        this.#end = entry;
        return false;
      case "cut":
        this.#end = { reason: "cut", state: null };
        return false;
    }
  }

  async finish(): Promise<Replayed> {
    if (this.#head === null || !this.#module.isPrepared) {
      throw new ProstError("DATA_LOSS", "the recording ends before the service has begun");
    }
    await this.#runBatch();
    const { events } = this.#counts;
    const outcome = await this.#runner.memory(this.#head.serviceId);
    if (!outcome.ok || this.#hasDied) throw died(events, outcome.ok ? "" : outcome.detail);
    const { memory } = outcome;
    const memoryHash = memory === null ? null : sha256(memory);
    const storeHash = this.#store.hash();
    const recordedState = this.#end?.state ?? null;
    if (recordedState !== null) this.#comparison.state(events, recordedState, storeHash, memoryHash);
    return {
      head: this.#head,
      isOtherModule: this.#module.isOther,
      notes: notesOn(this.#head),
      ...this.#counts,
      differences: this.#comparison.differences,
      differencesInAll: this.#comparison.count,
      end: this.#end?.reason ?? null,
      recordedState,
      store: this.#store,
      memory,
      stateHash: stateHash(storeHash, memoryHash),
      last: this.#last,
    };
  }

  async #begin(begin: RecordingEntry & { kind: "begin" }): Promise<void> {
    const head = this.#head as RecordingHead;
    const module = this.#module.rewritten(head);
    this.#comparison.isOtherModule = this.#module.isOther;
    if (begin.hasStore) {
      this.#store = new StoreImage(this.#pendingStore);
      this.#pendingStore = [];
    }
    this.#comparison.store(this.#counts.events, begin.storeHash, this.#store.hash());
    if (begin.init !== null && isLost(begin.init.fault)) {
      // The cell died before the instance was made.
      this.#runner.uninstall(head.serviceId);
      return;
    }
    const outcome = await this.#install(head, begin, module);
    if (begin.init === null) return;
    const init: Outcome = outcome.ok ? outcome.init : { ...outcome, ok: false, fuelUsed: 0 };
    this.#count(init);
    this.#comparison.init(this.#counts.events, begin.init, recordedOutcome(init, begin.firstToken));
  }

  async #install(
    { serviceId, nodeId, capabilities, limits }: RecordingHead,
    { isLazy, nowMs, seed, firstToken }: RecordingEntry & { kind: "begin" },
    module: Uint8Array,
  ): Promise<InstallOutcome> {
    const request: InstallRequest = {
      serviceId,
      nodeId,
      module,
      capabilities,
      limits,
      readStore: (instance) => this.#readStore(instance),
      nowMs,
      seed,
      firstToken,
      isLazy,
    };
    this.#firstToken = firstToken;
    this.#isBeginning = true;
    const outcome = await this.#runner.install(request);
    this.#isBeginning = false;
    if (!outcome.ok && outcome.fault === "lost") throw died(this.#counts.events, outcome.detail);
    return outcome;
  }

  #readStore({ isLazy }: InstanceStart): readonly StoreEntry[] {
    if (!this.#isBeginning && isLazy) this.#hasDied = true;
    return this.#store.entries();
  }

  async #event({ event, recorded }: RecordingEntry & { kind: "event" }): Promise<boolean> {
    const number = ++this.#counts.events;
    if (isLost(recorded.fault)) {
      await this.#runBatch();
      this.#counts.lost++;
      this.#last = { number, event, outcome: null, recorded };
      this.#onEvent(number, event, null);
    } else {
      const { events } = this.#batch;
      events.push({ number, event, recorded });
      this.#batch.bytes += event.payload.length;
      const isFull = events.length >= BATCH_EVENTS_MAX || this.#batch.bytes >= BATCH_BYTES_MAX;
      if (isFull || number === this.#until) await this.#runBatch();
    }
    return number === this.#until;
  }

  async #runBatch(): Promise<void> {
    const { events } = this.#batch;
    this.#batch.bytes = 0;
    const { serviceId } = this.#head ?? {};
    while (events.length > 0 && serviceId !== undefined) {
      const outcomes = await this.#runner.run(
        serviceId,
        events.map(({ event }) => eventOf(event)),
      );
      for (const [i, waiting] of events.splice(0, outcomes.length).entries()) this.#ran(waiting, outcomes[i]);
    }
  }

  #ran({ number, event, recorded }: WaitingEvent, outcome: Outcome): void {
    if (!outcome.ok && isLost(outcome.fault)) throw died(number, outcome.detail);
    if (this.#hasDied) throw died(number, "");
    this.#count(outcome);
    this.#last = { number, event, outcome, recorded };
    this.#onEvent(number, event, outcome);
    this.#comparison.event(number, event, recorded, recordedOutcome(outcome, this.#firstToken));
  }

  #count(outcome: Outcome): void {
    this.#counts.fuelUsed += outcome.fuelUsed;
    if (!outcome.ok) {
      this.#counts.faults++;
      return;
    }
    this.#store.apply(outcome.writes);
    if (this.#store.bytes > STORE_BYTES_MAX)
      throw new ProstError("DATA_LOSS", `the writes exceed a store of ${STORE_BYTES_MAX} bytes`);
  }
}

/** The cell died before the event had an outcome: the event had no effect. */
function isLost(fault: Fault | null): boolean {
  return fault === "lost" || fault === "timeout";
}

function notesOn({ gateProfile, meteringSchedule, software }: RecordingHead): string[] {
  const notes: string[] = [];
  if (gateProfile !== GATE_PROFILE)
    notes.push(`recorded under gate profile ${gateProfile}; here it is ${GATE_PROFILE}`);
  if (meteringSchedule !== METERING_SCHEDULE) {
    const recorded = `recorded under metering schedule ${meteringSchedule} (prost ${software})`;
    notes.push(`${recorded}; here it is ${METERING_SCHEDULE}: fuel may differ`);
  }
  return notes;
}

function died(number: number, detail: string): ProstError {
  return new ProstError(
    "UNAVAILABLE",
    `the cell died at event ${number}${detail === "" ? "" : ` (${detail})`}, whose outcome is unknown; try again`,
  );
}
