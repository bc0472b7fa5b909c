/**
 * The mailbox: the region of a guest's memory where an event is written before each call (abi/README.md).
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { EventFields } from "../wire/event-fields.ts";
import type { Bytes } from "./bytes.ts";
import type { EventContext, TrapClass } from "./event-context.ts";
import type { GlueConstants, Input } from "./types.ts";

export type Mailbox = ReturnType<typeof makeMailbox>;

export function makeMailbox(constants: GlueConstants, { copy }: Bytes, event: EventContext, Trap: TrapClass) {
  const { abi: A } = constants;
  const ID_WORDS = A.ID_BYTES / 8;
  /**
   * Bits of the parts that an event in a batch has. Bits 0 to 3 are the four ids, in their order in the
   * mailbox; these two follow.
   */
  const PART_NUMBERS = 16;
  const PART_TIME = 32;

  // A batch omits fields with the same value as in the event before, so the header persists between events.
  const header = new Uint8Array(A.MAILBOX_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const words = new BigInt64Array(header.buffer);

  return {
    clear(): void {
      header.fill(0);
    },

    /** Reads the parts of an event in a batch into the header. Also sets the time of the event. */
    readParts(input: Input, parts: number): void {
      const source = input.words;
      let word = input.at >>> 3;
      for (let id = 0; id < 4; id++) {
        if ((parts & (1 << id)) === 0) continue;
        const to = id * ID_WORDS;
        for (let i = 0; i < ID_WORDS; i++) words[to + i] = source[word + i];
        word += ID_WORDS;
      }
      input.at = word << 3;
      if ((parts & PART_NUMBERS) !== 0) {
        view.setInt32(A.EVENT_HOPS, input.i32(), true);
        view.setInt32(A.EVENT_FLAGS, input.i32(), true);
        view.setInt32(A.EVENT_STATUS, input.i32(), true);
        view.setInt32(A.EVENT_VERSION, input.i32(), true);
      }
      if ((parts & PART_TIME) !== 0) event.nowMs = input.f64();
    },

    setToken(low: number, high: number): void {
      view.setUint32(A.EVENT_TOKEN, low, true);
      view.setInt32(A.EVENT_TOKEN + 4, high, true);
    },

    setLength(payloadLength: number): void {
      view.setInt32(A.EVENT_PAYLOAD_LENGTH, payloadLength, true);
    },

    setVersion(version: number): void {
      view.setInt32(A.EVENT_VERSION, version, true);
    },

    setFields(fields: EventFields): void {
      header.set(fields.key, A.EVENT_KEY);
      header.set(fields.origin, A.EVENT_ORIGIN);
      header.set(fields.previous, A.EVENT_PREVIOUS);
      header.set(fields.next, A.EVENT_NEXT);
      view.setBigInt64(A.EVENT_TOKEN, fields.token, true);
      view.setInt32(A.EVENT_HOPS, fields.hops, true);
      view.setInt32(A.EVENT_FLAGS, fields.flags, true);
      view.setInt32(A.EVENT_STATUS, fields.status ?? 0, true);
      view.setInt32(A.EVENT_PAYLOAD_LENGTH, fields.payload.length, true);
      view.setInt32(A.EVENT_VERSION, fields.version ?? 0, true);
    },

    /** The token as a number, read from the header: converting a bigint leaves compiled code. */
    token(): number {
      return view.getInt32(A.EVENT_TOKEN + 4, true) * 2 ** 32 + view.getUint32(A.EVENT_TOKEN, true);
    },

    /** Throws a Trap if the mailbox is not inside the guest's memory. */
    check(): void {
      if (event.instance.mailbox + A.MAILBOX_BYTES > event.memory.length)
        throw new Trap("trap", "the mailbox is not inside the memory");
    },

    /** Copies the header and the start of the payload into the guest's memory. */
    fill(): void {
      const { bytes, input, payloadLength } = event;
      const at = event.instance.mailbox;
      event.memory.set(header, at);
      const to = at + A.MAILBOX_HEADER_BYTES;
      const count = payloadLength < A.MAILBOX_PAYLOAD_BYTES ? payloadLength : A.MAILBOX_PAYLOAD_BYTES;
      if (input !== null) copy(input, event.payloadAt, event.memoryView, to, count);
      else event.memory.set(count === bytes.length ? bytes : bytes.subarray(0, count), to);
    },
  };
}
