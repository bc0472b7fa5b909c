/** One TLS connection to a node that has shown its key and said hello. */
import type { TLSSocket } from "node:tls";
import { writeU32 } from "../base/bytes.ts";
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Room } from "../overlay/packet-network.ts";
import { FRAME_BYTES_MAX, type FrameReader, LENGTH_BYTES } from "./frames.ts";
import { holdTime, releaseTime } from "./system.ts";
import { giveBack, takeMemory } from "./write-memory.ts";

/** What may wait for a slow peer, in bytes; beyond it packets are not taken. */
export const QUEUE_BYTES_MAX = 4 * 1024 * 1024;
const SECOND_MS = 1_000;

/** Who began it. */
export type Direction = "in" | "out";

/** How a link ended: the peer or the network, what the peer said, a peer that took nothing of what waited for it, or one that sent without end. */
export type LinkEnd = "closed" | "violation" | "stalled" | "flood";

export interface LinkTimes {
  /** With packets waiting and none taken by the peer for so long, the link is given up, in milliseconds. */
  readonly stallMs: number;
  /** What is taken of a peer in a second; the rest waits with it. */
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
  /** A peer that always sends more is shown out after so long, in milliseconds. */
  readonly floodMs: number;
  /** For what still waits when the link is closed, in milliseconds. */
  readonly lingerMs: number;
}

export interface LinkEvents {
  /** A packet lies in `bytes` from `start` up to `end`; it may be kept. */
  packet(link: Link, bytes: Uint8Array, start: number, end: number): void;
  /** Once, unless this end closed it. */
  ended(link: Link, how: LinkEnd): void;
}

export class Link {
  /** Its newest record. */
  peer: NodeHandle;
  readonly direction: Direction;
  /** When something last went either way. */
  lastUsedMs: number;
  /** Whether the peer has sent anything after its hello: set by who takes its packets. */
  hasReceived = false;
  /** Which of this node's records the peer has: set by who gives them. */
  toldSequence = 0;
  readonly #socket: TLSSocket;
  readonly #clock: Clock;
  readonly #times: LinkTimes;
  readonly #events: LinkEvents;
  /** Packets with their lengths, for the next write; null: none wait. */
  #memory: Buffer | null = null;
  #filled = 0;
  /** What the peer had not taken of the writes before, when the last packet was first to wait. */
  #backlog = 0;
  readonly #room: { bytes: Uint8Array; at: number } = { bytes: new Uint8Array(0), at: 0 };
  #isClosed = false;
  /** Writes the peer's machine has taken, ever. */
  #taken = 0;
  #stopWatching: (() => void) | null = null;
  /** Of the second that began at `#secondMs`. */
  #packetsIn = 0;
  #bytesIn = 0;
  #secondMs: number;
  /** Since when every second has had too much; null when the last had not. */
  #floodingSinceMs: number | null = null;
  #stopHolding: () => void = () => {};

