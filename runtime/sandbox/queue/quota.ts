/**
 * What one service may use in a second at this node, and what was let fall because it wanted more. Ceilings of one event are
 * ServiceLimits, and the glue's to keep; here is what the node keeps over many events.
 */
import { TIMERS_MAX } from "../../../abi/abi.ts";
import { TokenBucket } from "../../base/token-bucket.ts";
import type { ServiceLimits } from "../contract.ts";

/** What an operator's policy grants a service a second. */
export interface ServiceRates {
  /** Events wait once it is used up. */
  readonly fuelPerSecond: number;
  /** Written to the local store, keys and a fixed price for each entry included. Events wait once it is used up. */
  readonly storeBytesPerSecond: number;
  /** Messages routed or sent, requests, operations on records. */
  readonly messagesPerSecond: number;
  /** Their payloads, and those of answers. */
  readonly messageBytesPerSecond: number;
  /** Messages that may follow, all over the overlay, from what the service starts by itself: timers, `init`, `update`. */
  readonly creditPerSecond: number;
  /** Payloads handed to applications that subscribed. */
  readonly emissionsPerSecond: number;
  readonly logLinesPerSecond: number;
  /** Not rates: timers that run at the same time (further ones begin later), and names of counters. */
  readonly timers: number;
  readonly metrics: number;
}

export const RATES_DEFAULT: ServiceRates = {
  // A processor for the dearest instructions, a quarter of one for the cheapest (bench/sandbox.ts measures what a unit costs).
  fuelPerSecond: 4_000_000_000,
  storeBytesPerSecond: 16 * 1024 * 1024,
  messagesPerSecond: 10_000,
  messageBytesPerSecond: 32 * 1024 * 1024,
  creditPerSecond: 20_000,
  emissionsPerSecond: 10_000,
  logLinesPerSecond: 20,
  timers: TIMERS_MAX,
  metrics: 64,
};

/** The price of an entry of the store beside its bytes: an entry of one byte takes the node as long as one of so many. */
const STORE_WRITE_BYTES = 512;

/**
 * Why something was let fall.
 * `messages`, `bytes`: out of rate. `credit`: the message that the event came from had none left to give.
 * `inbox`: an event that found the inbox full, or its sender's share of it. `resting`: an event that came while the service rested after
 * faults. `answers`: a response that was out of rate and became a refusal. `log`, `emit`, `metrics`: of these too many.
 * `unknown`: sent to a node that is not known here. `large`: a message came that is longer than the ABI allows.
 */
export const DROP_CAUSES = [
  "messages",
  "bytes",
  "credit",
  "answers",
  "inbox",
  "resting",
  "emit",
  "log",
  "metrics",
  "unknown",
  "large",
] as const;
export type DropCause = (typeof DROP_CAUSES)[number];
export type Drops = Readonly<Record<DropCause, number>>;

export class Quota {
  readonly rates: ServiceRates;
  readonly #now: () => number;
  readonly #fuel: TokenBucket;
  readonly #stored: TokenBucket;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #credit: TokenBucket;
  readonly #emissions: TokenBucket;
  readonly #logLines: TokenBucket;
  readonly #drops = Object.fromEntries(DROP_CAUSES.map((cause) => [cause, 0])) as Record<DropCause, number>;

  /** `now`: milliseconds since some fixed moment. */
  constructor(rates: ServiceRates, limits: ServiceLimits, now: () => number) {
    this.rates = rates;
    this.#now = now;
    const nowMs = now();
    this.#fuel = new TokenBucket(rates.fuelPerSecond, nowMs);
    this.#stored = new TokenBucket(rates.storeBytesPerSecond, nowMs);
    // What one event may send fits into a bucket that is full: a low rate makes a service slow, it does not make it fail.
    this.#messages = new TokenBucket(
      rates.messagesPerSecond,
      nowMs,
      Math.max(rates.messagesPerSecond, limits.effectsPerEvent),
    );
    this.#bytes = new TokenBucket(
      rates.messageBytesPerSecond,
      nowMs,
      Math.max(rates.messageBytesPerSecond, limits.effectBytesPerEvent),
    );
    this.#credit = new TokenBucket(rates.creditPerSecond, nowMs);
    this.#emissions = new TokenBucket(rates.emissionsPerSecond, nowMs);
    this.#logLines = new TokenBucket(rates.logLinesPerSecond, nowMs);
  }

  get drops(): Drops {
    return { ...this.#drops };
  }

  drop(cause: DropCause, count = 1): void {
    this.#drops[cause] += count;
  }

  /** What events have used. */
  used(fuel: number, storeBytes: number, storeWrites: number): void {
    const nowMs = this.#now();
    this.#fuel.spend(fuel, nowMs);
    this.#stored.spend(storeBytes + STORE_WRITE_BYTES * storeWrites, nowMs);
  }

  /** How long events have to wait; 0: none. */
  waitMs(): number {
    const nowMs = this.#now();
    return Math.max(this.#fuel.waitMs(nowMs), this.#stored.waitMs(nowMs));
  }

  /** Fuel that there is now: what the next batch should keep to. */
  fuelLeft(): number {
    return this.#fuel.level(this.#now());
  }

  /** False: it must not be sent. Counted. */
  takeMessage(bytes: number): boolean {
    const nowMs = this.#now();
    if (this.#bytes.level(nowMs) < bytes) return this.#refuse("bytes");
    if (!this.#messages.take(1, nowMs)) return this.#refuse("messages");
    return this.#bytes.take(bytes, nowMs);
  }

  /** An answer is one for each message that came in, so only its length is priced. */
  takeAnswer(bytes: number): boolean {
    return this.#bytes.take(bytes, this.#now()) || this.#refuse("answers");
  }

  takeEmission(): boolean {
    return this.#emissions.take(1, this.#now()) || this.#refuse("emit");
  }

  takeLogLine(): boolean {
    return this.#logLines.take(1, this.#now()) || this.#refuse("log");
  }

  /** Credit for what the service starts by itself: at most `max`, what there is. */
  takeCredit(max: number): number {
    return this.#credit.takeUpTo(max, this.#now());
  }

  #refuse(cause: DropCause): false {
    this.drop(cause);
    return false;
  }
}
