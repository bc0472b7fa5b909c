/**
 * The network between the nodes of a cluster: a TCP relay in front of each node, which delays bytes and
 * queues them during a partition. No byte is lost or changed: a partition looks like silence, as it does to
 * TCP, and the queued bytes arrive when it heals.
 */
import { connect, createServer, type Server, type Socket } from "node:net";

/** Queued in one direction of a connection. More stays in the kernel buffers of the sender. */
const QUEUED_BYTES_MAX = 4 * 1024 * 1024;

/** The one-way delay between two nodes, by index, in whole milliseconds. */
export type Delay = (from: number, to: number) => number;

interface RelayedNode {
  readonly index: number;
  readonly host: string;
}

export class Relays {
  readonly #nodeOf: (host: string) => number | null;
  readonly #delayMs: Delay;
  readonly #servers = new Set<Server>();
  readonly #sockets = new Set<Socket>();
  readonly #pumps = new Set<Pump>();
  /** The side of each node in a partition; null: there is no partition. */
  #sideOf: ((node: number) => number) | null = null;

  /** `nodeOf`: the index of the node with a loopback address. */
  constructor(nodeOf: (host: string) => number | null, delayMs: Delay) {
    this.#nodeOf = nodeOf;
    this.#delayMs = delayMs;
  }

  /**
   * Relays connections to `port` of the node's host to its port `target`. Rejects when the port is in use.
   */
  async relay({ index, host }: RelayedNode, port: number, target: number): Promise<void> {
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (inbound) => {
      const from = this.#nodeOf(inbound.remoteAddress ?? "") ?? index;
      const localAddress = inbound.remoteAddress ?? host;
      const outbound = connect({ host, port: target, localAddress, noDelay: true, allowHalfOpen: true });
      this.#join(inbound, outbound, from, index);
      this.#join(outbound, inbound, index, from);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    this.#servers.add(server);
  }

  /** Afterwards nodes reach only nodes on their own side. */
  partition(sideOf: (node: number) => number): void {
    this.#sideOf = sideOf;
  }

  heal(): void {
    this.#sideOf = null;
    for (const pump of this.#pumps) pump.drain();
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const pump of this.#pumps) pump.stop();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(source: Socket, target: Socket, from: number, to: number): void {
    this.#sockets.add(source);
    const pump = new Pump(source, target, {
      delayMs: () => this.#delayMs(from, to),
      isPartitioned: () => this.#sideOf !== null && this.#sideOf(from) !== this.#sideOf(to),
    });
    this.#pumps.add(pump);
    source.once("close", () => this.#sockets.delete(source));
    target.once("close", () => this.#pumps.delete(pump));
  }
}

/** Bytes of a connection, or its end. */
type Piece = { readonly bytes: Buffer } | { readonly end: "end" | "close" };

class Pump {
  readonly #source: Socket;
  readonly #target: Socket;
  readonly #path: { delayMs(): number; isPartitioned(): boolean };
  readonly #pieces: { readonly piece: Piece; readonly dueMs: number }[] = [];
  #queuedBytes = 0;
  #lastDueMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(source: Socket, target: Socket, path: { delayMs(): number; isPartitioned(): boolean }) {
    this.#source = source;
    this.#target = target;
    this.#path = path;
    source.on("data", (bytes) => this.#take({ bytes }));
    source.on("end", () => this.#take({ end: "end" }));
    source.on("close", () => this.#take({ end: "close" }));
    source.on("error", () => {});
  }

  /** Writes the pieces that are due. */
  drain(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#pieces.length > 0 && !this.#path.isPartitioned()) {
      const [{ piece, dueMs }] = this.#pieces;
      const leftMs = dueMs - performance.now();
      if (leftMs > 0) {
        this.#timer = setTimeout(() => this.drain(), Math.ceil(leftMs));
        return;
      }
      this.#pieces.shift();
      this.#pass(piece);
    }
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#pieces.length = 0;
  }

  #take(piece: Piece): void {
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + this.#path.delayMs());
    this.#pieces.push({ piece, dueMs: this.#lastDueMs });
    if ("bytes" in piece) this.#queuedBytes += piece.bytes.length;
    if (this.#queuedBytes > QUEUED_BYTES_MAX) this.#source.pause();
    if (this.#timer === null) this.drain();
  }

  #pass(piece: Piece): void {
    if ("end" in piece) {
      if (piece.end === "end") this.#target.end();
      else this.#target.destroy();
      return;
    }
    this.#queuedBytes -= piece.bytes.length;
    if (this.#queuedBytes <= QUEUED_BYTES_MAX && this.#source.isPaused()) this.#source.resume();
    if (!this.#target.destroyed) this.#target.write(piece.bytes);
  }
}
