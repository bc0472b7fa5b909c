/** The subscriptions of clients to services at this node. The queue for a slow client is bounded. */
import { Metadata, type ServerWritableStream } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { NodeControl } from "./api.ts";
import { idOf } from "./request-fields.ts";
import type { wire } from "./wire.ts";

/** Maximum number of subscriptions of all clients together. */
const SUBSCRIPTIONS_MAX = 1_024;
/** Maximum size of the queue for one client, in bytes. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024;
/** Size charged for an emission beside its payload, in bytes, so that empty emissions are bounded too. */
const EMISSION_BYTES = 256;

type SubscribeCall = ServerWritableStream<InstanceType<typeof wire.SubscribeRequest>, object>;

export class ServerSubscriptions {
  readonly #control: NodeControl;
  readonly #calls = new Set<SubscribeCall>();

  constructor(control: NodeControl) {
    this.#control = control;
  }

  serve(call: SubscribeCall): void {
    if (this.#calls.size >= SUBSCRIPTIONS_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `${SUBSCRIPTIONS_MAX} clients listen at this node already; end one`,
      );
    const service = idOf(call.request.service, "service");
    const queue = new EmissionQueue((emission, onWritten) => void call.write(emission, onWritten));
    const unsubscribe = this.#control.subscribe(service, (payload) => {
      if (!call.writableEnded) queue.add(payload);
    });
    this.#calls.add(call);
    const end = () => {
      if (this.#calls.delete(call)) unsubscribe();
    };
    call.once("cancelled", () => {
      end();
      call.end();
    });
    call.once("close", end);
    // Reports to the client that from now on every emission is received or counted as missed.
    call.sendMetadata(new Metadata());
  }

  /** Ends all subscriptions: the node stops. */
  close(): void {
    for (const call of this.#calls) call.end();
  }
}

interface Emission {
  readonly payload: Uint8Array;
  /** Emissions dropped before this one. */
  readonly missed: number;
}

/** Emissions queued for one client. Emissions beyond the bound are dropped and counted. */
class EmissionQueue {
  readonly #write: (emission: Emission, onWritten: () => void) => void;
  #waitingBytes = 0;
  #missed = 0;

  /** `write` calls `onWritten` when the client has taken the emission. */
  constructor(write: (emission: Emission, onWritten: () => void) => void) {
    this.#write = write;
  }

  add(payload: Uint8Array): void {
    const bytes = payload.length + EMISSION_BYTES;
    if (this.#waitingBytes + bytes > WAITING_BYTES_MAX) {
      this.#missed++;
      return;
    }
    this.#waitingBytes += bytes;
    const missed = this.#missed;
    this.#missed = 0;
    this.#write({ payload, missed }, () => {
      this.#waitingBytes -= bytes;
    });
  }
}
