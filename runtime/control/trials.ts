/**
 * Trials at this node: modules that are not published run in a separate cell, isolated like others, and leave
 * nothing behind.
 */

import { ProstError } from "../base/errors.ts";
import type { Policy } from "../deployment/policy.ts";
import {
  type Effect,
  LIMITS_DEFAULT,
  type Outcome,
  type OverlayView,
  type Runner,
  type ServiceEvent,
  type ServiceLimits,
} from "../sandbox/contract.ts";
import { gate } from "../sandbox/gate/gate.ts";
import { rewrite } from "../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../sandbox/queue/service-queue.ts";
import { MemoryStore } from "../storage/local/memory.ts";
import type { TrialOffer, TrialOffered, TrialRun } from "./trial.ts";

/**
 * Bounds of one trial: services at a time, offers and events in total. An attack suite needs some hundred
 * offers.
 */
const SERVICES_MAX = 16;
const OFFERS_MAX = 4_096;
const EVENTS_MAX = 1_000_000;
/** How long one trial may keep its cell, in milliseconds. */
const TRIAL_MS_MAX = 900_000;

interface TrialsParts {
  /** Starts the cell of a trial. */
  readonly makeRunner: () => Runner;
  readonly policy: Policy;
  /** The view of the overlay that services get. */
  readonly view: () => OverlayView;
}

export class Trials {
  readonly #parts: TrialsParts;
  #current: LocalTrialRun | null = null;

  constructor(parts: TrialsParts) {
    this.#parts = parts;
  }

  /**
   * Throws RESOURCE_EXHAUSTED while another trial is under way, and FAILED_PRECONDITION when the policy lets
   * no service run.
   */
  open(): TrialRun {
    const { policy } = this.#parts;
    if (policy.publishers === "none")
      throw new ProstError(
        "FAILED_PRECONDITION",
        'this node runs no services: its policy has publishers = "none"',
      );
    if (this.#current !== null)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        "this node has a trial under way; try again when it has ended",
      );
    this.#current = new LocalTrialRun(this.#parts, () => {
      this.#current = null;
    });
    return this.#current;
  }

  async close(): Promise<void> {
    await this.#current?.close();
  }
}

class LocalTrialRun implements TrialRun {
  readonly #parts: TrialsParts;
  readonly #runner: Runner;
  readonly #services = new Map<number, ServiceQueue>();
  readonly #onClosed: () => void;
  readonly #deadline: NodeJS.Timeout;
  #offers = 0;
  #events = 0;
  #closing: Promise<void> | null = null;

  constructor(parts: TrialsParts, onClosed: () => void) {
    this.#parts = parts;
    this.#onClosed = onClosed;
    this.#runner = parts.makeRunner();
    this.#runner.setView(parts.view());
    this.#deadline = setTimeout(() => void this.close(), TRIAL_MS_MAX);
    this.#deadline.unref();
  }

  async offer({ module, capabilities, limits }: TrialOffer): Promise<TrialOffered> {
    this.#requireOpen();
    if (this.#services.size >= SERVICES_MAX)
      throw new ProstError(
        "RESOURCE_EXHAUSTED",
        `a trial runs ${SERVICES_MAX} services at a time; end one first`,
      );
    if (++this.#offers > OFFERS_MAX)
      throw new ProstError("RESOURCE_EXHAUSTED", `a trial accepts ${OFFERS_MAX} modules; open another trial`);
    const { policy, view } = this.#parts;
    const denied = capabilities.filter((capability) => !policy.capabilities.includes(capability));
    if (denied.length > 0)
      return {
        ok: false,
        by: "policy",
        code: "capability",
        detail: `${denied.join(", ")} is not granted here`,
      };
    const gated = gate(module, { granted: capabilities });
    if (!gated.ok) return { ok: false, by: "gate", code: gated.code, detail: gated.detail };
    const granted = grantedLimits(limits, policy);
    const number = this.#offers;
    const serviceId = new Uint8Array(32);
    new DataView(serviceId.buffer).setUint32(0, number);
    const service = new ServiceQueue({
      runner: this.#runner,
      store: new MemoryStore(),
      space: `trial/${number}`,
      install: {
        serviceId,
        nodeId: view().self,
        module: rewrite(gated.module, { memoryPages: granted.memoryPages }),
        capabilities,
        limits: granted,
        nowMs: 0,
        seed: 0n,
        firstToken: 1n,
      },
      onEffects: IGNORED,
      now: () => performance.now(),
    });
    this.#services.set(number, service);
    const started = await service.start();
    const fault = !started.ok ? started : started.init.ok ? null : started.init;
    if (fault !== null || !started.ok) {
      this.end(number);
      return { ok: false, by: "start", code: fault?.fault ?? "lost", detail: fault?.detail ?? "" };
    }
    return { ok: true, service: number, exports: started.exports, fuelUsed: started.init.fuelUsed };
  }

  async send(number: number, event: ServiceEvent): Promise<Outcome> {
    this.#requireOpen();
    if (++this.#events > EVENTS_MAX)
      throw new ProstError("RESOURCE_EXHAUSTED", `a trial accepts ${EVENTS_MAX} events; open another trial`);
    const service = this.#services.get(number);
    if (service === undefined) return notTaken("there is no such service in this trial, or it has ended");
    return new Promise((resolve) => {
      const isTaken = service.offer(event, resolve);
      if (!isTaken)
        resolve(notTaken("the event was not accepted: the queue is full, or the service rests after faults"));
    });
  }

  end(number: number): void {
    this.#services.get(number)?.stop();
    this.#services.delete(number);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#deadline);
    for (const number of [...this.#services.keys()]) this.end(number);
    await this.#runner.close();
    this.#onClosed();
  }

  #requireOpen(): void {
    if (this.#closing !== null)
      throw new ProstError(
        "FAILED_PRECONDITION",
        `this trial has ended; a trial may take ${TRIAL_MS_MAX / 60_000} minutes`,
      );
  }
}

function notTaken(detail: string): Outcome {
  return { ok: false, fuelUsed: 0, fault: "lost", detail };
}

/** The effects of an event are returned with its outcome and not carried out. */
const IGNORED = (_effects: readonly Effect[]) => {};

function grantedLimits(asked: Partial<ServiceLimits>, { limits }: Policy): ServiceLimits {
  const least = (name: keyof ServiceLimits) => Math.min(asked[name] ?? LIMITS_DEFAULT[name], limits[name]);
  return {
    memoryPages: Math.max(1, least("memoryPages")),
    fuelPerEvent: Math.max(1, least("fuelPerEvent")),
    storeBytes: least("storeBytes"),
    effectsPerEvent: least("effectsPerEvent"),
    effectBytesPerEvent: least("effectBytesPerEvent"),
  };
}
