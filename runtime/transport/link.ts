/** One TLS connection to a node that has shown its key and said hello. */
import type { TLSSocket } from "node:tls";
import type { Clock, NodeHandle } from "../overlay/environment.ts";
import { FRAME_BYTES_MAX, type FrameReader, joinFrames, LENGTH_BYTES } from "./frames.ts";

/** What may wait for a slow peer, in bytes; beyond it packets are not taken. */
export const QUEUE_BYTES_MAX = 4 * 1024 * 1024;
/** One write has at most so many bytes and one packet more: what a slow peer takes is seen write by write. */
const WRITE_BYTES = 256 * 1024;
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
  packet(link: Link, packet: Uint8Array): void;
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
  #packets: Uint8Array[] = [];
  /** Of the packets and their lengths. */
  #bytes = 0;
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
    const receive = (packet: Uint8Array) => {
      this.#packetsIn++;
      if (!this.#isClosed) events.packet(this, packet);
    };
    socket.on("data", (chunk: Buffer) => {
      if (this.#isClosed) return;
      this.lastUsedMs = clock.now();
      this.#bytesIn += chunk.length;
      if (!reader.push(chunk, receive)) this.#end("violation");
      else this.#limit();
    });
    socket.on("error", () => this.#end("closed"));
    socket.on("close", () => this.#end("closed"));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Nothing waits to be sent. */
  get isIdle(): boolean {
    return this.#bytes === 0 && this.#socket.writableLength === 0;
  }

  /** False when too much waits already. Packets of one turn of the event loop leave in one write. */
  send(packet: Uint8Array): boolean {
    const waiting = this.#bytes + this.#socket.writableLength;
    if (this.#isClosed || packet.length > FRAME_BYTES_MAX) return false;
    if (waiting + packet.length + LENGTH_BYTES > QUEUE_BYTES_MAX) return false;
    if (this.#packets.length === 0) setImmediate(() => this.#flush());
    this.#packets.push(packet);
    this.#bytes += packet.length + LENGTH_BYTES;
    return true;
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

  #flush(): void {
    const packets = this.#packets;
    if (this.#isClosed || packets.length === 0) return;
    this.#packets = [];
    this.#bytes = 0;
    this.lastUsedMs = this.#clock.now();
    let first = 0;
    let bytes = 0;
    for (let i = 0; i < packets.length; i++) {
      bytes += packets[i].length;
      if (bytes < WRITE_BYTES && i + 1 < packets.length) continue;
      this.#socket.write(joinFrames(packets.slice(first, i + 1), bytes), this.#noteTaken);
      first = i + 1;
      bytes = 0;
    }
    if (this.#stopWatching === null && this.#socket.writableLength > 0) this.#watch();
  }

  readonly #noteTaken = (): void => {
    this.#taken++;
  };

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
