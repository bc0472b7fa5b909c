/**
 * A runner that can record one of its services. A service that is not recorded pays one comparison for a
 * batch of events.
 *
 * A recording begins with a new instance, made from the committed store between two events as after a fault,
 * because the memory of an older instance is not known here. It ends between two events as well, with the
 * hash of the service's state.
 */
import { ProstError } from "../../base/errors.ts";
import {
  type InspectableRunner,
  type InstallOutcome,
  type InstallRequest,
  isRule,
  type MemoryOutcome,
  type Outcome,
  type OverlayView,
  type Runner,
  type RunnerUsage,
  type ServiceEvent,
} from "../contract.ts";
import { InstalledServices, idHex, type RegisteringRunner, takeTokens } from "../queue/installed-services.ts";
import { OpenRecording, type RecordingPlan, type RecordingSink } from "./open-recording.ts";
import { type EndReason, type RecordedState, sha256 } from "./recording.ts";
import { StoreImage } from "./store-image.ts";

/** Maximum size of a recording on a node, in bytes. At this size it ends by itself. */
export const RECORDING_BYTES_MAX = 1024 ** 3;

export interface RecordingHandle {
  /** Ends the recording, after the events that are being run. */
  stop(reason: EndReason): void;
}

export class Recorder implements InspectableRunner, RegisteringRunner {
  readonly services: InstalledServices;
  readonly #inner: Runner;
  #recording: OpenRecording | null = null;
  /** A batch of the recorded service is with the inner runner. */
  #isRunning = false;
  #view: OverlayView | null = null;
  /** A view that waits for the end of that batch: otherwise it would be unknown whether the batch saw it. */
  #nextView: OverlayView | null = null;
  /** The store is read for the state at the end, not for a new instance. */
  #isReadingState = false;

  /** The registry of `inner`, if it has one, is also this runner's. */
  constructor(inner: Runner & Partial<RegisteringRunner>) {
    this.#inner = inner;
    this.services = inner.services ?? new InstalledServices();
  }

