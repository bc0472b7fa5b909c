/**
 * The quota of one service at this node: its rates for a second, and counts of dropped messages and events.
 * The glue enforces the limits of a single event (ServiceLimits).
 */
import { TIMERS_MAX } from "../../../abi/abi.ts";
import { TokenBucket } from "../../base/token-bucket.ts";
import type { ServiceLimits } from "../contract.ts";

/** The rates that an operator's policy grants a service. */
export interface ServiceRates {
  /** Events wait when this rate is used up. */
  readonly fuelPerSecond: number;
  /**
   * Bytes written to the local store, with keys and STORE_WRITE_BYTES for each entry. Events wait when it is
   * used up.
   */
  readonly storeBytesPerSecond: number;
  /** Messages routed or sent, requests, operations on records. */
  readonly messagesPerSecond: number;
  /** Bytes of the payloads of these messages, and of responses. */
  readonly messageBytesPerSecond: number;
  /**
   * Messages that may follow, on all nodes, from events that the service starts by itself: timers, `init`,
   * `update`.
   */
  readonly creditPerSecond: number;
  /** Payloads passed to subscribers. */
  readonly emissionsPerSecond: number;
  readonly logLinesPerSecond: number;
  /** Not a rate: maximum number of timers that run at the same time; further ones begin later. */
  readonly timers: number;
  /** Not a rate: maximum number of names of counters. */
  readonly metrics: number;
}

export const RATES_DEFAULT: ServiceRates = {
  // One processor for the slowest instructions, a quarter of one for the fastest (bench/sandbox.ts measures
  // the time of a unit).
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

/**
 * Charged for each entry beside its bytes: writing an entry of one byte takes as long as writing one of this
 * size.
 */
const STORE_WRITE_BYTES = 512;

/**
 * Why something was dropped.
 * - `messages`, `bytes`: more than the rate allows.
 * - `credit`: the message that caused the event had no credit left.
 * - `inbox`: the inbox, or the sender's share of it, was full.
 * - `resting`: the event arrived while the service rested after faults.
 * - `answers`: a response beyond the rate, which became a refusal.
 * - `log`, `emit`, `metrics`: too many of these.
 * - `unknown`: sent to a node that is not known here.
 * - `large`: a message that arrived was longer than the ABI allows.
 */
const DROP_CAUSES = [
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
    // A full bucket holds what one event may send: a low rate slows a service down, but no event fails for
    // it.
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

  /** Charges what events have used. */
  used(fuel: number, storeBytes: number, storeWrites: number): void {
    const nowMs = this.#now();
    this.#fuel.spend(fuel, nowMs);
    this.#stored.spend(storeBytes + STORE_WRITE_BYTES * storeWrites, nowMs);
  }

  /** Milliseconds for which events have to wait; 0 when they may run. */
  waitMs(): number {
    const nowMs = this.#now();
    return Math.max(this.#fuel.waitMs(nowMs), this.#stored.waitMs(nowMs));
  }

  /** Fuel for the next batch. */
  fuelLeft(): number {
    return this.#fuel.level(this.#now());
  }

  /** Returns false when the message must be dropped; the drop is counted. */
  takeMessage(bytes: number): boolean {
    const nowMs = this.#now();
    if (this.#bytes.level(nowMs) < bytes) return this.#refuse("bytes");
    if (!this.#messages.take(1, nowMs)) return this.#refuse("messages");
    return this.#bytes.take(bytes, nowMs);
  }

  /** There is one response for each message that arrived, so only its length counts. */
  takeAnswer(bytes: number): boolean {
    return this.#bytes.take(bytes, this.#now()) || this.#refuse("answers");
  }

  takeEmission(): boolean {
    return this.#emissions.take(1, this.#now()) || this.#refuse("emit");
  }

  takeLogLine(): boolean {
    return this.#logLines.take(1, this.#now()) || this.#refuse("log");
  }

  /** Credit for an event that the service starts by itself: at most `max`, and at most what is left. */
  takeCredit(max: number): number {
    return this.#credit.takeUpTo(max, this.#now());
  }

  #refuse(cause: DropCause): false {
    this.drop(cause);
    return false;
  }
}
