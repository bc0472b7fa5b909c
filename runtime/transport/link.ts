/** One TLS connection to a node that has shown its key and said hello. */
import type { TLSSocket } from "node:tls";
import type { Clock, NodeHandle } from "../overlay/environment.ts";
import { FRAME_BYTES_MAX, type FrameReader, joinFrames, LENGTH_BYTES } from "./frames.ts";

/** What may wait for a slow peer, in bytes; beyond it packets are not taken. */
export const QUEUE_BYTES_MAX = 4 * 1024 * 1024;
/** One write has at most so many bytes and one packet more: what a slow peer takes is seen write by write. */
const WRITE_BYTES = 256 * 1024;

/** Who began it. */
export type Direction = "in" | "out";

/** How a link ended: the peer or the network, the peer's framing, or a peer that took nothing of what waited for it. */
export type LinkEnd = "closed" | "violation" | "stalled";

export interface LinkTimes {
  /** With packets waiting and none taken by the peer for so long, the link is given up, in milliseconds. */
  readonly stallMs: number;
  /** For what still waits when the link is closed, in milliseconds. */
  readonly lingerMs: number;
}

export interface LinkEvents {
  packet(link: Link, packet: Uint8Array): void;
  /** Once, unless this end closed it. */
  ended(link: Link, how: LinkEnd): void;
}

export class Link {
  readonly peer: NodeHandle;
  readonly direction: Direction;
  /** When something last went either way. */
  lastUsedMs: number;
  /** Whether the peer has sent anything after its hello: set by who takes its packets. */
  hasReceived = false;
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
    const receive = (packet: Uint8Array) => {
      if (!this.#isClosed) events.packet(this, packet);
    };
    socket.on("data", (chunk: Buffer) => {
      if (this.#isClosed) return;
      this.lastUsedMs = clock.now();
      if (!reader.push(chunk, receive)) this.#end("violation");
    });
    socket.on("error", () => this.#end("closed"));
    socket.on("close", () => this.#end("closed"));
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

  /** Writes what waits, then closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
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
    this.#stopWatching?.();
    this.#socket.destroy();
    this.#events.ended(this, how);
  }
}
