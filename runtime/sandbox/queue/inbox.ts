/**
 * Events that wait for a service, bounded, and fair between the nodes they came from: a sender may hold as much as is still free
 * (after Choudhury and Hahne, "Dynamic Queue Length Thresholds", 1998), so that one who floods takes half and there is always
 * room for another; and senders are served in turn. What one sender has sent keeps its order.
 */
import type { ServiceEvent } from "../contract.ts";

/** Events, and the bytes of their payloads; a single sender gets half. */
export const INBOX_EVENTS_MAX = 2_048;
export const INBOX_BYTES_MAX = 16 * 1024 * 1024;
/** Answers and timers that the service has asked for are taken beyond that: it would wait for them for ever. */
export const INBOX_ANSWERS_MAX = 16_384;
export const INBOX_ANSWER_BYTES_MAX = 64 * 1024 * 1024;
/** Events of one sender that are taken together before the next has its turn. */
const TURN_EVENTS = 8;

export interface InboxEntry {
  readonly event: ServiceEvent;
}

/** What one sender has waiting. */
interface Lane<Entry> {
  readonly sender: number;
  entries: Entry[];
  /** Those before it are taken. */
  head: number;
  bytes: number;
}

/** The service's own: answers, timers, changes of the neighbourhood. */
const OWN = -1;

export class Inbox<Entry extends InboxEntry> {
  /** In the order of their turns; none is empty. */
  readonly #lanes = new Map<number, Lane<Entry>>();
  #length = 0;
  #bytes = 0;

  get length(): number {
    return this.#length;
  }

  /** False: it is full, or the sender holds its share. */
  push(entry: Entry): boolean {
    const { event } = entry;
    const sender = senderOf(event);
    const lane = this.#lanes.get(sender);
    if (event.kind === "complete" || event.kind === "timer") {
      const { length } = event.payload;
      if (this.#length >= INBOX_ANSWERS_MAX) return false;
      // An answer without a payload is taken still: the service learns that there was one.
      if (length > 0 && this.#bytes + length > INBOX_ANSWER_BYTES_MAX) return false;
    } else if (
      (lane === undefined ? 0 : lane.entries.length - lane.head) >= INBOX_EVENTS_MAX - this.#length ||
      (lane?.bytes ?? 0) + event.payload.length > INBOX_BYTES_MAX - this.#bytes
    ) {
      return false;
    }
    this.#add(sender, lane, entry);
    return true;
  }

  /** All that wait, in no order. */
  *waiting(): Iterable<Entry> {
    for (const { entries, head } of this.#lanes.values())
      for (let at = head; at < entries.length; at++) yield entries[at];
  }

  /** Of the service's own, answers and timers and changes of the neighbourhood: the next ones. */
  takeOwn(eventsMax: number): Entry[] {
    const lane = this.#lanes.get(OWN);
    if (lane === undefined) return [];
    const taken = lane.entries.slice(lane.head, lane.head + eventsMax);
    this.#leave(lane, taken);
    return taken;
  }

  /** Takes out of the service's own those of which that holds. */
  removeOwn(isMeant: (event: ServiceEvent) => boolean): Entry[] {
    const lane = this.#lanes.get(OWN);
    if (lane === undefined) return [];
    const all = lane.entries.slice(lane.head);
    const removed = all.filter(({ event }) => isMeant(event));
    lane.entries = all.filter(({ event }) => !isMeant(event));
    lane.head = 0;
    this.#leave(lane, removed, 0);
    return removed;
  }

  #leave(lane: Lane<Entry>, gone: readonly Entry[], taken = gone.length): void {
    lane.head += taken;
    for (const { event } of gone) {
      lane.bytes -= event.payload.length;
      this.#bytes -= event.payload.length;
    }
    this.#length -= gone.length;
    if (lane.head === lane.entries.length) this.#lanes.delete(lane.sender);
  }

  /** The next events, in turns of their senders: at least one when there is one. */
  take(eventsMax: number, bytesMax: number): Entry[] {
    const taken: Entry[] = [];
    let bytes = 0;
    while (this.#length > 0 && taken.length < eventsMax) {
      const lane = this.#lanes.values().next().value as Lane<Entry>;
      const isAlone = this.#lanes.size === 1;
      const turn = isAlone ? eventsMax : Math.min(TURN_EVENTS, eventsMax - taken.length);
      const end = Math.min(lane.head + turn, lane.entries.length);
      const start = lane.head;
      let isFull = false;
      for (; lane.head < end; lane.head++) {
        const entry = lane.entries[lane.head];
        const { length } = entry.event.payload;
        isFull = taken.length > 0 && bytes + length > bytesMax;
        if (isFull) break;
        taken.push(entry);
        bytes += length;
        lane.bytes -= length;
      }
      this.#length -= lane.head - start;
      this.#endTurn(lane, isAlone);
      if (isFull) break;
    }
    this.#bytes -= bytes;
    return taken;
  }

  /** The lane goes behind the others, or away when it is empty. */
  #endTurn(lane: Lane<Entry>, isAlone: boolean): void {
    const isEmpty = lane.head === lane.entries.length;
    if (!isAlone || isEmpty) this.#lanes.delete(lane.sender);
    if (isEmpty) return;
    if (!isAlone) this.#lanes.set(lane.sender, lane);
    // What was taken is let go once it is as much as what is left: each entry is moved once at the most, on average.
    if (2 * lane.head < lane.entries.length) return;
    lane.entries = lane.entries.slice(lane.head);
    lane.head = 0;
  }

  /** What was taken and not used, before all else of the same senders. */
  putBack(entries: readonly Entry[]): void {
    for (const entry of entries.toReversed()) {
      const sender = senderOf(entry.event);
      this.#add(sender, this.#lanes.get(sender), entry, true);
    }
  }

  clear(): Entry[] {
    const all = [...this.#lanes.values()].flatMap(({ entries, head }) => entries.slice(head));
    this.#lanes.clear();
    this.#length = 0;
    this.#bytes = 0;
    return all;
  }

  #add(sender: number, lane: Lane<Entry> | undefined, entry: Entry, isFirst = false): void {
    const there = lane ?? { sender, entries: [], head: 0, bytes: 0 };
    if (lane === undefined) this.#lanes.set(sender, there);
    if (!isFirst) there.entries.push(entry);
    else if (there.head > 0) there.entries[--there.head] = entry;
    else there.entries.unshift(entry);
    const { length } = entry.event.payload;
    there.bytes += length;
    this.#bytes += length;
    this.#length++;
  }
}

/** The first 48 bits of the node the event came from: ids are hashes, and two nodes that share them only share a lane. */
function senderOf({ kind, previous }: ServiceEvent): number {
  if (kind !== "deliver" && kind !== "forward") return OWN;
  const high = ((previous[0] << 24) | (previous[1] << 16) | (previous[2] << 8) | previous[3]) >>> 0;
  return high * 0x10000 + ((previous[4] << 8) | previous[5]);
}
