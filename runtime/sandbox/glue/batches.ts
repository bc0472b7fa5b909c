/**
 * Runs a batch of events of one service (wire/batch-frames.ts writes it).
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { EventContext } from "./event-context.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Registry } from "./registry.ts";
import type { Transactions } from "./transactions.ts";
import type { GlueConstants, GuestService, Input, Output } from "./types.ts";

interface BatchParts {
  readonly out: Output;
  readonly event: EventContext;
  readonly mailbox: Mailbox;
  readonly outcomes: Outcomes;
  readonly transactions: Transactions;
  readonly registry: Registry;
  /** Makes the service for one call of a rule (glue.ts). */
  readonly ruleOf: (service: GuestService) => GuestService;
}

export function makeBatches(
  constants: GlueConstants,
  { out, event, mailbox, outcomes, transactions, registry, ruleOf }: BatchParts,
) {
  const { kinds, sharedBase, batchFuel } = constants;
  const FIRST_RULE = kinds.indexOf("validate");
  /** Size of an event before its parts: kind, parts, two bytes of padding, payload length, seed, token. */
  const EVENT_BYTES = 24;
  /** Bit in the number of events: the batch continues the batch before. */
  const CONTINUES = 0x8000_0000;
  /** A batch ends with the event that brings the size of its outcomes to this. */
  const BATCH_BYTES = 4 * 1024 * 1024;
  /**
   * A batch ends with the event that brings its number of effects and writes to this: the node handles a
   * batch in one tick of its event loop, and each effect or write takes time there.
   */
  const BATCH_ITEMS = 256;

  /** Reads an event, runs it, and writes its outcome. Returns the fuel that the event used. */
  function runEvent(service: GuestService, input: Input): number {
    const { view, at } = input;
    const kind = view.getUint8(at);
    const length = view.getUint32(at + 4, true);
    const seedAt = at + 8;
    const tokenLow = view.getUint32(at + 16, true);
    const tokenHigh = view.getInt32(at + 20, true);
    input.at = at + EVENT_BYTES;
    mailbox.readParts(input, view.getUint8(at + 1));
    mailbox.setToken(tokenLow, tokenHigh);
    mailbox.setLength(length);
    event.begin(kind < FIRST_RULE ? service : ruleOf(service), kinds[kind], input.bytes, input, seedAt);
    event.payloadAt = input.at;
    event.payloadLength = length;
    input.at = (input.at + length + 7) & ~7;
    return transactions.run(kind, tokenHigh * 2 ** 32 + tokenLow);
  }

  /** Runs events up to the limits of a batch. Returns the number of events that ran. */
  function runEvents(service: GuestService, input: Input, count: number): number {
    let ran = 0;
    let fuel = 0;
    let items = 0;
    while (ran < count && fuel < batchFuel && out.at < BATCH_BYTES && items < BATCH_ITEMS) {
      ran++;
      fuel += runEvent(service, input);
      items += event.effectCount + (service.store.writes?.size ?? 0);
    }
    return ran;
  }

  return {
    /** Runs a batch. Writes the number of outcomes, then the outcomes. */
    run(input: Input): void {
      const service = registry.read(input);
      const events = input.u32();
      input.at += 4;
      const count = events & ~CONTINUES;
      out.clear();
      out.u32(count);
      mailbox.clear();
      event.nowMs = 0;
      let ran = 0;
      if (service !== undefined) {
        // If the batch before ended early, a batch that continues it does not run: its events must not
        // overtake the remaining events of that batch.
        const isSkipped = events !== count && service.wasCut;
        if (!isSkipped) ran = runEvents(service, input, count);
        service.wasCut = ran < count;
      } else {
        for (; ran < count; ran++) outcomes.notInstalled();
      }
      out.view.setUint32(sharedBase, ran, true);
      event.end();
    },
  };
}
