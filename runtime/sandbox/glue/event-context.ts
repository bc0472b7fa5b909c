/**
 * The context of the current event: its fields, its limits, its effects so far, and the views of the guest's
 * memory.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { GlueConstants, GuestService, Input, Instance, MemoryView, Output } from "./types.ts";

export type EventContext = ReturnType<typeof makeEventContext>["event"];
export type TrapClass = ReturnType<typeof makeEventContext>["Trap"];

/** `out`: effects are written there when the guest requests them. */
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

  /** Thrown to end an event with a fault. */
  class Trap {
    readonly fault: string;
    readonly detail: string;
    constructor(fault: string, detail: string) {
      this.fault = fault;
      this.detail = detail;
    }
  }

  /** One class: the state of one event, in one object that is reused for each event. */
  class EventContext {
    service!: GuestService;
    instance!: Instance;
    /** True if the event has an instance, and the fuel global of the instance counts for this event. */
    hasInstance = false;
    memoryView: MemoryView = NO_MEMORY;
    memory: Uint8Array = NO_BYTES;
    dataView: DataView = NO_MEMORY.view;

    kind = "";
    nowMs = 0;
    /** State of `random`, 64 bits. Null when `random` was not called yet: the seed is in `input`. */
    random: bigint | null = null;
    /** The bytes that contain the payload. */
    bytes: Uint8Array = NO_BYTES;
    /** The same bytes, for an event of a batch. Null when `bytes` is the payload and nothing else. */
    input: Input | null = null;
    seedAt = 0;
    payloadAt = 0;
    payloadLength = 0;
    /** The token for `respond`. 0 if there is none. */
    token = 0;
    isAnswered = false;
    /** Fuel that host functions used. */
    hostFuel = 0;
    effectCount = 0;
    effectBytes = 0;
    /** New values that `forward` has set. */
    key: Uint8Array | null = null;
    payload: Uint8Array | null = null;
    next: Uint8Array | null = null;
    /** Tokens of earlier events that this event answered; timers that it set; timers that it cancelled. */
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

    /** Drops the references to the bytes of the event. */
    end(): void {
      this.bytes = NO_BYTES;
      this.input = null;
    }

    /** Commits the changes of the event. */
    commit(): void {
      const { service } = this;
      service.store.commit();
      if (this.answered.length > 0) for (const token of this.answered) service.owed.delete(token);
      if (this.timersSet.length > 0) for (const token of this.timersSet) service.timers.add(token);
      if (this.timersGone.length > 0) for (const token of this.timersGone) service.timers.delete(token);
    }

    /**
     * Updates the views of the memory. When a memory grows, its old buffer is detached, and the views of that
     * buffer become empty.
     */
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

    /**
     * Charges a host call that reads or moves bytes. The guest chooses `bytes`; above PAYLOAD_BYTES_MAX the
     * call is refused without a copy, so only that many are charged.
     */
    charge(bytes: number): void {
      this.spend(HOST_CALL_FUEL + (Math.min(bytes, PAYLOAD_BYTES_MAX) >>> 3));
    }

    /**
     * Host functions count their fuel apart from the guest's fuel, because reading the guest's global is
     * expensive. The event faults as soon as one count exceeds the limit, and at its end if the sum does.
     */
    spend(fuel: number): void {
      this.hostFuel += fuel;
      if (this.hostFuel > this.service.fuelPerEvent) throw new Trap("fuel", "out of fuel in a host function");
      if (this.memory.length === 0) this.refresh();
    }

    /** The status for an invalid range of the guest's memory. Null when the range is valid. */
    fault(pointer: number, length: number, max: number): number | null {
      if (length < 0) return E_INVALID;
      if (length > max) return E_TOO_BIG;
      return (pointer >>> 0) + length > this.memory.length ? E_FAULT : null;
    }

    /** A copy of the guest's bytes. The caller has checked the range. */
    bytesAt(pointer: number, length: number): Uint8Array {
      const start = pointer >>> 0;
      return this.memory.slice(start, start + length);
    }

    /** Whether an id at the pointer lies inside the memory. */
    isId(pointer: number): boolean {
      return (pointer >>> 0) + ID_BYTES <= this.memory.length;
    }

    idAt(pointer: number): Uint8Array {
      return this.bytesAt(pointer, ID_BYTES);
    }

    /**
     * Starts an effect. Returns null when the event has no room for it. `kind`: its number in
     * wire/outcomes.ts.
     */
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
