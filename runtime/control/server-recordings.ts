/** The recordings that clients make at this node, each a stream of pieces. */
import { Metadata, type ServerWritableStream } from "@grpc/grpc-js";
import { DELAY_MS_MAX } from "../../abi/abi.ts";
import { ProstError } from "../base/errors.ts";
import type { NodeControl } from "./api.ts";
import { idOf } from "./request-fields.ts";
import type { wire } from "./wire.ts";

/** Maximum number of recordings under way. */
const RECORDINGS_MAX = 8;
/**
 * Maximum size of the pieces that wait for a slow client, in bytes: the largest store, which is written at
 * once, and a reserve.
 */
const WAITING_BYTES_MAX = 80 * 1024 * 1024;

type RecordCall = ServerWritableStream<InstanceType<typeof wire.RecordRequest>, object>;

export class ServerRecordings {
  readonly #control: NodeControl;
  /** Ends each recording because the node stops. */
  readonly #stops = new Set<() => void>();

  constructor(control: NodeControl) {
    this.#control = control;
  }

  async serve(call: RecordCall): Promise<void> {
    const { eventsMax, durationMs, waits, withoutModule } = call.request;
    const service = idOf(call.request.service, "service");
    if (this.#stops.size >= RECORDINGS_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `this node makes ${RECORDINGS_MAX} recordings already; end one with \`prost stop-recording\``,
      );
    if (durationMs > DELAY_MS_MAX)
      throw new ProstError("INVALID_ARGUMENT", `a recording takes at most ${DELAY_MS_MAX} ms`);
    const pieces = new PieceStream(call);
    const request = { service, eventsMax, restarts: !waits, withModule: !withoutModule };
    const recording = await this.#control.record(request, pieces);
    const stop = () => recording.stop("stopped");
    this.#stops.add(stop);
    if (durationMs > 0) pieces.timer = setTimeout(() => recording.stop("time"), durationMs);
    const leave = () => recording.stop("asked");
    if (call.cancelled) leave();
    else call.once("cancelled", leave);
    call.once("close", () => {
      this.#stops.delete(stop);
      leave();
    });
    // Reports to the client that the recording is under way.
    call.sendMetadata(new Metadata());
  }

  /** Ends all recordings: the node stops. */
  close(): void {
    for (const stop of this.#stops) stop();
  }
}

/** Writes the pieces of one recording to its call. */
class PieceStream {
  readonly #call: RecordCall;
  #waitingBytes = 0;
  /** Ends the recording by time. Null when the recording does not end by time. */
  timer: NodeJS.Timeout | null = null;

  constructor(call: RecordCall) {
    this.#call = call;
  }

  /** Returns false when too many bytes wait for the client, or when the client has disconnected. */
  write(piece: Uint8Array, events: number): boolean {
    if (this.#isOver) return false;
    this.#waitingBytes += piece.length;
    this.#call.write({ bytes: piece, events }, () => {
      this.#waitingBytes -= piece.length;
    });
    return this.#waitingBytes <= WAITING_BYTES_MAX;
  }

  end(reason: string, events: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.#isOver) return;
    this.#call.write({ events, end: reason });
    this.#call.end();
  }

  get #isOver(): boolean {
    return this.#call.writableEnded || this.#call.cancelled;
  }
}
