/** Who waits for an answer: what stands behind the tokens that a service's messages carry. */
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/** Answers one service can owe at a time; the oldest is given up for the next. */
const OWED_MAX = 4096;
/** Longer than any request waits that expects a service to answer at its leisure. */
const OWED_MS = 120_000;

export interface Owed {
  readonly to: NodeHandle;
  readonly requestId: number;
  readonly hops: number;
}

export class Tokens {
  readonly #clock: Clock;
  readonly #owed = new Map<bigint, Owed & { readonly untilMs: number }>();
  #next = 1n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A token to answer with; 0n where nobody waits. */
  give(owed: Owed): bigint {
    if (owed.requestId === 0) return 0n;
    const now = this.#clock.now();
    for (const [token, old] of this.#owed) {
      if (old.untilMs > now && this.#owed.size < OWED_MAX) break;
      this.#owed.delete(token);
    }
    const token = this.#next++;
    this.#owed.set(token, { ...owed, untilMs: now + OWED_MS });
    return token;
  }

  /** Whether somebody still waits for an answer. */
  get isOwing(): boolean {
    const now = this.#clock.now();
    for (const [token, { untilMs }] of this.#owed) {
      if (untilMs > now) return true;
      this.#owed.delete(token);
    }
    return false;
  }

  /** Of all that is owed, but those. */
  tokens(except: ReadonlySet<bigint>): readonly bigint[] {
    const now = this.#clock.now();
    return [...this.#owed]
      .filter(([token, { untilMs }]) => untilMs > now && !except.has(token))
      .map(([token]) => token);
  }

  /** All that is owed; nothing is afterwards. */
  takeAll(): readonly Owed[] {
    const owed = [...this.#owed.values()];
    this.#owed.clear();
    return owed;
  }

  /** Each token once. */
  take(token: bigint): Owed | null {
    const owed = this.#owed.get(token) ?? null;
    this.#owed.delete(token);
    return owed;
  }
}
