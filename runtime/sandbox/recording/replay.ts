/**
 * Replay: runs the events of a recording again, in a real sandbox, and compares each outcome with the
 * recorded one.
 */
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import type { Fault, InspectableRunner, InstallRequest, InstanceStart, Outcome } from "../contract.ts";
import { GATE_PROFILE, gate } from "../gate/gate.ts";
import { METERING_SCHEDULE, rewrite } from "../instrument/rewrite.ts";
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
import { type StoreEntry, StoreImage } from "./store-image.ts";

/** Events that are run together. */
const BATCH_EVENTS_MAX = 64;
const BATCH_BYTES_MAX = 1024 * 1024;
/** Differences that are reported; further ones are counted. */
const DIFFERENCES_MAX = 32;

export interface ReplayOptions {
  readonly source: AsyncIterable<Uint8Array>;
  /** A runner for this replay alone. The replay does not close it. */
  readonly runner: InspectableRunner;
  /** Another module to run, as it would be published. Null: the recorded one. */
  readonly module: Uint8Array | null;
  /** The last event to run, counted from 1; null: all. */
  readonly until: number | null;
  /**
   * Called for each event, in order. The outcome is null for an event that was lost with its cell, and is not
   * run.
   */
  readonly onEvent?: (number: number, event: GuestEvent, outcome: Outcome | null) => void;
}

/** A difference between the recording and the replay. */
export interface Difference {
  /**
   * `outcome`: another result. `fuel`: the same result with other fuel. `init`: at the start. `store`,
   * `memory`: in the state.
   */
  readonly what: "outcome" | "fuel" | "init" | "store" | "memory";
  /** The number of the event; for a difference without an event, of events so far. */
  readonly number: number;
  readonly event: GuestEvent | null;
  readonly expected: RecordedOutcome | null;
  readonly got: RecordedOutcome | null;
}

export interface Replayed {
  readonly head: RecordingHead;
  /** Another module than the recorded one was run. */
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
  /** How the recording ends; "cut": it is truncated; null: it continues after `until`. */
  readonly end: EndReason | "cut" | null;
  readonly recordedState: RecordedState | null;
  readonly store: StoreImage;
  /** Null: there is no instance, as after a fault. */
  readonly memory: Uint8Array | null;
  /** SHA-256 of both. */
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
 * Replays a recording. Throws INVALID_ARGUMENT for bytes that are not a recording, DATA_LOSS for a damaged
 * recording, FAILED_PRECONDITION if the module is missing or the gate refuses it, UNAVAILABLE if the cell
 * died.
 */
export async function replay(options: ReplayOptions): Promise<Replayed> {
  const run = new Replay(options);
  for await (const entry of readRecording(options.source)) {
    if (await run.take(entry)) break;
  }
  return run.finish();
}

class Replay {
  readonly #runner: InspectableRunner;
  readonly #module: Uint8Array | null;
  readonly #until: number | null;
  readonly #onEvent: NonNullable<ReplayOptions["onEvent"]>;
  #recorded: Uint8Array | null = null;
  #head: RecordingHead | null = null;
  #rewritten: Uint8Array | null = null;
  #isOtherModule = false;
  #pendingStore: StoreEntry[] = [];
  #store = new StoreImage();
  /** The replay installs the service. When the runner reads the store at another time, its cell has died. */
  #isBeginning = false;
  #hasDied = false;
  #firstToken = 0n;
  #batch: { readonly number: number; readonly event: GuestEvent; readonly recorded: RecordedOutcome }[] = [];
  #batchBytes = 0;
  #events = 0;
  #lost = 0;
  #faults = 0;
  #fuelUsed = 0;
  #differences: Difference[] = [];
  #differencesInAll = 0;
  #end: EndReason | "cut" | null = null;
  #recordedState: RecordedState | null = null;
  #last: Replayed["last"] = null;

