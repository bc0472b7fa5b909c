/**
 * Frames with a batch of events of one service, the most frequent frames to a cell. All parts start at a
 * multiple of 8 of the body, so that the glue copies whole words. An id, the time, or the group of numbers is
 * omitted if it is the same as in the event before.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import { EVENT_KINDS, type EventKind, type ServiceEvent } from "../contract.ts";
import { type EventFields, fieldsOf } from "./event-fields.ts";
import { FRAME_HEADER_BYTES, FRAME_RUN } from "./frames.ts";

/** Bit in the number of events: the batch continues the batch before. */
const CONTINUES = 0x8000_0000;
/** Size of the start of a batch: service id, number of events, four bytes of padding. */
const HEAD_BYTES = ID_BYTES + 8;
/** Size of the start of each event: kind, parts, two bytes of padding, length of the payload, seed, token. */
const EVENT_BYTES = 24;
/**
 * Bits of the parts that an event contains because they differ from the event before. Bits 0 to 3 are the ids
 * key, origin, previous and next; these two follow.
 */
const PART_NUMBERS = 16;
const PART_TIME = 32;
const NUMBERS_BYTES = 16;
const EVENT_BYTES_MAX = EVENT_BYTES + 4 * ID_BYTES + NUMBERS_BYTES + 8 + 7;

/** The first event of a batch is compared with this. */
const NO_ID = new Uint8Array(ID_BYTES);
const BEFORE_FIRST = {
  key: NO_ID,
  origin: NO_ID,
  previous: NO_ID,
  next: NO_ID,
  hops: 0,
  flags: 0,
  status: 0,
  nowMs: 0,
  version: 0,
};

/** Offset of a body in its buffer: room for the frame's header, and a multiple of 8. */
const BODY_START = 8;
/** Size of the smallest buffer, and of the largest buffer that is kept for reuse. */
const ROOM_BYTES = 64 * 1024;
const ROOM_BYTES_KEPT = 512 * 1024;
const ROOMS_KEPT = 4;

/** A buffer for a frame. It still has the bytes of an earlier frame, which may have been for another cell. */
interface Room {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** A complete frame. */
export interface BatchFrame {
  readonly bytes: Buffer;
  /**
   * To be called at most once, when `bytes` is no longer read. Without a call, the buffer is
   * garbage-collected.
   */
  readonly release: () => void;
}

/** Writes frames into a few reused buffers: new buffers would be allocated, zeroed and garbage-collected. */
export class BatchFrames {
  readonly #free: Room[] = [];

  /** The events from `from` up to, but without, `to`. The other parameters as in `encodeBatch`. */
  encode(
    serviceId: Uint8Array,
    events: readonly ServiceEvent[],
    from: number,
    to: number,
    continues: boolean,
  ): BatchFrame {
    const room = this.#take(2 * BODY_START + bytesMaxOf(events, from, to));
    const last = writeBatch(room, BODY_START, serviceId, events, from, to, continues);
    const start = BODY_START - FRAME_HEADER_BYTES;
    // Padding, so that a frame directly after this one has the same alignment.
    const end = last + start;
    for (let at = last; at < end; at++) room.bytes[at] = 0;
    room.view.setUint32(start, end - BODY_START, true);
    room.view.setUint8(start + 4, FRAME_RUN);
    return { bytes: room.bytes.subarray(start, end), release: () => this.#give(room) };
  }

  #take(bytes: number): Room {
    const room = this.#free.pop();
    return room !== undefined && room.bytes.length >= bytes ? room : makeRoom(Math.max(bytes, ROOM_BYTES));
  }

  #give(room: Room): void {
    if (this.#free.length < ROOMS_KEPT && room.bytes.length <= ROOM_BYTES_KEPT) this.#free.push(room);
  }
}

/**
 * The body of a frame with all events. `continues`: true if the batch must not run when the batch before, of
 * the same service, ended early.
 */
export function encodeBatch(
  serviceId: Uint8Array,
  events: readonly ServiceEvent[],
  continues = false,
): Uint8Array {
  const room = makeRoom(bytesMaxOf(events, 0, events.length));
  return room.bytes.subarray(0, writeBatch(room, 0, serviceId, events, 0, events.length, continues));
}

function makeRoom(bytesMax: number): Room {
  const buffer = new ArrayBuffer(bytesMax);
  return { bytes: Buffer.from(buffer), view: new DataView(buffer) };
}

function bytesMaxOf(events: readonly ServiceEvent[], from: number, to: number): number {
  let bytesMax = HEAD_BYTES;
  for (let i = from; i < to; i++) bytesMax += EVENT_BYTES_MAX + events[i].payload.length;
  return bytesMax;
}

/** Writes the body from the offset `start`. Returns the offset of its end. Both are multiples of 8. */
function writeBatch(
  { bytes, view }: Room,
  start: number,
  serviceId: Uint8Array,
  events: readonly ServiceEvent[],
  from: number,
  to: number,
  continues: boolean,
): number {
  bytes.set(serviceId, start);
  const count = to - from;
  view.setUint32(start + ID_BYTES, continues ? (count | CONTINUES) >>> 0 : count, true);
  view.setUint32(start + ID_BYTES + 4, 0, true);
  let at = start + HEAD_BYTES;
  let before: Pick<EventFields, keyof typeof BEFORE_FIRST> = BEFORE_FIRST;
  for (let i = from; i < to; i++) {
    const event = fieldsOf(events[i]);
    const { payload, key, origin, previous, next, hops, flags, nowMs } = event;
    const status = event.status ?? 0;
    const version = event.version ?? 0;
    let parts = 0;
    const head = at;
    at += EVENT_BYTES;
    if (!isSame(key, before.key)) {
      parts |= 1;
      bytes.set(key, at);
      at += ID_BYTES;
    }
    if (!isSame(origin, before.origin)) {
      parts |= 2;
      bytes.set(origin, at);
      at += ID_BYTES;
    }
    if (!isSame(previous, before.previous)) {
      parts |= 4;
      bytes.set(previous, at);
      at += ID_BYTES;
    }
    if (!isSame(next, before.next)) {
      parts |= 8;
      bytes.set(next, at);
      at += ID_BYTES;
    }
    if (
      hops !== before.hops ||
      flags !== before.flags ||
      status !== (before.status ?? 0) ||
      version !== (before.version ?? 0)
    ) {
      parts |= PART_NUMBERS;
      view.setInt32(at, hops, true);
      view.setInt32(at + 4, flags, true);
      view.setInt32(at + 8, status, true);
      view.setInt32(at + 12, version, true);
      at += NUMBERS_BYTES;
    }
    if (nowMs !== before.nowMs) {
      parts |= PART_TIME;
      view.setFloat64(at, nowMs, true);
      at += 8;
    }
    view.setUint32(head, kindNumber(event.kind) | (parts << 8), true);
    view.setUint32(head + 4, payload.length, true);
    view.setBigInt64(head + 8, event.seed, true);
    view.setBigInt64(head + 16, event.token, true);
    const end = (at + payload.length + 7) & ~7;
    // The padding must not contain old bytes of the buffer.
    if (end !== at + payload.length) view.setFloat64(end - 8, 0, true);
    bytes.set(payload, at);
    at = end;
    before = event;
  }
  return at;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  for (let i = 0; i < ID_BYTES; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The index in EVENT_KINDS. The two most frequent kinds need no search. */
function kindNumber(kind: EventKind): number {
  if (kind === "deliver") return 0;
  return kind === "forward" ? 1 : EVENT_KINDS.indexOf(kind);
}
