/** Meters the events of one service, and estimates the fuel of the next one. */
import { Meter, type Metered } from "../../base/meter.ts";
import { isRule, type Outcome, type ServiceEvent } from "../contract.ts";

/** Weight of a new measurement in the fuel that an event is expected to use. */
const SMOOTHING = 0.1;
/**
 * Share of its limit that the first event of a version is expected to use: high, so that the first batches
 * are short.
 */
const FIRST_FUEL_SHARE = 1 / 16;

export interface EventUsage {
  readonly upcalls: number;
  readonly forwardUpcalls: number;
  readonly faults: number;
  readonly lastFault: string;
  readonly fuelUsed: number;
  readonly fuel: Metered;
  readonly events: Metered;
  /** Milliseconds during which a batch of the service was with the runner. */
  readonly busyMs: Metered;
  readonly storeBytesWritten: Metered;
}

/** Fuel and store writes of a batch. */
interface BatchUsage {
  readonly fuel: number;
  /** Keys and values written to the local store. */
  readonly storeBytes: number;
  readonly storeWrites: number;
}

export class EventMeter {
  readonly #fuel = new Meter();
  readonly #events = new Meter();
  readonly #busy = new Meter();
  readonly #stored = new Meter();
  #upcalls = 0;
  #forwardUpcalls = 0;
  #faults = 0;
  #lastFault = "";
  #expectedFuel: number;

  constructor(fuelPerEvent: number) {
    this.#expectedFuel = fuelPerEvent * FIRST_FUEL_SHARE;
  }

  /** The expected fuel of an event. A higher measurement counts at once, a lower one little by little. */
  get expectedFuel(): number {
    return this.#expectedFuel;
  }

  /** Resets the expected fuel: another version may use more or less. */
  forgetExpectation(fuelPerEvent: number): void {
    this.#expectedFuel = fuelPerEvent * FIRST_FUEL_SHARE;
  }

  /** Counts the usage of the outcomes, faults included. */
  charge(outcomes: readonly Outcome[], nowMs: number): BatchUsage {
    let fuel = 0;
    let storeBytes = 0;
    let storeWrites = 0;
    for (const outcome of outcomes) {
      fuel += outcome.fuelUsed;
      if (!outcome.ok) continue;
      storeWrites += outcome.writes.length;
      for (const { key, value } of outcome.writes) storeBytes += key.length + (value?.length ?? 0);
    }
    this.#fuel.add(fuel, nowMs);
    if (storeWrites > 0) this.#stored.add(storeBytes, nowMs);
    const each = fuel / Math.max(1, outcomes.length);
    this.#expectedFuel += (each > this.#expectedFuel ? 1 : SMOOTHING) * (each - this.#expectedFuel);
    return { fuel, storeBytes, storeWrites };
  }

  batchEnded(events: number, startMs: number, endMs: number): void {
    this.#busy.add(endMs - startMs, startMs);
    this.#events.add(events, endMs);
  }

  eventEnded({ kind }: ServiceEvent, outcome: Outcome): void {
    this.#upcalls++;
    if (kind === "forward") this.#forwardUpcalls++;
    // The faults of a rule are its writer's (ServiceQueue.offer).
    if (outcome.ok || isRule(kind)) return;
    this.#faults++;
    this.#lastFault = `${kind}: ${outcome.fault}: ${outcome.detail}`;
  }

  read(nowMs: number): EventUsage {
    const fuel = this.#fuel.read(nowMs);
    return {
      upcalls: this.#upcalls,
      forwardUpcalls: this.#forwardUpcalls,
      faults: this.#faults,
      lastFault: this.#lastFault,
      fuelUsed: fuel.total,
      fuel,
      events: this.#events.read(nowMs),
      busyMs: this.#busy.read(nowMs),
      storeBytesWritten: this.#stored.read(nowMs),
    };
  }
}
