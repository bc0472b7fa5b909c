/**
 * A runner that can record one of its services. Nothing stands between a service that is not recorded and its runner but one
 * comparison for a batch of events.
 *
 * A recording begins with a new instance, made of the committed store between two events as after a fault, since what an older one
 * holds in memory is not known here. It ends between two events as well, with the hash of what the service has become.
 */
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { TOKENS_PER_INSTALL } from "../cell/cell-host.ts";
import {
  type InspectableRunner,
  type InstallOutcome,
  type InstallRequest,
  type InstanceStart,
  isRule,
  type MemoryOutcome,
  type Outcome,
  type OverlayView,
  type Runner,
  type RunnerUsage,
  type ServiceEvent,
  type StoreWrite,
} from "../contract.ts";
import { GATE_PROFILE } from "../gate/gate.ts";
import { METERING_SCHEDULE } from "../instrument/rewrite.ts";
import {
  type EndReason,
  type RecordedState,
  type RecordingEntry,
  recordedOutcome,
  sha256,
  storeEntries,
} from "./recording.ts";
import { RecordingWriter } from "./recording-stream.ts";
import { StoreImage } from "./store-image.ts";

/** A recording on a node ends by itself when it has come to this. */
export const RECORDING_BYTES_MAX = 1024 ** 3;

/** What is to be recorded of a service that is installed. */
export interface RecordingPlan {
  readonly serviceId: Uint8Array;
  /** For the head of the recording. */
  readonly name: string;
  readonly version: number;
  readonly codeHash: Uint8Array;
  readonly software: string;
  readonly nowMs: number;
  /** As it was published; null: it is left out, and whoever replays must have it. */
  readonly module: Uint8Array | null;
  /** It ends with the batch in which so many have come; null: not by their number. */
  readonly eventsMax: number | null;
  /** It ends with the batch with which it has become longer than that. */
  readonly bytesMax: number;
  /** The instance is made anew before its next event. Otherwise the recording begins when that happens by itself. */
  readonly restarts: boolean;
}

export interface RecordingSink {
  /** False: too much waits to be taken, and the recording should end. The piece is kept all the same. */
  write(piece: Uint8Array, events: number): boolean;
  /** Once; nothing is written afterwards. */
  end(reason: EndReason, events: number): void;
}

export interface RecordingHandle {
  /** After the events that are being run. */
  stop(reason: EndReason): void;
}

export class Recorder implements InspectableRunner {
  readonly #inner: Runner;
  readonly #installed = new Map<string, Installed>();
  #tape: Tape | null = null;
  /** A batch of the service that is recorded is on its way. */
  #isRunning = false;
  #view: OverlayView | null = null;
  /** A view that waits for the end of that batch: whether the batch saw it could not be told otherwise. */
  #heldView: OverlayView | null = null;

  constructor(inner: Runner) {
    this.#inner = inner;
  }

