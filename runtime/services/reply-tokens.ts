/** The replies that a service owes, by the tokens of the messages that ask for them. */
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/** Maximum number of replies that one service can owe at a time; the oldest is dropped for the next. */
const REPLIES_MAX = 4096;
/** How long a reply is owed, in milliseconds: longer than the timeout of any request to a service. */
const OWED_MS = 120_000;

/** A reply that a message asks for. `requestId` is 0 when no reply is expected. */
export interface OwedReply {
  readonly to: NodeHandle;
  readonly requestId: number;
  readonly hops: number;
}

export class ReplyTokens {
  readonly #clock: Clock;
  readonly #owed = new Map<bigint, OwedReply & { readonly untilMs: number }>();
  #next = 1n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new token; 0n when no reply is expected. */
  issue(reply: OwedReply): bigint {
    if (reply.requestId === 0) return 0n;
    const now = this.#clock.now();
    for (const [token, old] of this.#owed) {
      if (old.untilMs > now && this.#owed.size < REPLIES_MAX) break;
      this.#owed.delete(token);
    }
    const token = this.#next++;
    this.#owed.set(token, { ...reply, untilMs: now + OWED_MS });
    return token;
  }

  /** Whether a reply is still owed. */
  get hasOwed(): boolean {
    const now = this.#clock.now();
    for (const [token, { untilMs }] of this.#owed) {
      if (untilMs > now) return true;
      this.#owed.delete(token);
    }
    return false;
  }

  /** The tokens of all owed replies without `except`. */
  tokens(except: ReadonlySet<bigint>): readonly bigint[] {
    const now = this.#clock.now();
    return [...this.#owed]
      .filter(([token, { untilMs }]) => untilMs > now && !except.has(token))
      .map(([token]) => token);
  }

  /** Removes and returns all owed replies. */
  takeAll(): readonly OwedReply[] {
    const owed = [...this.#owed.values()];
    this.#owed.clear();
    return owed;
  }

  /** Removes and returns an owed reply. Null when the token is unknown or used. */
  take(token: bigint): OwedReply | null {
    const owed = this.#owed.get(token) ?? null;
    this.#owed.delete(token);
    return owed;
  }
}