  /**
   * Throws NOT_FOUND for a service that is not installed, RESOURCE_EXHAUSTED when a service of this runner is
   * recorded already.
   */
  record(plan: RecordingPlan, sink: RecordingSink): RecordingHandle {
    const installed = this.services.get(plan.serviceId);
    if (installed === undefined) throw new ProstError("NOT_FOUND", `${plan.name} does not run here`);
    if (this.#recording !== null) {
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        "a service of the same publisher is being recorded at this node; end that recording first",
      );
    }
    const recording = new OpenRecording(plan, sink, installed.request);
    this.#recording = recording;
    return {
      stop: (reason) => {
        if (recording !== this.#recording) return;
        if (this.#isRunning) recording.due ??= reason;
        else this.#finish(recording, reason, []);
      },
    };
  }

  async install(request: InstallRequest): Promise<InstallOutcome> {
    const { serviceId } = request;
    // Another version is another recording.
    const old = this.services.get(serviceId)?.request.module;
    const recording = this.#recordingOf(serviceId);
    if (recording !== null && old !== undefined && Buffer.compare(old, request.module) !== 0)
      this.#finish(recording, "stopped", null);
    const watched = this.#watched(request);
    const outcome = await this.#inner.install(watched);
    if (outcome.ok && this.services.get(serviceId)?.request !== watched)
      this.services.set(watched, this.#inner);
    if (request.isLazy !== true) {
      const { ok } = outcome;
      this.#recordingOf(serviceId)?.initEnded(ok ? outcome.init : { ...outcome, ok, fuelUsed: 0 });
    }
    return outcome;
  }

  uninstall(serviceId: Uint8Array): void {
    this.#inner.uninstall(serviceId);
    this.services.delete(serviceId, this.#inner);
    const recording = this.#recordingOf(serviceId);
    if (recording !== null) this.#finish(recording, "stopped", null);
  }

  setView(view: OverlayView): void {
    if (this.#isRunning && this.#recording !== null) {
      this.#nextView = view;
      return;
    }
    this.#view = view;
    this.#inner.setView(view);
    this.#recording?.viewChanged(view);
  }

  run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    if (this.#recording === null) return this.#inner.run(serviceId, events);
    const recording = this.#recordingOf(serviceId);
    return recording === null ? this.#inner.run(serviceId, events) : this.#runRecorded(recording, events);
  }

  async memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return (
      (await this.#inner.memory?.(serviceId)) ?? { ok: false, detail: "its runner does not show its memory" }
    );
  }

  usage(): RunnerUsage {
    return this.#inner.usage();
  }

  async close(): Promise<void> {
    if (this.#recording !== null) this.#finish(this.#recording, "stopped", null);
    await this.#inner.close();
  }

  /** The request with a `readStore` that reports each new instance, and its store, to the recording. */
  #watched(request: InstallRequest): InstallRequest {
    return {
      ...request,
      readStore: (instance) => {
        const store = request.readStore(instance);
        if (!this.#isReadingState)
          this.#recordingOf(request.serviceId)?.instanceBegins(request, instance, store, this.#view);
        return store;
      },
    };
  }

  async #runRecorded(recording: OpenRecording, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    const { serviceId } = recording;
    this.#isRunning = true;
    // Here and not sooner: the caller runs nothing else of this service now, and has stored all writes.
    if (recording.isWaiting && recording.renews) await this.#renew(recording);
    const outcomes = await this.#inner.run(serviceId, events);
    this.#isRunning = false;
    // Rules neither read nor change the instance.
    const ran = events.flatMap((event, i) =>
      i < outcomes.length && !isRule(event.kind) ? [{ event, outcome: outcomes[i] }] : [],
    );
    if (ran.length > 0)
      recording.eventsEnded(
        ran.map(({ event }) => event),
        ran.map(({ outcome }) => outcome),
      );
    if (this.#nextView !== null) {
      const view = this.#nextView;
      this.#nextView = null;
      this.setView(view);
    }
    if (recording.due !== null) this.#finish(recording, recording.due, outcomes);
    // The instance has ended with a fault: a new one loses nothing.
    else if (recording.isWaiting && hasFaulted(ran.map(({ outcome }) => outcome))) recording.renews = true;
    // In this tick: the caller must store the writes before the runner does anything else.
    return outcomes;
  }

  #recordingOf(serviceId: Uint8Array): OpenRecording | null {
    const recording = this.#recording;
    return recording !== null && idHex(recording.serviceId) === idHex(serviceId) ? recording : null;
  }

  /** Makes a new instance, as when the cell had died. `#watched` reports it to the recording. */
  async #renew(recording: OpenRecording): Promise<void> {
    const { serviceId } = recording;
    const installed = this.services.get(serviceId);
    if (installed === undefined) return;
    const request = { ...installed.request, isLazy: true, firstToken: takeTokens(installed) };
    const { ok } = await this.#inner.install(request);
    // The service was uninstalled meanwhile, which ends its recording.
    if (recording !== this.#recording) this.uninstall(serviceId);
    else if (ok && this.services.get(serviceId)?.request !== request) this.services.set(request, this.#inner);
  }

  /**
   * `last`: outcomes with writes that are not in the store yet. Null when the state at the end is not known.
   */
  #finish(recording: OpenRecording, reason: EndReason, last: readonly Outcome[] | null): void {
    if (!recording.beginEnd()) return;
    const close = (state: RecordedState | null) => {
      recording.close(reason, state);
      if (this.#recording === recording) this.#recording = null;
    };
    const installed = this.services.get(recording.serviceId);
    if (last === null || installed === undefined || recording.isWaiting) {
      close(null);
      return;
    }
    const { request, firstToken } = installed;
    this.#isReadingState = true;
    const store = new StoreImage(request.readStore({ isLazy: true, firstToken }));
    this.#isReadingState = false;
    for (const outcome of last) if (outcome.ok) store.apply(outcome.writes);
    const storeHash = store.hash();
    void this.memory(request.serviceId).then((outcome) => {
      const isMemoryKnown = outcome.ok && !recording.hasBegunAgain;
      const memory = outcome.ok ? outcome.memory : null;
      close({ storeHash, isMemoryKnown, memoryHash: memory === null ? null : sha256(memory) });
    });
  }
}

function hasFaulted(outcomes: readonly Outcome[]): boolean {
  const last = outcomes.at(-1);
  return last !== undefined && !last.ok && last.fault !== "lost";
}