  /** `reader` has read the peer's hello, and may hold the start of what comes next. */
  constructor(
    peer: NodeHandle,
    direction: Direction,
    socket: TLSSocket,
    reader: FrameReader,
    clock: Clock,
    times: LinkTimes,
    events: LinkEvents,
  ) {
    this.peer = peer;
    this.direction = direction;
    this.lastUsedMs = clock.now();
    this.#socket = socket;
    this.#clock = clock;
    this.#times = times;
    this.#events = events;
    this.#secondMs = clock.now();
    const receive = (bytes: Buffer, start: number, end: number) => {
      this.#packetsIn++;
      if (!this.#isClosed) events.packet(this, bytes, start, end);
    };
    socket.on("data", (chunk: Buffer) => {
      if (this.#isClosed) return;
      holdTime();
      try {
        this.lastUsedMs = clock.now();
        this.#bytesIn += chunk.length;
        if (!reader.push(chunk, receive)) this.#end("violation");
        else this.#limit();
      } finally {
        releaseTime();
      }
    });
    socket.on("error", () => this.#end("closed"));
    socket.on("close", () => this.#end("closed"));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Nothing waits to be sent. */
  get isIdle(): boolean {
    return this.#memory === null && this.#socket.writableLength === 0;
  }

  /** False when too much waits already. */
  send(packet: Uint8Array): boolean {
    const room = this.room(packet.length);
    if (room !== null) room.bytes.set(packet, room.at);
    return room !== null;
  }

  /**
   * For a packet of so many bytes, to be written before anything else is done with the link; null when too much waits already. Packets of
   * one turn of the event loop leave in one write.
   */
  room(bytes: number): Room | null {
    if (this.#isClosed || bytes > FRAME_BYTES_MAX) return null;
    const framed = LENGTH_BYTES + bytes;
    if (this.#memory === null) {
      this.#backlog = this.#socket.writableLength;
      if (this.#backlog + framed > QUEUE_BYTES_MAX) return null;
      this.#memory = takeMemory(framed);
      setImmediate(this.#flush);
    } else if (this.#backlog + this.#filled + framed > QUEUE_BYTES_MAX) {
      return null;
    } else if (this.#filled + framed > this.#memory.length) {
      this.#write(this.#memory);
      this.#backlog = this.#socket.writableLength;
      this.#memory = takeMemory(framed);
    }
    const memory = this.#memory;
    const at = this.#filled;
    writeU32(bytes, memory, at);
    this.#filled = at + framed;
    const room = this.#room;
    room.bytes = memory;
    room.at = at + LENGTH_BYTES;
    return room;
  }

  /** Ends it without a word: the peer has done what no honest node does. */
  showOut(): void {
    this.#end("violation");
  }

  /** What comes beyond the limits is left in the kernel's buffers, so that the peer cannot send on: until the second is over. */
  #limit(): void {
    const { packetsPerSecond, bytesPerSecond, floodMs } = this.#times;
    const now = this.#clock.now();
    if (now - this.#secondMs >= SECOND_MS) {
      // The second that is over was not too much: else the peer would have been held until its end.
      this.#floodingSinceMs = null;
      this.#beginSecond(now);
    }
    if (this.#isClosed || (this.#packetsIn < packetsPerSecond && this.#bytesIn < bytesPerSecond)) return;
    this.#floodingSinceMs ??= now;
    if (now - this.#floodingSinceMs >= floodMs) {
      this.#end("flood");
      return;
    }
    this.#socket.pause();
    this.#stopHolding = this.#clock.after(this.#secondMs + SECOND_MS - now, () => {
      this.#beginSecond(this.#clock.now());
      this.#socket.resume();
    });
  }

  #beginSecond(now: number): void {
    this.#secondMs = now;
    this.#packetsIn = 0;
    this.#bytesIn = 0;
  }

  /** Writes what waits, then closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#stopHolding();
    this.#stopWatching?.();
    const cancel = this.#clock.after(this.#times.lingerMs, () => this.#socket.destroy());
    this.#socket.once("close", cancel);
    this.#socket.end();
  }

  readonly #flush = (): void => {
    if (this.#isClosed || this.#memory === null) return;
    this.lastUsedMs = this.#clock.now();
    this.#write(this.#memory);
    this.#memory = null;
    if (this.#stopWatching === null && this.#socket.writableLength > 0) this.#watch();
  };

  #write(memory: Buffer): void {
    const written = memory.subarray(0, this.#filled);
    this.#filled = 0;
    if (this.#socket.writableLength === 0) {
      this.#socket.write(written, () => {
        this.#taken++;
        giveBack(memory);
      });
      return;
    }
    // It waits behind others: so it takes no more memory than it has bytes.
    this.#socket.write(Buffer.from(written), () => {
      this.#taken++;
    });
    giveBack(memory);
  }

  #watch(): void {
    const taken = this.#taken;
    this.#stopWatching = this.#clock.after(this.#times.stallMs, () => {
      this.#stopWatching = null;
      if (this.#isClosed || this.isIdle) return;
      if (this.#taken === taken) this.#end("stalled");
      else this.#watch();
    });
  }

  #end(how: LinkEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopHolding();
    this.#stopWatching?.();
    this.#socket.destroy();
    this.#events.ended(this, how);
  }
}
