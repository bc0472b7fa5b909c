/**
 * Runs an event as a transaction: its writes and effects are committed together, or not at all.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { EventContext, TrapClass } from "./event-context.ts";
import type { Instances } from "./instances.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Input } from "./types.ts";

interface TransactionParts {
  readonly event: EventContext;
  readonly Trap: TrapClass;
  readonly mailbox: Mailbox;
  readonly instances: Instances;
  readonly outcomes: Outcomes;
}

export type Transactions = ReturnType<typeof makeTransactions>;

export function makeTransactions({ event, Trap, mailbox, instances, outcomes }: TransactionParts) {
  /** Maximum number of tokens of unanswered messages that a service keeps. The oldest are dropped. */
  const OWED_MAX = 4096;
  /** Number of the effect `respond` (wire/outcomes.ts). */
  const RESPOND = 4;
  /** True if the last event ended with success and nothing else. */
  let isPlain = false;

  /** The fuel that a completed event used. Throws a Trap if that is more than the service may use. */
  function fuelUsed(left: number): number {
    const used = event.service.fuelPerEvent - left + event.hostFuel;
    if (used > event.service.fuelPerEvent) throw new Trap("fuel", "out of fuel in host functions");
    return used;
  }

  /**
   * Accepts a value for `validate`: the effect `respond` with an empty payload. To refuse is to have no
   * effect.
   */
  function acceptValue(token: number): void {
    const out = event.effect(RESPOND, 0);
    if (out === null) return;
    out.i64(BigInt(token));
    out.u32(0);
  }

  function owe(token: number): void {
    const { owed } = event.service;
    owed.add(token);
    if (owed.size > OWED_MAX) owed.delete(owed.values().next().value as number);
  }

  function mayAnswer(): boolean {
    const { kind } = event;
    return (
      kind === "forward" || kind === "deliver" || kind === "call" || kind === "snapshot" || kind === "merge"
    );
  }

  return {
    isPlain: () => isPlain,

    /**
     * Runs the event that context and mailbox describe. `kind`: its number. Returns the fuel that the event
     * used. Never throws.
     */
    run(kind: number, token: number): number {
      const isForward = event.kind === "forward";
      if (mayAnswer()) event.token = token;
      else if (event.kind === "timer") event.service.timers.delete(token);
      const start = outcomes.begin();
      event.hasInstance = false;
      isPlain = false;
      try {
        let left = event.service.fuelPerEvent;
        if (event.service.instance === null) {
          left = instances.start();
        } else {
          event.instance = event.service.instance;
          event.hasInstance = true;
        }
        event.refresh();
        mailbox.check();
        mailbox.fill();
        const entry = event.instance.entries[kind];
        let stops = false;
        if (entry !== undefined) {
          left = entry(left);
          if (isForward) {
            // The result of `forward` is in the lowest bit (rewrite.ts).
            stops = (left & 1) === 1;
            left = Math.floor(left / 2);
          } else if (event.kind === "validate") {
            const accepts = (left & 1) === 1;
            left = Math.floor(left / 2);
            if (accepts) acceptValue(token);
          }
        }
        const used = fuelUsed(left);
        event.commit();
        // A forwarded message is answered by a later node.
        if (event.token !== 0 && !event.isAnswered && (!isForward || stops)) owe(event.token);
        outcomes.success(start, used, isForward ? stops : null);
        isPlain = outcomes.isPlain(start, stops, isForward);
        return used;
      } catch (error) {
        // If the event of a message faulted, the node answers the message.
        return outcomes.fault(start, error);
      }
    },

    /**
     * Starts an instance with `init`, and with `restore` if `snapshotVersion` is not null: then the snapshot
     * of that version is at `input`. Returns false if the outcome is a fault.
     */
    init(start: number, input: Input, snapshotVersion: number | null): boolean {
      try {
        let left = instances.start();
        if (snapshotVersion !== null) left = instances.restore(left, input, snapshotVersion);
        const used = fuelUsed(left);
        event.commit();
        outcomes.success(start, used, null);
        return true;
      } catch (error) {
        outcomes.fault(start, error);
        return false;
      }
    },
  };
}
