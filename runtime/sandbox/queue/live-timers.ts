/**
 * The timers that a service's instance has set, from its outcomes. Timers end with the instance: when a cell
 * dies, or the service is moved, the node must cancel them, or they would run beside those that the next
 * instance sets.
 */
import { TIMERS_MAX } from "../../../abi/abi.ts";
import { type Effect, isRule, type Outcome, type ServiceEvent } from "../contract.ts";
import { Violation } from "../wire/frames.ts";

export class LiveTimers {
  readonly #live = new Set<bigint>();
  /** Timers of earlier instances that the node has not cancelled yet. */
  #ended: bigint[] = [];

  /** The instance has ended without a fault of its own. */
  instanceEnded(): void {
    this.#ended.push(...this.#live);
    this.#live.clear();
  }

  /**
   * Notes the timers that the outcomes set and cancel. Returns them with a `timerCancel` for each timer of an
   * earlier instance. Without events, the outcome is that of `init`. Throws a Violation for more than
   * TIMERS_MAX timers.
   */
  follow(events: readonly ServiceEvent[], outcomes: readonly Outcome[]): readonly Outcome[] {
    for (let i = 0; i < outcomes.length; i++) {
      const outcome = outcomes[i];
      const event = events[i];
      // A rule runs in an instance of its own.
      if (event !== undefined && isRule(event.kind)) continue;
      if (event?.kind === "timer") this.#live.delete(event.token);
      if (outcome.ok) this.#note(outcome.effects);
      // On a fault the node cancels all timers without a request.
      else this.#live.clear();
    }
    const isFollowed = (i: number) => events[i] === undefined || !isRule(events[i].kind);
    const followed =
      this.#ended.length === 0
        ? outcomes
        : outcomes.map((outcome, i) => (isFollowed(i) ? this.#withEnds(outcome) : outcome));
    if (this.#live.size > TIMERS_MAX)
      throw new Violation(`${this.#live.size} timers; ${TIMERS_MAX} are allowed`);
    return followed;
  }

  #note(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === "timerSet") this.#live.add(effect.token);
      else if (effect.kind === "timerCancel") this.#live.delete(effect.token);
    }
  }

  #withEnds(outcome: Outcome): Outcome {
    if (this.#ended.length === 0) return outcome;
    const ends = this.#ended.map((token): Effect => ({ kind: "timerCancel", token }));
    this.#ended = [];
    return outcome.ok ? { ...outcome, effects: [...ends, ...outcome.effects] } : outcome;
  }
}
