/**
 * TLS connections before they are links: accepts and dials them, runs the handshake, and bounds them by host.
 * Also tracks every open socket, so that closing the network leaves none behind.
 */
import type { Server, Socket } from "node:net";
import { connect, type SecureContext, TLSSocket } from "node:tls";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Endpoint } from "./address.ts";
import { type HandshakeResult, handshake } from "./handshake.ts";
import { type HostLimits, Hosts } from "./hosts.ts";
import type { Direction, Link } from "./link.ts";
import { KEEP_ALIVE_MS } from "./listener.ts";
import type { RecordBook } from "./record-book.ts";

interface ConnectionParts {
  readonly server: Server;
  readonly context: SecureContext;
  readonly networkId: Id;
  readonly self: NodeHandle;
  readonly records: RecordBook;
  readonly clock: Clock;
  readonly limits: HostLimits & { readonly handshakeMs: number };
  isBanned(id: Id): boolean;
  /** Whether another incoming link fits. */
  hasRoomIn(): boolean;
  /** An incoming connection was refused before its handshake: there is no room for it. */
  busy(): void;
  /** Makes the link after a handshake. Null when the handshake was refused or there is no room. */
  open(result: HandshakeResult, direction: Direction, socket: TLSSocket): Link | null;
  /** A packet that arrived together with the hello of a new link. */
  received(link: Link, packet: Uint8Array): void;
}

export class Connections {
  readonly #parts: ConnectionParts;
  readonly #hosts: Hosts;
  /** Outgoing connections in the handshake. */
  #dialling = 0;
  /** All open sockets, with or without a link. */
  readonly #sockets = new Set<Socket>();
  /** Sockets in the handshake. */
  readonly #handshaking = new Set<Socket>();
  #allClosed: () => void = () => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#hosts = new Hosts(parts.limits);
    parts.server.on("connection", (socket) => this.#accept(socket));
    // For example out of file descriptors: the peer tries again.
    parts.server.on("error", () => parts.busy());
  }

  get dialling(): number {
    return this.#dialling;
  }

  /**
   * Opens a connection to the node `expected`; null for any node. Calls `done` once, with null when the
   * connection did not become a link.
   */
  connect({ host, port }: Endpoint, expected: Id | null, done: (link: Link | null) => void): void {
    this.#dialling++;
    // The peer is identified by its key, not by a host name or a certificate authority.
    const secureContext = this.#parts.context;
    const socket = connect({ host, port, secureContext, rejectUnauthorized: false });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#handshake(socket, "out", expected, (link) => {
      this.#dialling--;
      done(link);
    });
  }

  /**
   * Closes the port and ends all handshakes. Resolves when no socket is open; the links must be closed as
   * well.
   */
  async close(): Promise<void> {
    const serverClosed = new Promise<void>((resolve) => this.#parts.server.close(() => resolve()));
    for (const socket of [...this.#handshaking]) socket.destroy();
    const socketsClosed = new Promise<void>((resolve) => {
      this.#allClosed = resolve;
      if (this.#sockets.size === 0) resolve();
    });
    await Promise.all([serverClosed, socketsClosed]);
  }

  #accept(raw: Socket): void {
    // Checked before the handshake, which costs more than a connection. No link is closed for a peer that is
    // still unknown.
    const connection = this.#parts.hasRoomIn() ? this.#hosts.admit(raw.remoteAddress ?? "") : null;
    if (connection === null) {
      this.#parts.busy();
      raw.destroy();
      return;
    }
    raw.on("error", () => {});
    raw.once("close", connection.closed);
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: this.#parts.context,
      requestCert: true,
      rejectUnauthorized: false,
    });
    this.#handshake(socket, "in", null, connection.completed);
  }

  #handshake(
    socket: TLSSocket,
    direction: Direction,
    expected: Id | null,
    done: (link: Link | null) => void,
  ): void {
    const { self, networkId, records, clock, limits, isBanned } = this.#parts;
    this.#sockets.add(socket);
    this.#handshaking.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#allClosed();
    });
    const secured = direction === "in" ? ("secure" as const) : ("secureConnect" as const);
    const deadlineMs = limits.handshakeMs;
    handshake(
      { socket, secured, self, networkId, records, isBanned, expected, clock, deadlineMs },
      (result) => {
        this.#handshaking.delete(socket);
        const link = this.#parts.open(result, direction, socket);
        done(link);
        if (!result.ok || link === null) return;
        for (const packet of result.early) this.#parts.received(link, packet);
      },
    );
  }
}
