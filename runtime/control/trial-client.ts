/** A trial's end at the application. */
import type { ServiceError } from "@grpc/grpc-js";
import { ProstError } from "../base/errors.ts";
import type { prost } from "../gen/control.js";
import type { Outcome, ServiceEvent } from "../sandbox/contract.ts";
import type { TrialOffer, TrialOffered, TrialRun } from "./trial.ts";
import { eventToWire, offeredFromWire, offerToWire, outcomeFromWire } from "./trial-wire.ts";

/** A call of grpc-js, as far as it is used here. */
interface Call {
  on(event: "data", listener: (reply: prost.control.v1.ITrialReply) => void): unknown;
  on(event: "error", listener: (error: ServiceError) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  write(request: prost.control.v1.ITrialRequest): boolean;
  end(): void;
}

interface Waiting {
  readonly resolve: (reply: prost.control.v1.ITrialReply) => void;
  readonly reject: (error: ProstError) => void;
}

export class TrialClient implements TrialRun {
  readonly #call: Call;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #numbers = 0;
  #failure: ProstError | null = null;

  constructor(call: Call, errorOf: (error: ServiceError) => ProstError) {
    this.#call = call;
    call.on("data", (reply: prost.control.v1.ITrialReply) => {
      const number = reply.number ?? 0;
      this.#waiting.get(number)?.resolve(reply);
      this.#waiting.delete(number);
    });
    this.#ended = new Promise((resolve) => {
      call.on("error", (error: ServiceError) => {
        this.#fail(errorOf(error));
        resolve();
      });
      call.on("end", () => {
        this.#fail(new ProstError("UNAVAILABLE", "the node has ended the trial"));
        resolve();
      });
    });
  }

  async offer(offer: TrialOffer): Promise<TrialOffered> {
    const { offered } = await this.#ask({ offer: offerToWire(offer) });
    return offeredFromWire(offered ?? {});
  }

  async send(service: number, event: ServiceEvent): Promise<Outcome> {
    const { outcome } = await this.#ask({ event: eventToWire(service, event) });
    return outcomeFromWire(outcome ?? {});
  }

  end(service: number): void {
    // Nobody waits for it; what fails then fails for all others too.
    this.#ask({ end: { service } }).catch(() => {});
  }

  close(): Promise<void> {
    this.#call.end();
    return this.#ended;
  }

  #ask(step: prost.control.v1.ITrialRequest): Promise<prost.control.v1.ITrialReply> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const number = ++this.#numbers;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#call.write({ ...step, number });
    });
  }

  #fail(error: ProstError): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
