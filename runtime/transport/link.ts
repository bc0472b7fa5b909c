/** One TLS connection to a node that has shown its key and said hello. */
import type { TLSSocket } from "node:tls";
import type { NodeHandle } from "../overlay/environment.ts";
import { type FrameReader, joinFrames, LENGTH_BYTES } from "./frames.ts";

/** What may wait for a slow peer, in bytes; beyond it packets are not taken. */
export const QUEUE_BYTES_MAX = 8 * 1024 * 1024;

export interface LinkEvents {
  packet(link: Link, packet: Uint8Array): void;
  /** Once, however it ended. `violation`: the peer broke the rules. */
  closed(link: Link, violation: boolean): void;
}

export class Link {
  readonly peer: NodeHandle;
  lastUsedMs: number;
  readonly #socket: TLSSocket;
  readonly #reader: FrameReader;
  readonly #events: LinkEvents;
  #packets: Uint8Array[] = [];
  #bytes = 0;
  #isFlushDue = false;
  #isClosed = false;

  /** `reader` has read the peer's hello, and may hold the start of what comes next. */
  constructor(peer: NodeHandle, socket: TLSSocket, reader: FrameReader, nowMs: number, events: LinkEvents) {
    this.peer = peer;
    this.lastUsedMs = nowMs;
    this.#socket = socket;
    this.#reader = reader;
    this.#events = events;
    socket.on("data", (chunk: Buffer) => {
      if (!this.#reader.push(chunk, (packet) => this.#isClosed || events.packet(this, packet)))
        this.#end(true);
    });
    socket.on("error", () => this.#end(false));
    socket.on("close", () => this.#end(false));
  }

  get isIdle(): boolean {
    return this.#bytes === 0 && this.#socket.writableLength === 0;
  }

  /** False when too much waits already. Packets of one turn of the event loop leave in one write. */
  send(packet: Uint8Array): boolean {
    const waiting = this.#bytes + this.#socket.writableLength;
    if (this.#isClosed || waiting + packet.length > QUEUE_BYTES_MAX) return false;
    this.#packets.push(packet);
    this.#bytes += packet.length + LENGTH_BYTES;
    if (!this.#isFlushDue) {
      this.#isFlushDue = true;
      setImmediate(() => this.#flush());
    }
    return true;
  }

  /** Writes what waits, then closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#socket.end();
    this.#socket.destroySoon();
  }

  #flush(): void {
    this.#isFlushDue = false;
    const packets = this.#packets;
    if (this.#isClosed || packets.length === 0) return;
    this.#packets = [];
    this.#socket.write(joinFrames(packets, this.#bytes - packets.length * LENGTH_BYTES));
    this.#bytes = 0;
  }

  #end(violation: boolean): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.destroy();
    this.#events.closed(this, violation);
  }
}
