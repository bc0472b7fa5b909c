/** A subscription to a service's emissions as a stream of the control API, at the client. */
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import type { ProstError } from "../base/errors.ts";
import type { wire } from "./wire.ts";

export interface SubscriptionEvents {
  /** The subscription is in force: from here on every emission is received or counted as missed. */
  readonly onStart?: () => void;
  /** The number of emissions dropped before the next one, because this client is slow. */
  readonly onMissed?: (count: number) => void;
  /** The subscription has ended. `error` is null when the node stops. */
  readonly onEnd?: (error: ProstError | null) => void;
}

interface SubscriptionCall {
  readonly call: ClientReadableStream<InstanceType<typeof wire.Emission>>;
  readonly errorOf: (error: ServiceError) => ProstError;
}

/**
 * Returns a function that ends the subscription without a call of `onEnd`. `onOver` is called when the
 * subscription has ended, for any reason.
 */
export function receiveEmissions(
  { call, errorOf }: SubscriptionCall,
  receive: (payload: Uint8Array) => void,
  { onStart = () => {}, onMissed = () => {}, onEnd = () => {} }: SubscriptionEvents,
  onOver: () => void,
): () => void {
  let isOver = false;
  let hasStarted = false;
  const end = (error: ProstError | null) => {
    if (isOver) return;
    isOver = true;
    onOver();
    onEnd(error);
  };
  call.on("metadata", () => {
    // grpc-js also emits metadata with an error; the error event then comes next.
    if (hasStarted || isOver) return;
    hasStarted = true;
    onStart();
  });
  call.on("data", ({ payload, missed }) => {
    if (isOver) return;
    if (missed > 0) onMissed(missed);
    receive(Uint8Array.from(payload));
  });
  call.on("error", (error: ServiceError) => end(errorOf(error)));
  call.on("end", () => end(null));
  return () => {
    isOver = true;
    onOver();
    call.cancel();
  };
}
