/** A trial as a stream of the control API, at the client. */
import type { ServiceError } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { prost } from "../gen/control.js";
import type { Outcome, ServiceEvent } from "../sandbox/contract.ts";
import type { TrialOffer, TrialOffered, TrialRun } from "./trial.ts";
import { eventToWire, offeredFromWire, offerToWire, outcomeFromWire } from "./trial-wire.ts";

/** The part of a grpc-js call that is used here. */
interface Call {
  on(event: "data", listener: (reply: prost.control.v1.ITrialReply) => void): unknown;
  on(event: "error", listener: (error: ServiceError) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  write(request: prost.control.v1.ITrialRequest): boolean;
  end(): void;
}

interface PendingReply {
  readonly resolve: (reply: prost.control.v1.ITrialReply) => void;
  readonly reject: (error: ProstError) => void;
}

export class TrialClient implements TrialRun {
  readonly #call: Call;
  readonly #pending = new Map<number, PendingReply>();
  readonly #ended: Promise<void>;
  #numbers = 0;
  #failure: ProstError | null = null;

  constructor(call: Call, errorOf: (error: ServiceError) => ProstError) {
    this.#call = call;
    call.on("data", (reply: prost.control.v1.ITrialReply) => {
      const number = reply.number ?? 0;
      this.#pending.get(number)?.resolve(reply);
      this.#pending.delete(number);
    });
    this.#ended = new Promise((resolve) => {
      call.on("error", (error: ServiceError) => {
        this.#fail(errorOf(error));
        resolve();
      });
      call.on("end", () => {
        this.#fail(new ProstError("UNAVAILABLE", "the node ended the trial"));
        resolve();
      });
    });
  }

  async offer(offer: TrialOffer): Promise<TrialOffered> {
    const { offered } = await this.#request({ offer: offerToWire(offer) });
    return offeredFromWire(offered ?? {});
  }

  async send(service: number, event: ServiceEvent): Promise<Outcome> {
    const { outcome } = await this.#request({ event: eventToWire(service, event) });
    return outcomeFromWire(outcome ?? {});
  }

  end(service: number): void {
    // The caller does not wait; a failure here also fails all other calls of the trial.
    this.#request({ end: { service } }).catch(() => {});
  }

  close(): Promise<void> {
    this.#call.end();
    return this.#ended;
  }

  #request(step: prost.control.v1.ITrialRequest): Promise<prost.control.v1.ITrialReply> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const number = ++this.#numbers;
    return new Promise((resolve, reject) => {
      this.#pending.set(number, { resolve, reject });
      this.#call.write({ ...step, number });
    });
  }

  #fail(error: ProstError): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}
