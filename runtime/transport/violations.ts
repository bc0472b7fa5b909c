/**
 * Protocol violations by peer. They are counted in a fixed window, which begins with the first violation. A
 * peer that reaches the limit within the window is banned for a while.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";

/** Maximum number of peers in the table. The entry that has not changed for longest is dropped first. */
const PEERS_MAX = 1_024;
/** Length of the window in which violations are counted, in milliseconds. */
const STRIKES_MS = 60_000;

export interface ViolationLimits {
  /**
   * The number of violations by one peer within the window at which it is banned: the last of them bans it.
   */
  readonly strikes: number;
  /** Length of a ban, in milliseconds. */
  readonly banMs: number;
}

interface PeerViolations {
  strikes: number;
  /** Start of the window, in ms of the clock. */
  readonly sinceMs: number;
  readonly bannedUntilMs: number;
}

export class Violations {
  readonly #clock: Clock;
  readonly #limits: ViolationLimits;
  readonly #byPeer = new Map<string, PeerViolations>();

  constructor(clock: Clock, limits: ViolationLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Counts one violation. Returns true when this violation bans the peer. */
  record(id: Id): boolean {
    const now = this.#clock.now();
    const known = this.#byPeer.get(id.hex);
    const isFresh = known !== undefined && now - known.sinceMs < STRIKES_MS;
    const violations = isFresh
      ? known
      : { strikes: 0, sinceMs: now, bannedUntilMs: known?.bannedUntilMs ?? 0 };
    violations.strikes++;
    this.#set(id, violations);
    if (violations.strikes < this.#limits.strikes) return false;
    this.ban(id);
    return true;
  }

  ban(id: Id): void {
    const now = this.#clock.now();
    this.#set(id, { strikes: 0, sinceMs: now, bannedUntilMs: now + this.#limits.banMs });
  }

  isBanned(id: Id): boolean {
    return (this.#byPeer.get(id.hex)?.bannedUntilMs ?? 0) > this.#clock.now();
  }

  #set(id: Id, violations: PeerViolations): void {
    this.#byPeer.delete(id.hex);
    this.#byPeer.set(id.hex, violations);
    dropOldest(this.#byPeer, PEERS_MAX);
  }
}
