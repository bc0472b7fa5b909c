/**
 * Services in this very process: the same glue behind the first wall only. For simulations and tests; for strangers' code there
 * are cells.
 */
import type {
  InstallOutcome,
  InstallRequest,
  Outcome,
  OverlayView,
  Runner,
  RunnerUsage,
  ServiceEvent,
} from "./contract.ts";
import { decodeInstallOutcome, decodeOutcomes, encodeBatch, encodeInstall, encodeView } from "./frames.ts";
import { type Glue, makeGlue } from "./glue.ts";
import { GLUE_CONSTANTS } from "./glue-constants.ts";

export class InlineRunner implements Runner {
  readonly #glue: Glue = makeGlue(GLUE_CONSTANTS);

  async install(request: InstallRequest): Promise<InstallOutcome> {
    return decodeInstallOutcome(new Uint8Array(this.#glue.install(bufferOf(encodeInstall(request, false)))));
  }

  uninstall(serviceId: Uint8Array): void {
    this.#glue.uninstall(bufferOf(serviceId));
  }

  setView(view: OverlayView): void {
    this.#glue.setView(bufferOf(encodeView(view)));
  }

  async run(serviceId: Uint8Array, events: readonly ServiceEvent[]): Promise<readonly Outcome[]> {
    return decodeOutcomes(new Uint8Array(this.#glue.run(bufferOf(encodeBatch(serviceId, events)))), events);
  }

  usage(): RunnerUsage {
    return { pid: null, rssBytes: 0, restarts: 0 };
  }

  async close(): Promise<void> {}
}

/** A buffer of just these bytes. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
