/** Recordings of services that run at this node. */
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { VERSION } from "../base/version.ts";
import type { Installer } from "../deployment/installer.ts";
import { RECORDING_BYTES_MAX, Recorder, type RecordingHandle } from "../sandbox/recording/recorder.ts";
import type { Cells } from "../services/cells.ts";
import type { ServiceHost } from "../services/service-host.ts";
import type { RecordingEnd, RecordingReceiver, RecordRequest } from "./api.ts";

interface NodeRecordingsParts {
  readonly host: ServiceHost;
  readonly cells: Cells;
  readonly installer: Installer;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

export class NodeRecordings {
  readonly #parts: NodeRecordingsParts;
  /** Recordings under way, by service. */
  readonly #recordings = new Map<string, RecordingHandle>();

  constructor(parts: NodeRecordingsParts) {
    this.#parts = parts;
  }

  /** Resolves when the service runs and the recording is under way. */
  async start(
    { service, eventsMax, restarts, withModule }: RecordRequest,
    receiver: RecordingReceiver,
  ): Promise<{ stop(reason: RecordingEnd): void }> {
    const { host, cells, installer, wallClock } = this.#parts;
    const started = await host.ensure(service);
    const what = host.packageOf(service);
    if (!started.ok || what === null) {
      const detail = started.ok ? "a newer version is replacing it; try again" : started.detail;
      throw new ProstError("NOT_FOUND", `service ${service.short} does not run here: ${detail}`);
    }
    const { name, version, codeHash, rootId } = what.manifest;
    const module = withModule ? installer.original(service, what.codeHash) : null;
    if (withModule && module === null)
      throw new ProstError(
        "FAILED_PRECONDITION",
        `this node does not have the code of ${name} as it was published; record without the module`,
      );
    const runner = cells.runnerOf(rootId);
    if (!(runner instanceof Recorder))
      throw new ProstError("UNIMPLEMENTED", `this node cannot record ${name}`);
    const plan = {
      serviceId: service.bytes,
      name,
      version,
      codeHash,
      software: VERSION,
      nowMs: wallClock(),
      module,
      eventsMax: eventsMax === 0 ? null : eventsMax,
      bytesMax: RECORDING_BYTES_MAX,
      restarts,
    };
    // The recording is of the service's instance, so the instance must not be evicted meanwhile.
    const release = host.keepAwake(service);
    const recording = runner.record(plan, {
      write: (piece, events) => receiver.write(piece, events),
      end: (reason, events) => {
        if (this.#recordings.get(service.hex) === recording) this.#recordings.delete(service.hex);
        release();
        receiver.end(reason, events);
      },
    });
    this.#recordings.set(service.hex, recording);
    return recording;
  }

  /** Throws NOT_FOUND when the service is not being recorded. */
  stop(service: Id): void {
    const recording = this.#recordings.get(service.hex);
    if (recording === undefined)
      throw new ProstError("NOT_FOUND", `service ${service.short} is not being recorded at this node`);
    recording.stop("asked");
  }
}