  /** Throws NOT_FOUND for a service that is not installed, RESOURCE_EXHAUSTED when one of this runner's is recorded already. */
  record(plan: RecordingPlan, sink: RecordingSink): RecordingHandle {
    const hex = hexOf(plan.serviceId);
    const installed = this.#installed.get(hex);
    if (installed === undefined) throw new ProstError("NOT_FOUND", `${plan.name} does not run here`);
    if (this.#tape !== null) {
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        "a service of the same publisher is being recorded at this node; end that recording first",
      );
    }
    const tape = new Tape(hex, plan, sink, installed.request);
    this.#tape = tape;
    return {
      stop: (reason) => {
        if (tape !== this.#tape) return;
        if (this.#isRunning) tape.due ??= reason;
        else this.#finish(tape, reason, []);
      },
    };
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    const hex = hexOf(request.serviceId);
    // Another version is another recording.
    const old = this.#installed.get(hex)?.request.module;
    const tape = this.#tapeOf(hex);
    if (tape !== null && old !== undefined && Buffer.compare(old, request.module) !== 0)
      this.#finish(tape, "stopped", null);
    const watched: InstallRequest = {
      ...request,
      readStore: (instance) => {
        const store = request.readStore(instance);
        this.#begins(hex, request, instance, store);
        return store;
      },
    };
    const outcome = await this.#inner.install(watched);
    if (outcome.ok) {
      const lastToken = this.#installed.get(hex)?.lastToken ?? request.firstToken;
      this.#installed.set(hex, { request, watched, lastToken });
    }
    if (request.isLazy !== true) {
      const { ok } = outcome;
      this.#tapeOf(hex)?.hasInitialised(ok ? outcome.init : { ...outcome, ok, fuelUsed: 0 });
    }
    return outcome;
  }

  uninstall(serviceId: Uint8Array): void {
    const hex = hexOf(serviceId);
    this.#installed.delete(hex);
    this.#inner.uninstall(serviceId);
    const tape = this.#tapeOf(hex);
    if (tape !== null) this.#finish(tape, "stopped", null);
  }

  setView(view: OverlayView): void {
    if (this.#isRunning && this.#tape !== null) {
      this.#heldView = view;
      return;
    }
    this.#view = view;
    this.#inner.setView(view);
    this.#tape?.sees(view);
  }

  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    if (this.#tape === null) return this.#inner.run(serviceId, events);
    const tape = this.#tapeOf(hexOf(serviceId));
    return tape === null ? this.#inner.run(serviceId, events) : this.#record(tape, serviceId, events);
  }

  async memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return (await this.#inner.memory?.(serviceId)) ?? { ok: false, detail: "its runner does not tell" };
  }

  usage(): RunnerUsage {
    return this.#inner.usage();
  }

  async close(): Promise<void> {
    if (this.#tape !== null) this.#finish(this.#tape, "stopped", null);
    await this.#inner.close();
  }

  async #record(
    tape: Tape,
    serviceId: Uint8Array,
    events: readonly ServiceEvent[],
  ): Promise<readonly Outcome[]> {
    this.#isRunning = true;
    // Here and not sooner: whoever calls has nothing else under way for this service, and what was has been stored.
    if (tape.isWaiting && tape.renews) await this.#renew(tape.service);
    const outcomes = await this.#inner.run(serviceId, events);
    this.#isRunning = false;
    // What rules decide depends on nothing of the instance, and changes nothing of it.
    const ran = events.flatMap((event, i) =>
      i < outcomes.length && !isRule(event.kind) ? [{ event, outcome: outcomes[i] }] : [],
    );
    if (ran.length > 0)
      tape.ran(
        ran.map(({ event }) => event),
        ran.map(({ outcome }) => outcome),
      );
    if (this.#heldView !== null) {
      const view = this.#heldView;
      this.#heldView = null;
      this.setView(view);
    }
    if (tape.due !== null) this.#finish(tape, tape.due, outcomes);
    // The instance has ended by itself: nothing is lost by beginning anew.
    else if (tape.isWaiting && hasFaulted(ran.map(({ outcome }) => outcome))) tape.renews = true;
    // At once: what the outcomes wrote must be stored before the runner does anything else.
    return outcomes;
  }

  #tapeOf(hex: string): Tape | null {
    return this.#tape?.service === hex ? this.#tape : null;
  }

  /** A new instance, as when the cell had died; what it is made of is told to `#begins`. */
  async #renew(hex: string): Promise<void> {
    const installed = this.#installed.get(hex);
    if (installed === undefined) return;
    const { watched, lastToken } = installed;
    await this.#inner.install({ ...watched, isLazy: true, firstToken: lastToken + TOKENS_PER_INSTALL });
    // It was uninstalled meanwhile.
    if (!this.#installed.has(hex)) this.#inner.uninstall(watched.serviceId);
  }

