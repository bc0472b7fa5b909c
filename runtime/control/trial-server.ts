/**
 * A trial as a stream of the control API, at the node: carries out each request and replies with its number.
 */
import type { ServerDuplexStream } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { prost } from "../gen/control.js";
import type { TrialRun } from "./trial.ts";
import { eventFromWire, offeredToWire, offerFromWire, outcomeToWire } from "./trial-wire.ts";

/** Maximum number of requests of one trial without a reply. */
const PENDING_MAX = 2_048;

export type TrialRequest = prost.control.v1.ITrialRequest;

/**
 * Serves the requests of a trial until its stream ends. Then ends the trial, too: when the client closes its
 * half of the stream, requests that are still under way may get no reply. Rejects with an error that ends the
 * stream; requests that arrive afterwards fail, since the trial has ended.
 */
export async function serveTrial(
  run: TrialRun,
  call: ServerDuplexStream<TrialRequest, object>,
): Promise<void> {
  let pending = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      call.on("data", (request: TrialRequest) => {
        if (++pending > PENDING_MAX) {
          reject(
            new ProstError(
              "RESOURCE_EXHAUSTED",
              `more than ${PENDING_MAX} requests of one trial wait for their reply; send fewer at a time`,
            ),
          );
          return;
        }
        carryOut(run, request).then((result) => {
          pending--;
          if (!call.cancelled && !call.writableEnded) call.write({ number: request.number ?? 0, ...result });
        }, reject);
      });
      call.once("end", resolve);
      call.once("cancelled", resolve);
      call.once("close", resolve);
    });
  } finally {
    await run.close();
  }
  if (!call.cancelled) call.end();
}

async function carryOut(run: TrialRun, { offer, event, end }: TrialRequest): Promise<object> {
  if (offer !== null && offer !== undefined)
    return { offered: offeredToWire(await run.offer(offerFromWire(offer))) };
  if (event !== null && event !== undefined)
    return { outcome: outcomeToWire(await run.send(event.service ?? 0, eventFromWire(event))) };
  if (end === null || end === undefined)
    throw new ProstError(
      "INVALID_ARGUMENT",
      "a request of a trial offers a module, sends an event or ends a service",
    );
  run.end(end.service ?? 0);
  return { ended: end };
}
