/**
 * Writes the outcome of an event as bytes, as wire/outcomes.ts reads them.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { Bytes } from "./bytes.ts";
import type { EventContext, TrapClass } from "./event-context.ts";
import type { GlueConstants, Output } from "./types.ts";

export type Outcomes = ReturnType<typeof makeOutcomes>;

/** `out`: the outcomes of a batch. The effects of an event are written there while the event runs. */
export function makeOutcomes(
  constants: GlueConstants,
  { fromLatin1 }: Bytes,
  out: Output,
  event: EventContext,
  Trap: TrapClass,
) {
  const { faults, stackUnitsMax } = constants;
  /**
   * Size of the start of an outcome: a byte (1: success), the fuel, and the number of effects. The effects
   * follow. A fault moves `out` back to the start.
   */
  const HEAD_BYTES = 1 + 8 + 4;
  /**
   * Size of an outcome without effects, writes and forward result, and of an outcome with a forward result
   * that changes nothing.
   */
  const PLAIN_BYTES = HEAD_BYTES + 4 + 1;
  const PLAIN_FORWARD_BYTES = PLAIN_BYTES + 2;

  function faultOf(error: unknown): { readonly fault: string; readonly detail: string } {
    if (error instanceof Trap) return error;
    const message = error instanceof Error ? error.message : "";
    if (event.hasInstance && (event.instance.fuel.value as bigint) < 0n)
      return new Trap("fuel", "out of fuel");
    if (event.hasInstance && (event.instance.depth.value as number) > stackUnitsMax)
      return new Trap("stack", "calls nested too deep");
    if (error instanceof RangeError) return new Trap("stack", message);
    return new Trap("trap", message);
  }

  return {
    /** Starts an outcome. Returns its offset. */
    begin(): number {
      const { at } = out;
      out.room(HEAD_BYTES);
      out.at += HEAD_BYTES;
      return at;
    },

    /** Ends the outcome of a successful event. `stops`: the result of `forward`; null for other kinds. */
    success(start: number, fuelUsed: number, stops: boolean | null): void {
      out.bytes[start] = 1;
      out.view.setFloat64(start + 1, fuelUsed, true);
      out.view.setUint32(start + 9, event.effectCount, true);
      const { writes } = event.service.store;
      out.u32(writes === null ? 0 : writes.size);
      if (writes !== null) {
        for (const [key, written] of writes) {
          out.u16(key.length);
          out.put(fromLatin1(key));
          out.u8(written === null ? 0 : 1);
          if (written !== null) out.long(written);
        }
      }
      if (stops === null) return out.u8(0);
      const { key, payload, next } = event;
      out.u8(1);
      out.u8(stops ? 1 : 0);
      out.u8((key === null ? 0 : 1) | (payload === null ? 0 : 2) | (next === null ? 0 : 4));
      if (key !== null) out.put(key);
      if (payload !== null) out.long(payload);
      if (next !== null) out.put(next);
    },

    /** Whether the outcome from `start` reports success and nothing else. */
    isPlain(start: number, stops: boolean, isForward: boolean): boolean {
      return out.at === start + (isForward ? PLAIN_FORWARD_BYTES : PLAIN_BYTES) && !stops;
    },

    /**
     * Replaces the outcome by a fault, and drops the instance and the timers of the service. Returns the fuel
     * that the event used.
     */
    fault(start: number, error: unknown): number {
      const { fault, detail } = faultOf(error);
      const fuel = event.service.fuelPerEvent;
      const left = event.hasInstance ? Number(event.instance.fuel.value as bigint) : fuel;
      const used = fault === "fuel" ? fuel : Math.min(fuel, fuel - Math.max(0, left) + event.hostFuel);
      event.service.instance = null;
      event.service.timers.clear();
      out.at = start;
      out.u8(0);
      out.f64(used);
      out.u8(faults.indexOf(fault));
      out.text(detail);
      return used;
    },

    /** Writes the outcome of an event for a service that is not installed. */
    notInstalled(): void {
      out.u8(0);
      out.f64(0);
      out.u8(faults.indexOf("lost"));
      out.text("not installed");
    },
  };
}