  #begins(hex: string, request: InstallRequest, instance: InstanceStart, store: readonly StoreWrite[]): void {
    const installed = this.#installed.get(hex);
    if (installed !== undefined) installed.lastToken = instance.firstToken;
    this.#tapeOf(hex)?.begins(request, instance, store, this.#view);
  }

  /** `last`: outcomes whose writes are not in the store yet; null: nobody can tell what the service has become. */
  #finish(tape: Tape, reason: EndReason, last: readonly Outcome[] | null): void {
    if (!tape.ends()) return;
    const close = (state: RecordedState | null) => {
      tape.close(reason, state);
      if (this.#tape === tape) this.#tape = null;
    };
    const installed = this.#installed.get(tape.service);
    if (last === null || installed === undefined || tape.isWaiting) {
      close(null);
      return;
    }
    const { request } = installed;
    const store = new StoreImage(request.readStore({ isLazy: true, firstToken: installed.lastToken }));
    for (const outcome of last) if (outcome.ok) store.apply(outcome.writes);
    const storeHash = store.hash();
    void this.memory(request.serviceId).then((outcome) => {
      const isMemoryKnown = outcome.ok && !tape.hasBegunAgain;
      const memory = outcome.ok ? outcome.memory : null;
      close({ storeHash, isMemoryKnown, memoryHash: memory === null ? null : sha256(memory) });
    });
  }
}

interface Installed {
  readonly request: InstallRequest;
  /** The request as the runner got it. */
  readonly watched: InstallRequest;
  /** Where the tokens of its newest instance begin. */
  lastToken: bigint;
}

function hasFaulted(outcomes: readonly Outcome[]): boolean {
  const last = outcomes.at(-1);
  return last !== undefined && !last.ok && last.fault !== "lost";
}

/** One recording: what is written, and how far it has got. */
class Tape {
  readonly service: string;
  readonly #plan: RecordingPlan;
  readonly #sink: RecordingSink;
  readonly #writer: RecordingWriter;
  readonly #request: InstallRequest;
  #phase: "waiting" | "recording" | "ending" | "ended" = "waiting";
  #events = 0;
  #firstToken = 0n;
  /** An instance whose `init` is being run. */
  #beginning: (RecordingEntry & { kind: "begin" }) | null = null;
  /** Why it is to end when the batch under way is done. */
  due: EndReason | null = null;
  /** While it waits: the next event is to have a new instance. */
  renews: boolean;
  /** An instance has begun since the end was near. */
  hasBegunAgain = false;

  constructor(service: string, plan: RecordingPlan, sink: RecordingSink, request: InstallRequest) {
    this.service = service;
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

  begins(
    request: InstallRequest,
    { isLazy, firstToken }: InstanceStart,
    store: readonly StoreWrite[],
    view: OverlayView | null,
  ): void {
    this.hasBegunAgain = this.#phase === "ending";
    if (this.#phase === "ending" || this.#phase === "ended") return;
    const isFirst = this.#phase === "waiting";
    if (isFirst) this.#head(view);
    const image = new StoreImage(store);
    // What a later instance begins with follows from the events before, unless it is installed by the node itself.
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

  hasInitialised(init: Outcome): void {
    const begin = this.#beginning;
    this.#beginning = null;
    if (begin === null || this.#phase !== "recording") return;
    this.#writer.entry({ ...begin, init: recordedOutcome(init, begin.firstToken) });
    this.#writer.flush();
  }

  sees(view: OverlayView): void {
    if (this.#phase === "recording") this.#writer.entry({ kind: "view", view });
  }

  ran(events: readonly ServiceEvent[], outcomes: readonly Outcome[]): void {
    if (this.#phase !== "recording") return;
    outcomes.forEach((outcome, i) => {
      const event = { ...events[i], version: events[i].version ?? 0 };
      this.#writer.entry({ kind: "event", event, recorded: recordedOutcome(outcome, this.#firstToken) });
      this.#events++;
    });
    this.#writer.flush();
    const { eventsMax, bytesMax } = this.#plan;
    if (eventsMax !== null && this.#events >= eventsMax) this.due ??= "count";
    if (this.#writer.bytes > bytesMax) this.due ??= "full";
  }

  /** False: it ends already. */
  ends(): boolean {
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

  #head(view: OverlayView | null): void {
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
