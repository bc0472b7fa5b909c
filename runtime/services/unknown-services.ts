/**
 * Services that do not run here: those whose messages pass through this node, and those that were refused.
 * Untrusted peers invent such ids at no cost, so only the latest are remembered.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";

/** Maximum number of remembered services. */
const SERVICES_MAX = 10_000;
/** A service is fetched when this many of its messages pass within PASSING_MS. */
const PASSING_COUNT = 3;
const PASSING_MS = 60_000;

/** Why a service does not run here. */
export interface StartRefusal {
  readonly reason: string;
  readonly detail: string;
}

type UnknownService =
  | { readonly state: "passing"; readonly sinceMs: number; count: number }
  | { readonly state: "refused"; readonly refusal: StartRefusal; readonly untilMs: number };

export class UnknownServices {
  readonly #clock: Clock;
  readonly #services = new Map<string, UnknownService>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts a message that passes. Returns true when so many have passed that the service should be fetched.
   */
  isWorthFetching(service: Id): boolean {
    const now = this.#clock.now();
    const known = this.#services.get(service.hex);
    if (known?.state === "refused" && known.untilMs > now) return false;
    if (known?.state === "passing" && now - known.sinceMs <= PASSING_MS)
      return ++known.count >= PASSING_COUNT;
    this.#put(service, { state: "passing", sinceMs: now, count: 1 });
    return false;
  }

  /** Notes a refusal: the service is not tried again for `forMs` milliseconds. */
  refuse(service: Id, { reason, detail }: StartRefusal, forMs: number): void {
    const untilMs = this.#clock.now() + forMs;
    this.#put(service, { state: "refused", refusal: { reason, detail }, untilMs });
  }

  /** The refusal of the service. Null when the service may be tried. */
  refusalOf(service: Id): StartRefusal | null {
    const known = this.#services.get(service.hex);
    if (known?.state !== "refused") return null;
    if (known.untilMs > this.#clock.now()) return known.refusal;
    this.#services.delete(service.hex);
    return null;
  }

  /** All refusals, in no order. Expired refusals are among them until the service is tried again. */
  *refusals(): Iterable<{ readonly serviceId: string; readonly refusal: StartRefusal }> {
    for (const [serviceId, known] of this.#services)
      if (known.state === "refused") yield { serviceId, refusal: known.refusal };
  }

  forget(service: Id): void {
    this.#services.delete(service.hex);
  }

  forgetRefusals(): void {
    for (const [hex, { state }] of this.#services) if (state === "refused") this.#services.delete(hex);
  }

  #put(service: Id, known: UnknownService): void {
    this.#services.delete(service.hex);
    this.#services.set(service.hex, known);
    dropOldest(this.#services, SERVICES_MAX);
  }
}
