/** A recording as a stream of the control API, at the client. */
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { RecordingEnd, RecordingReceiver } from "./api.ts";
import type { wire } from "./wire.ts";

export interface RecordingOptions {
  /** In milliseconds. With 0, the recording does not end by time. */
  readonly durationMs?: number;
  /** Called after `write` has returned false; resolves when more may be written. */
  readonly drained?: () => Promise<void>;
  /** The recording broke off. */
  readonly onError?: (error: ProstError) => void;
}

interface RecordingCall {
  readonly call: ClientReadableStream<InstanceType<typeof wire.RecordingPiece>>;
  readonly errorOf: (error: ServiceError) => ProstError;
  /** Asks the node to end the recording. */
  readonly requestStop: () => Promise<void>;
}

interface ClientRecording {
  /** Resolves when the recording is under way. */
  readonly started: Promise<{ stop(): void }>;
  /** Ends the stream at once, without a call of `onError`. */
  cancel(): void;
}

export function receiveRecording(
  { call, errorOf, requestStop }: RecordingCall,
  receiver: RecordingReceiver,
  { drained, onError = () => {} }: RecordingOptions,
): ClientRecording {
  let isOver = false;
  const started = new Promise<{ stop(): void }>((resolve, reject) => {
    const fail = (error: ProstError) => {
      reject(error);
      if (!isOver) onError(error);
      isOver = true;
    };
    call.on("metadata", () => resolve({ stop: () => void requestStop().catch(fail) }));
    call.on("data", ({ bytes, events, end }) => {
      if (end !== "") {
        isOver = true;
        receiver.end(end as RecordingEnd, events);
      } else if (!receiver.write(Uint8Array.from(bytes), events) && drained !== undefined) {
        // Meanwhile the pieces wait at the node, which bounds them.
        call.pause();
        void drained().then(() => call.resume());
      }
    });
    call.on("error", (error: ServiceError) => fail(errorOf(error)));
    call.on("end", () => fail(new ProstError("UNAVAILABLE", "the node stopped, and the recording with it")));
  });
  return {
    started,
    cancel: () => {
      isOver = true;
      call.cancel();
    },
  };
}
