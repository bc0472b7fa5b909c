/** A link: a TLS connection to a peer after its hello. Packets of one event-loop turn leave in one write. */
import type { TLSSocket } from "node:tls";
import { writeU32 } from "../base/bytes.ts";
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Room } from "../overlay/packet-network.ts";
import { FRAME_BYTES_MAX, type FrameReader, LENGTH_BYTES } from "./frames.ts";
import { freezeTime, unfreezeTime } from "./system.ts";
import { giveBack, takeMemory } from "./write-memory.ts";

/** Maximum size of the queue for a slow peer, in bytes. Packets beyond it are refused. */
export const QUEUE_BYTES_MAX = 4 * 1024 * 1024;
const SECOND_MS = 1_000;

/** `in`: the peer opened the link. `out`: this node opened it. */
export type Direction = "in" | "out";

/**
 * How a link ended. `closed`: by the peer or the network. `violation`: the peer broke the protocol.
 * `stalled`: the peer read nothing of its queue. `flood`: the peer exceeded its rate limit for too long.
 */
export type LinkEnd = "closed" | "violation" | "stalled" | "flood";

export interface LinkTimes {
  /** A link whose peer reads nothing of a queue for this time is closed, in milliseconds. */
  readonly stallMs: number;
  /** Rate limits per peer. Excess stays in the kernel's receive buffer. */
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
  /** A peer over its rate limit in every second of this time is disconnected, in milliseconds. */
  readonly floodMs: number;
  /** Time for queued packets when the link is closed, in milliseconds. */
  readonly lingerMs: number;
}

interface LinkEvents {
  /** A packet, in `bytes` from `start` up to `end`. The receiver may keep it. */
  packet(link: Link, bytes: Uint8Array, start: number, end: number): void;
  /** Called once, unless this node closed the link. */
  ended(link: Link, how: LinkEnd): void;
}

/**
 * One class: the send buffer and the rate limit are touched for every packet, and parts of their own would
 * cost a call each.
 */
export class Link {
  /** The peer, with its newest routing record. */
  peer: NodeHandle;
  readonly direction: Direction;
  /** Time of the last traffic in either direction. */
  lastUsedMs: number;
  /** Whether the peer has sent anything after its hello. The receiver of its packets sets it. */
  hasReceived = false;
  /**
   * Sequence number of this node's routing record that the peer last received. The sender of records sets it.
   */
  sentSequence = 0;
  readonly #socket: TLSSocket;
  readonly #clock: Clock;
  readonly #times: LinkTimes;
  readonly #events: LinkEvents;
  /** Framed packets for the next write. Null when there are none. */
  #memory: Buffer | null = null;
  #filled = 0;
  /** Bytes of earlier writes still queued when the current buffer was started. */
  #backlog = 0;
  readonly #room: { bytes: Uint8Array; at: number } = { bytes: new Uint8Array(0), at: 0 };
  #isClosed = false;
  /** Completed writes since the link opened. */
  #written = 0;
  #stopWatching: (() => void) | null = null;
  /** Received in the second that began at `#secondMs`. */
  #packetsIn = 0;
  #bytesIn = 0;
  #secondMs: number;
  /** Since when every second exceeded the limit; null when the last second did not. */
  #floodingSinceMs: number | null = null;
  #cancelResume: () => void = () => {};

  /** `reader` has read the peer's hello and may contain the start of the next frame. */
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
      freezeTime();
      try {
        this.lastUsedMs = clock.now();
        this.#bytesIn += chunk.length;
        if (!reader.push(chunk, receive)) this.#end("violation");
        else this.#limit();
      } finally {
        unfreezeTime();
      }
    });
    socket.on("error", () => this.#end("closed"));
    socket.on("close", () => this.#end("closed"));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the send queue is empty. */
  get isIdle(): boolean {
    return this.#memory === null && this.#socket.writableLength === 0;
  }

  /** Returns false when the queue is full. */
  send(packet: Uint8Array): boolean {
    const room = this.room(packet.length);
    if (room !== null) room.bytes.set(packet, room.at);
    return room !== null;
  }

  /**
   * Reserves room for a packet of `size` bytes. The caller fills it before any other call on the link. Null
   * when the queue is full, the packet is larger than a frame, or the link is closed.
   */
  room(size: number): Room | null {
    if (this.#isClosed || size > FRAME_BYTES_MAX) return null;
    const framed = LENGTH_BYTES + size;
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
    writeU32(size, memory, at);
    this.#filled = at + framed;
    const room = this.#room;
    room.bytes = memory;
    room.at = at + LENGTH_BYTES;
    return room;
  }

  /** Closes the link at once, after protocol violations by the peer. */
  disconnect(): void {
    this.#end("violation");
  }

  /**
   * Over the limit the socket is paused until the second ends: excess stays in the kernel's buffers and
   * blocks the sender.
   */
  #limit(): void {
    const { packetsPerSecond, bytesPerSecond, floodMs } = this.#times;
    const now = this.#clock.now();
    if (now - this.#secondMs >= SECOND_MS) {
      // The last second was within the limit: otherwise the socket would have been paused until its end.
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
    this.#cancelResume = this.#clock.after(this.#secondMs + SECOND_MS - now, () => {
      this.#beginSecond(this.#clock.now());
      this.#socket.resume();
    });
  }

  #beginSecond(now: number): void {
    this.#secondMs = now;
    this.#packetsIn = 0;
    this.#bytesIn = 0;
  }

  /** Writes the queued packets, then closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#cancelResume();
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
        this.#written++;
        giveBack(memory);
      });
      return;
    }
    // Behind other writes a copy takes only as much memory as it has bytes.
    this.#socket.write(Buffer.from(written), () => {
      this.#written++;
    });
    giveBack(memory);
  }

  #watch(): void {
    const written = this.#written;
    this.#stopWatching = this.#clock.after(this.#times.stallMs, () => {
      this.#stopWatching = null;
      if (this.#isClosed || this.isIdle) return;
      if (this.#written === written) this.#end("stalled");
      else this.#watch();
    });
  }

  #end(how: LinkEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelResume();
    this.#stopWatching?.();
    this.#socket.destroy();
    this.#events.ended(this, how);
  }
}
