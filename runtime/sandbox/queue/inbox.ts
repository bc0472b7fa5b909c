/**
 * The events that wait for a service: bounded, and fair between the nodes that sent them. A sender may queue
 * at most as much as is still free (Choudhury and Hahne, "Dynamic Queue Length Thresholds", 1998), so a
 * sender that floods fills half of the inbox and there is always room for another. Senders are served in
 * rounds. The events of one sender keep their order.
 */
import type { ServiceEvent } from "../contract.ts";

/** Maximum number of events, and of bytes of their payloads. A single sender gets half. */
export const INBOX_EVENTS_MAX = 2_048;
export const INBOX_BYTES_MAX = 16 * 1024 * 1024;
/**
 * Maximum numbers for completions and timers. They are higher, since the service would wait for a lost
 * completion for ever.
 */
export const INBOX_ANSWERS_MAX = 16_384;
export const INBOX_ANSWER_BYTES_MAX = 64 * 1024 * 1024;
/** Events of one sender that are taken before the next sender is served. */
const ROUND_EVENTS = 8;

interface InboxEntry {
  readonly event: ServiceEvent;
}

/** The events of one sender. */
interface Lane<Entry> {
  readonly sender: number;
  entries: Entry[];
  /** Index of the first entry that is not taken. */
  head: number;
  bytes: number;
}

/** The sender of events that this node makes: completions, timers, calls, updates, rules. */
const OWN = -1;

export class Inbox<Entry extends InboxEntry> {
  /** Lanes in the order in which they are served; none is empty. */
  readonly #lanes = new Map<number, Lane<Entry>>();
  #length = 0;
  #bytes = 0;

  get length(): number {
    return this.#length;
  }

  /** Returns false when the inbox is full, or when the sender has used its share. */
  push(entry: Entry): boolean {
    const { event } = entry;
    const sender = senderOf(event);
    const lane = this.#lanes.get(sender);
    if (event.kind === "complete" || event.kind === "timer") {
      const { length } = event.payload;
      if (this.#length >= INBOX_ANSWERS_MAX) return false;
      // A completion without a payload is queued nevertheless: the service learns that its request has ended.
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

  /** All entries, in no order. */
  *waiting(): Iterable<Entry> {
    for (const { entries, head } of this.#lanes.values())
      for (let at = head; at < entries.length; at++) yield entries[at];
  }

  /** Takes the next events that this node made. */
  takeOwn(eventsMax: number): Entry[] {
    const lane = this.#lanes.get(OWN);
    if (lane === undefined) return [];
    const taken = lane.entries.slice(lane.head, lane.head + eventsMax);
    this.#forget(lane, taken);
    return taken;
  }

  /** Removes the events that this node made and for which `isMeant` holds. */
  removeOwn(isMeant: (event: ServiceEvent) => boolean): Entry[] {
    const lane = this.#lanes.get(OWN);
    if (lane === undefined) return [];
    const all = lane.entries.slice(lane.head);
    const removed = all.filter(({ event }) => isMeant(event));
    lane.entries = all.filter(({ event }) => !isMeant(event));
    lane.head = 0;
    this.#forget(lane, removed, 0);
    return removed;
  }

  #forget(lane: Lane<Entry>, removed: readonly Entry[], taken = removed.length): void {
    lane.head += taken;
    for (const { event } of removed) {
      lane.bytes -= event.payload.length;
      this.#bytes -= event.payload.length;
    }
    this.#length -= removed.length;
    if (lane.head === lane.entries.length) this.#lanes.delete(lane.sender);
  }

  /** Takes the next events, in rounds of their senders; at least one if there is one. */
  take(eventsMax: number, bytesMax: number): Entry[] {
    const taken: Entry[] = [];
    let bytes = 0;
    while (this.#length > 0 && taken.length < eventsMax) {
      const lane = this.#lanes.values().next().value as Lane<Entry>;
      const isAlone = this.#lanes.size === 1;
      const round = isAlone ? eventsMax : Math.min(ROUND_EVENTS, eventsMax - taken.length);
      const end = Math.min(lane.head + round, lane.entries.length);
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
      this.#endRound(lane, isAlone);
      if (isFull) break;
    }
    this.#bytes -= bytes;
    return taken;
  }

  /** Moves the lane behind the others; removes it if it is empty. */
  #endRound(lane: Lane<Entry>, isAlone: boolean): void {
    const isEmpty = lane.head === lane.entries.length;
    if (!isAlone || isEmpty) this.#lanes.delete(lane.sender);
    if (isEmpty) return;
    if (!isAlone) this.#lanes.set(lane.sender, lane);
    // Taken entries are released once they are at least half: each entry moves at most once, on average.
    if (2 * lane.head < lane.entries.length) return;
    lane.entries = lane.entries.slice(lane.head);
    lane.head = 0;
  }

  /** Puts events that were taken and not run before all others of the same senders. */
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
    const target = lane ?? { sender, entries: [], head: 0, bytes: 0 };
    if (lane === undefined) this.#lanes.set(sender, target);
    if (!isFirst) target.entries.push(entry);
    else if (target.head > 0) target.entries[--target.head] = entry;
    else target.entries.unshift(entry);
    const { length } = entry.event.payload;
    target.bytes += length;
    this.#bytes += length;
    this.#length++;
  }
}

/**
 * The first 48 bits of the id of the sending node. Ids are hashes; two nodes with the same bits share a lane,
 * no more.
 */
function senderOf({ kind, previous }: ServiceEvent): number {
  if (kind !== "deliver" && kind !== "forward") return OWN;
  const high = ((previous[0] << 24) | (previous[1] << 16) | (previous[2] << 8) | previous[3]) >>> 0;
  return high * 0x10000 + ((previous[4] << 8) | previous[5]);
}
