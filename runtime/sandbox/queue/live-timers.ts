/**
 * The timers of a service's instance, as its outcomes tell. Timers end with the instance: when a cell has died under a service
 * that did nothing wrong, the node must be told to end them, or they would run beside those that the next instance sets.
 */
import { TIMERS_MAX } from "../../../abi/abi.ts";
import { type Effect, isRule, type Outcome, type ServiceEvent } from "../contract.ts";
import { Violation } from "../wire/frames.ts";

export class LiveTimers {
  readonly #live = new Set<bigint>();
  #ended: bigint[] = [];

  /** The instance is gone without a fault of its own. */
  instanceGone(): void {
    this.#ended.push(...this.#live);
    this.#live.clear();
  }

  /** Takes note of the outcomes, and returns them with the end of timers that nobody has ended yet. */
  follow(events: readonly ServiceEvent[], outcomes: readonly Outcome[]): readonly Outcome[] {
    for (let i = 0; i < outcomes.length; i++) {
      const outcome = outcomes[i];
      const event = events[i];
      // It has an instance of its own.
      if (event !== undefined && isRule(event.kind)) continue;
      if (event?.kind === "timer") this.#live.delete(event.token);
      if (outcome.ok) this.#note(outcome.effects);
      // Whoever is told of a fault ends all timers.
      else this.#live.clear();
    }
    const isTold = (i: number) => events[i] === undefined || !isRule(events[i].kind);
    const told =
      this.#ended.length === 0
        ? outcomes
        : outcomes.map((outcome, i) => (isTold(i) ? this.#withEnds(outcome) : outcome));
    if (this.#live.size > TIMERS_MAX) throw new Violation("more timers than there may be");
    return told;
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
