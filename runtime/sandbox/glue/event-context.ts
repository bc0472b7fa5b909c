/**
 * The event under way: what it is about, what it may use, what it has asked for, and the guest's memory as it is now.
 *
 * A part of the glue: the function refers to nothing outside itself, since its text runs in a cell's isolate (glue.ts).
 */
import type { GlueConstants, GuestService, Input, Instance, MemoryView, Output } from "./types.ts";

export type EventContext = ReturnType<typeof makeEventContext>["event"];
export type TrapClass = ReturnType<typeof makeEventContext>["Trap"];

/** `out`: effects are written there as they are asked for. */
export function makeEventContext(constants: GlueConstants, out: Output) {
  const { ID_BYTES, PAYLOAD_BYTES_MAX, E_FAULT, E_INVALID, E_TOO_BIG } = constants.abi;
  const HOST_CALL_FUEL = 50;
  const NO_BYTES = new Uint8Array(0);
  const NO_MEMORY = viewOf(NO_BYTES.buffer);

  function viewOf(buffer: ArrayBuffer): MemoryView {
    return {
      bytes: new Uint8Array(buffer),
      view: new DataView(buffer),
      words: new BigInt64Array(buffer, 0, buffer.byteLength >>> 3),
    };
  }

  /** Ends an event. */
  class Trap {
    readonly fault: string;
    readonly detail: string;
    constructor(fault: string, detail: string) {
      this.fault = fault;
      this.detail = detail;
    }
  }

  /** One object, used again for each event. */
  class EventContext {
    service!: GuestService;
    instance!: Instance;
    /** Its fuel global belongs to this event. */
    hasInstance = false;
    memoryView: MemoryView = NO_MEMORY;
    memory: Uint8Array = NO_BYTES;
    dataView: DataView = NO_MEMORY.view;

    kind = "";
    nowMs = 0;
    /** Where `random` goes on, as any 64 bits; null: at the seed in `input`, since it was not asked for yet. */
    random: bigint | null = null;
    /** Where the event's payload is. */
    bytes: Uint8Array = NO_BYTES;
    /** The same where it came in a batch, with its seed when `random` is null; null: it is all there is in `bytes`. */
    input: Input | null = null;
    seedAt = 0;
    payloadAt = 0;
    payloadLength = 0;
    /** Whom to answer; 0: nobody. */
    token = 0;
    isAnswered = false;
    /** Fuel that host functions took. */
    hostFuel = 0;
    effectCount = 0;
    effectBytes = 0;
    /** What `forward` has set. */
    key: Uint8Array | null = null;
    payload: Uint8Array | null = null;
    next: Uint8Array | null = null;
    /** Tokens of earlier events that were answered, timers that were set and that were ended. */
    readonly answered: number[] = [];
    readonly timersSet: number[] = [];
    readonly timersGone: number[] = [];

    begin(service: GuestService, kind: string, bytes: Uint8Array, input: Input | null, seedAt: number): void {
      this.service = service;
      this.hasInstance = false;
      this.kind = kind;
      this.random = null;
      this.bytes = bytes;
      this.input = input;
      this.seedAt = seedAt;
      this.payloadAt = 0;
      this.payloadLength = 0;
      this.token = 0;
      this.isAnswered = false;
      this.hostFuel = 0;
      service.store.begin();
      this.effectCount = 0;
      this.effectBytes = 0;
      this.key = null;
      this.payload = null;
      this.next = null;
      if (this.answered.length > 0) this.answered.length = 0;
      if (this.timersSet.length > 0) this.timersSet.length = 0;
      if (this.timersGone.length > 0) this.timersGone.length = 0;
    }

    /** What the event's bytes are part of is let go. */
    end(): void {
      this.bytes = NO_BYTES;
      this.input = null;
    }

    /** What the event has changed holds from now on. */
    commit(): void {
      const { service } = this;
      service.store.commit();
      if (this.answered.length > 0) for (const token of this.answered) service.owed.delete(token);
      if (this.timersSet.length > 0) for (const token of this.timersSet) service.timers.add(token);
      if (this.timersGone.length > 0) for (const token of this.timersGone) service.timers.delete(token);
    }

    /** The memory as it is now. When a memory grows its old buffer is detached: the views of it are empty then. */
    refresh(): void {
      let memoryView = NO_MEMORY;
      if (this.hasInstance) {
        const { instance } = this;
        if (instance.memoryView.bytes.length === 0) instance.memoryView = viewOf(instance.memory.buffer);
        memoryView = instance.memoryView;
      }
      this.memoryView = memoryView;
      this.memory = memoryView.bytes;
      this.dataView = memoryView.view;
    }

    /** For a call that looks at or moves so many bytes: as many as the guest says; what is over the ceiling is refused, not copied. */
    charge(bytes: number): void {
      this.spend(HOST_CALL_FUEL + (Math.min(bytes, PAYLOAD_BYTES_MAX) >>> 3));
    }

    /**
     * Host functions count what they take beside the guest's own count, which costs a call to look at: the event faults when either
     * goes over what it may use, and at its end when both together do.
     */
    spend(fuel: number): void {
      this.hostFuel += fuel;
      if (this.hostFuel > this.service.fuelPerEvent) throw new Trap("fuel", "out of fuel in a host function");
      if (this.memory.length === 0) this.refresh();
    }

    /** Null, or the status that says what is wrong with a range the guest names. */
    fault(pointer: number, length: number, max: number): number | null {
      if (length < 0) return E_INVALID;
      if (length > max) return E_TOO_BIG;
      return (pointer >>> 0) + length > this.memory.length ? E_FAULT : null;
    }

    bytesAt(pointer: number, length: number): Uint8Array {
      const start = pointer >>> 0;
      return this.memory.slice(start, start + length);
    }

    isId(pointer: number): boolean {
      return (pointer >>> 0) + ID_BYTES <= this.memory.length;
    }

    idAt(pointer: number): Uint8Array {
      return this.bytesAt(pointer, ID_BYTES);
    }

    /** Room in the event for one more effect, or null. */
    effect(kind: number, bytes: number): Output | null {
      const { service } = this;
      if (this.effectCount >= service.effectsMax || this.effectBytes + bytes > service.effectBytesMax)
        return null;
      this.effectCount++;
      this.effectBytes += bytes;
      out.u8(kind);
      return out;
    }

    newToken(): bigint {
      return BigInt(this.service.nextToken++);
    }
  }

  return { event: new EventContext(), Trap, noMemory: NO_MEMORY };
}
