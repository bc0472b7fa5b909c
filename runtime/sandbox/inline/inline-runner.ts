/**
 * Runs services in this process: the same glue as in a cell, with the first layer of isolation only
 * (WebAssembly). For simulations and tests, and for paced-inline-runner.ts; untrusted code runs in cells.
 */
import type {
  ForwardResult,
  InspectableRunner,
  InstallOutcome,
  InstallRequest,
  MemoryOutcome,
  Outcome,
  OverlayView,
  RunnerUsage,
  ServiceEvent,
} from "../contract.ts";
import { GLUE_CONSTANTS, GLUE_PARTS } from "../glue/constants.ts";
import { type Glue, makeGlue } from "../glue/glue.ts";
import { encodeBatch } from "../wire/batch-frames.ts";
import { fieldsOf } from "../wire/event-fields.ts";
import { decodeInstallOutcome, decodeMemory, decodeOutcomes } from "../wire/outcomes.ts";
import { encodeInstall, encodeView } from "../wire/requests.ts";

/** A batch ends with the event that brings its fuel to this: the event loop is blocked while a batch runs. */
const BATCH_FUEL = 500_000;
const NONE: readonly never[] = [];
const NO_CHANGE: ForwardResult = { stop: false, key: null, payload: null, next: null };

export class InlineRunner implements InspectableRunner {
  readonly #glue: Glue = makeGlue({ ...GLUE_CONSTANTS, batchFuel: BATCH_FUEL }, GLUE_PARTS);

  async install(request: InstallRequest): Promise<InstallOutcome> {
    return decodeInstallOutcome(
      new Uint8Array(this.#glue.install(bufferOf(encodeInstall(request, request.isLazy === true)))),
    );
  }

  uninstall(serviceId: Uint8Array): void {
    this.#glue.uninstall(bufferOf(serviceId));
  }

  setView(view: OverlayView): void {
    this.#glue.setView(bufferOf(encodeView(view)));
  }

  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    if (events.length === 1) return [this.runNow(serviceId, events[0])];
    return decodeOutcomes(new Uint8Array(this.#glue.run(bufferOf(encodeBatch(serviceId, events)))), events);
  }

  /** Runs one event, synchronously. */
  runNow(serviceId: Uint8Array, event: ServiceEvent): Outcome {
    const outcome = this.#glue.runNow(serviceId, fieldsOf(event));
    if (typeof outcome !== "number") return decodeOutcomes(outcome, [event])[0];
    const verdict = event.kind === "forward" ? NO_CHANGE : null;
    return { ok: true, fuelUsed: outcome, writes: NONE, effects: NONE, verdict };
  }

  async memory(serviceId: Uint8Array): Promise<MemoryOutcome> {
    return { ok: true, memory: decodeMemory(new Uint8Array(this.#glue.memory(bufferOf(serviceId)))) };
  }

  usage(): RunnerUsage {
    return { pid: null, rssBytes: 0, restarts: 0 };
  }

  async close(): Promise<void> {}
}

/** A copy as a buffer with exactly these bytes. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