  constructor({ runner, module, until, onEvent = () => {} }: ReplayOptions) {
    this.#onEvent = onEvent;
    this.#runner = runner;
    this.#module = module;
    this.#until = until;
  }

  /** True: no further entries are needed. */
  async take(entry: RecordingEntry | { readonly kind: "cut" }): Promise<boolean> {
    if (entry.kind !== "event") await this.#runBatch();
    switch (entry.kind) {
      case "head":
        this.#head = entry.head;
        return false;
      case "module":
        this.#recorded = entry.module;
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
        this.#end = entry.reason;
        this.#recordedState = entry.state;
        return false;
      case "cut":
        this.#end = "cut";
        return false;
    }
  }

  async finish(): Promise<Replayed> {
    if (this.#head === null || this.#rewritten === null) {
      throw new ProstError("DATA_LOSS", "the recording ends before the service has begun");
    }
    await this.#runBatch();
    const outcome = await this.#runner.memory(this.#head.serviceId);
    if (!outcome.ok || this.#hasDied) throw died(this.#events, outcome.ok ? "" : outcome.detail);
    const { memory } = outcome;
    const memoryHash = memory === null ? null : sha256(memory);
    const storeHash = this.#store.hash();
    if (this.#end !== null && this.#recordedState !== null && !this.#isOtherModule)
      this.#compareStates(this.#recordedState, storeHash, memoryHash);
    return {
      head: this.#head,
      isOtherModule: this.#isOtherModule,
      notes: notesOn(this.#head),
      events: this.#events,
      lost: this.#lost,
      faults: this.#faults,
      fuelUsed: this.#fuelUsed,
      differences: this.#differences,
      differencesInAll: this.#differencesInAll,
      end: this.#end,
      recordedState: this.#recordedState,
      store: this.#store,
      memory,
      stateHash: stateHash(storeHash, memoryHash),
      last: this.#last,
    };
  }

  async #begin(begin: RecordingEntry & { kind: "begin" }): Promise<void> {
    const head = this.#head as RecordingHead;
    this.#rewritten ??= this.#prepare(head);
    if (begin.hasStore) {
      this.#store = new StoreImage(this.#pendingStore);
      this.#pendingStore = [];
    }
    if (!sameBytes(this.#store.hash(), begin.storeHash) && !this.#isOtherModule)
      this.#differs({ what: "store", number: this.#events, event: null, expected: null, got: null });
    if (begin.init !== null && isLost(begin.init.fault)) {
      // Its cell died before the instance was made.
      this.#runner.uninstall(head.serviceId);
      return;
    }
    const { isLazy, nowMs, seed, firstToken } = begin;
    const { serviceId, nodeId, capabilities, limits } = head;
    const request: InstallRequest = {
      serviceId,
      nodeId,
      module: this.#rewritten,
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
    if (!outcome.ok && outcome.fault === "lost") throw died(this.#events, outcome.detail);
    if (begin.init === null) return;
    const init: Outcome = outcome.ok ? outcome.init : { ...outcome, ok: false, fuelUsed: 0 };
    this.#count(init);
    const got = recordedOutcome(init, firstToken);
    if (!this.#isSame(begin.init, got)) {
      this.#differs({ what: "init", number: this.#events, event: null, expected: begin.init, got });
    }
  }

  #readStore({ isLazy }: InstanceStart): readonly StoreEntry[] {
    if (!this.#isBeginning && isLazy) this.#hasDied = true;
    return this.#store.entries();
  }

  /** The module to run. It is gated and rewritten here again: a recording may come from an untrusted peer. */
  #prepare({ capabilities, limits, codeHash }: RecordingHead): Uint8Array {
    const module = this.#module ?? this.#recorded;
    if (module === null) {
      throw new ProstError(
        "FAILED_PRECONDITION",
        `the recording has no module: name it with --module (its SHA-256 is ${hexOf(codeHash)})`,
      );
    }
    this.#isOtherModule = !sameBytes(sha256(module), codeHash);
    if (this.#isOtherModule && this.#module === null)
      throw new ProstError("DATA_LOSS", "the module in the recording does not match its hash");
    const result = gate(module, { granted: capabilities });
    if (!result.ok) {
      throw new ProstError("FAILED_PRECONDITION", `the gate refuses the module: ${result.detail}`);
    }
    if (result.module.memory.min > limits.memoryPages) {
      throw new ProstError(
        "FAILED_PRECONDITION",
        `the module's memory starts with ${result.module.memory.min} pages; it was granted ${limits.memoryPages}`,
      );
    }
    return rewrite(result.module, { memoryPages: limits.memoryPages });
  }

  async #event({ event, recorded }: RecordingEntry & { kind: "event" }): Promise<boolean> {
    const number = ++this.#events;
    if (isLost(recorded.fault)) {
      await this.#runBatch();
      this.#lost++;
      this.#last = { number, event, outcome: null, recorded };
      this.#onEvent(number, event, null);
    } else {
      this.#batch.push({ number, event, recorded });
      this.#batchBytes += event.payload.length;
      const isFull = this.#batch.length >= BATCH_EVENTS_MAX || this.#batchBytes >= BATCH_BYTES_MAX;
      if (isFull || number === this.#until) await this.#runBatch();
    }
    return number === this.#until;
  }

  async #runBatch(): Promise<void> {
    this.#batchBytes = 0;
    const { serviceId } = this.#head ?? {};
    while (this.#batch.length > 0 && serviceId !== undefined) {
      const outcomes = await this.#runner.run(
        serviceId,
        this.#batch.map(({ event }) => eventOf(event)),
      );
      for (const [i, { number, event, recorded }] of this.#batch.splice(0, outcomes.length).entries()) {
        this.#ran(number, event, outcomes[i], recorded);
      }
    }
  }

  #ran(number: number, event: GuestEvent, outcome: Outcome, recorded: RecordedOutcome): void {
    if (!outcome.ok && isLost(outcome.fault)) throw died(number, outcome.detail);
    if (this.#hasDied) throw died(number, "");
    this.#count(outcome);
    this.#last = { number, event, outcome, recorded };
    this.#onEvent(number, event, outcome);
    const got = recordedOutcome(outcome, this.#firstToken);
    if (this.#isSame(recorded, got)) return;
    const what = sameBytes(recorded.digest, got.digest) ? "fuel" : "outcome";
    this.#differs({ what, number, event, expected: recorded, got });
  }

  #count(outcome: Outcome): void {
    this.#fuelUsed += outcome.fuelUsed;
    if (!outcome.ok) {
      this.#faults++;
      return;
    }
    this.#store.apply(outcome.writes);
    if (this.#store.bytes > STORE_BYTES_MAX)
      throw new ProstError("DATA_LOSS", `the writes exceed a store of ${STORE_BYTES_MAX} bytes`);
  }

  /** Another module may use other fuel. */
  #isSame(expected: RecordedOutcome, got: RecordedOutcome): boolean {
    const isFuelSame = this.#isOtherModule || expected.fuelUsed === got.fuelUsed;
    return isFuelSame && sameBytes(expected.digest, got.digest);
  }

  #compareStates(recorded: RecordedState, storeHash: Uint8Array, memoryHash: Uint8Array | null): void {
    const at = { number: this.#events, event: null, expected: null, got: null };
    if (!sameBytes(recorded.storeHash, storeHash)) this.#differs({ what: "store", ...at });
    if (!recorded.isMemoryKnown) return;
    const [then, now] = [recorded.memoryHash, memoryHash];
    const isSame = then === null || now === null ? then === now : sameBytes(then, now);
    if (!isSame) this.#differs({ what: "memory", ...at });
  }

  #differs(difference: Difference): void {
    this.#differencesInAll++;
    if (this.#differences.length < DIFFERENCES_MAX) this.#differences.push(difference);
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

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
