/**
 * Links between nodes: TLS 1.3 with a self-signed Ed25519 certificate on both ends, checked by the id made of the key before
 * anything is said. The real `Network` of the overlay.
 */
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { connect, createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { ProstError } from "../errors.ts";
import { type KeyPair, nodeIdOf } from "../identity.ts";
import type { Clock, Network, NodeHandle } from "../overlay/environment.ts";
import type { Id } from "../overlay/id.ts";
import { type Endpoint, formatAddress, parseAddress } from "./address.ts";
import { peerKeyOf, selfSignedCertificate } from "./certificate.ts";
import { FrameReader, joinFrames } from "./frames.ts";
import { decodeHello, encodeHello } from "./hello.ts";
import { Link, QUEUE_BYTES_MAX } from "./link.ts";

export interface TlsNetworkOptions {
  readonly identity: KeyPair;
  readonly networkId: Id;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where others reach this node, `host:port`, if that is not what it listens on. */
  readonly advertise?: string;
  readonly clock: Clock;
  readonly limits?: Partial<TlsLimits>;
}

export interface TlsLimits {
  /** Links kept at a time; the longest unused makes room. */
  readonly links: number;
  /** Connections that have not said hello yet, from outside. */
  readonly handshakes: number;
  /** For TCP, TLS and hello together, in milliseconds. */
  readonly handshakeMs: number;
  /** Before a node that could not be reached is tried again, in milliseconds; doubled each time up to the last. */
  readonly retryMs: number;
  readonly retryMsMax: number;
}

export const TLS_LIMITS: TlsLimits = {
  links: 1_024,
  handshakes: 128,
  handshakeMs: 5_000,
  retryMs: 250,
  retryMsMax: 4_000,
};

export interface TlsCounters {
  linksOpened: number;
  /** Connections that ended before a link was made: no certificate, another network, another node than expected, garbage. */
  refused: number;
  /** Links closed because the peer broke the rules of framing. */
  violations: number;
  /** Packets that were not taken or let fall because too much waited, or the node could not be reached. */
  packetsDropped: number;
}

/** A node this one is connecting to. */
interface Dial {
  readonly packets: Uint8Array[];
  bytes: number;
}

/** Nodes that could not be reached and are not tried for a while. */
const UNREACHABLE_MAX = 4_096;

export async function listenTls(options: TlsNetworkOptions): Promise<TlsNetwork> {
  const { identity, host, port } = options;
  const context = createSecureContext({
    ...(await selfSignedCertificate(identity)),
    minVersion: "TLSv1.3",
    maxVersion: "TLSv1.3",
  });
  const server = createTcpServer({ noDelay: true, keepAlive: true });
  const address = await listening(server, { host, port });
  const advertised = options.advertise ?? formatAddress(address);
  const endpoint = parseAddress(advertised);
  if (endpoint === null || endpoint.port === 0 || endpoint.host === "0.0.0.0" || endpoint.host === "::") {
    server.close();
    throw new ProstError(
      "INVALID_ARGUMENT",
      `other nodes cannot reach this one at ${advertised}; name its address with --advertise HOST:PORT`,
    );
  }
  return new TlsNetwork(options, server, context, { id: nodeIdOf(identity.publicKey), address: advertised });
}

export class TlsNetwork implements Network {
  readonly self: NodeHandle;
  readonly counters: TlsCounters = { linksOpened: 0, refused: 0, violations: 0, packetsDropped: 0 };
  readonly #server: Server;
  readonly #context: SecureContext;
  readonly #networkId: Id;
  readonly #clock: Clock;
  readonly #limits: TlsLimits;
  /** By node; the last is the one used for sending. Two appear when both ends connect at the same time. */
  readonly #links = new Map<string, Link[]>();
  #linkCount = 0;
  readonly #dials = new Map<string, Dial>();
  readonly #unreachable = new Map<string, { readonly untilMs: number; readonly waitMs: number }>();
  /** Sockets without a link: to be ended at close. */
  readonly #strangers = new Set<Socket>();
  #inbound = 0;
  #receive: (from: NodeHandle, packet: Uint8Array) => void = () => {};
  #notice: (node: NodeHandle) => void = () => {};
  #isClosed = false;

  constructor(options: TlsNetworkOptions, server: Server, context: SecureContext, self: NodeHandle) {
    this.self = self;
    this.#server = server;
    this.#context = context;
    this.#networkId = options.networkId;
    this.#clock = options.clock;
    this.#limits = { ...TLS_LIMITS, ...options.limits };
    server.on("connection", (socket) => this.#accept(socket));
    // Out of file descriptors, say: who wants in tries again.
    server.on("error", () => {
      this.counters.refused++;
    });
  }

  get address(): string {
    return this.self.address;
  }

  onPacket(receive: (from: NodeHandle, packet: Uint8Array) => void): void {
    this.#receive = receive;
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#notice = notice;
  }

  send(to: NodeHandle, packet: Uint8Array): boolean {
    const hex = to.id.hex;
    const links = this.#links.get(hex);
    const isTaken =
      links === undefined ? this.#sendLater(to, packet) : this.#use(links[links.length - 1]).send(packet);
    if (!isTaken) this.counters.packetsDropped++;
    return isTaken;
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    const endpoint = parseAddress(address);
    if (endpoint === null || endpoint.port === 0 || this.#isClosed) {
      this.#clock.after(0, () => callback(null));
      return;
    }
    this.#connect(endpoint, (link) => callback(link?.peer ?? null));
  }

  forget(node: NodeHandle): void {
    for (const link of [...(this.#links.get(node.id.hex) ?? [])]) this.#drop(link);
  }

  /** Ends all links. Resolves when the port is free. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const links of [...this.#links.values()]) for (const link of [...links]) this.#drop(link);
    for (const socket of this.#strangers) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #use(link: Link): Link {
    link.lastUsedMs = this.#clock.now();
    return link;
  }

  #sendLater(to: NodeHandle, packet: Uint8Array): boolean {
    const hex = to.id.hex;
    const dial = this.#dials.get(hex);
    if (dial !== undefined) {
      if (dial.bytes + packet.length > QUEUE_BYTES_MAX) return false;
      dial.packets.push(packet);
      dial.bytes += packet.length;
      return true;
    }
    const endpoint = parseAddress(to.address);
    const unreachable = this.#unreachable.get(hex);
    if (this.#isClosed || endpoint === null || endpoint.port === 0 || to.id.equals(this.self.id))
      return false;
    if (unreachable !== undefined && unreachable.untilMs > this.#clock.now()) return false;
    const started: Dial = { packets: [packet], bytes: packet.length };
    this.#dials.set(hex, started);
    this.#connect(endpoint, (link) => this.#dialled(to, started, link));
    return true;
  }

  #dialled(to: NodeHandle, dial: Dial, link: Link | null): void {
    const hex = to.id.hex;
    this.#dials.delete(hex);
    // The other end may have connected meanwhile.
    const links = this.#links.get(hex);
    const usable = link?.peer.id.equals(to.id) ? link : (links?.[links.length - 1] ?? null);
    if (usable !== null) {
      for (const packet of dial.packets) if (!usable.send(packet)) this.counters.packetsDropped++;
      return;
    }
    this.counters.packetsDropped += dial.packets.length;
    if (this.#isClosed) return;
    const { retryMs, retryMsMax } = this.#limits;
    const waitMs = Math.min(2 * (this.#unreachable.get(hex)?.waitMs ?? retryMs / 2), retryMsMax);
    this.#unreachable.delete(hex);
    this.#unreachable.set(hex, { untilMs: this.#clock.now() + waitMs, waitMs });
    if (this.#unreachable.size > UNREACHABLE_MAX)
      this.#unreachable.delete(this.#unreachable.keys().next().value as string);
    this.#notice(to);
  }

  /** Calls back once, with null when no link came of it. */
  #connect({ host, port }: Endpoint, callback: (link: Link | null) => void): void {
    const socket = connect({ host, port, secureContext: this.#context, rejectUnauthorized: false });
    socket.setNoDelay(true);
    socket.setKeepAlive(true);
    this.#greet(socket, "secureConnect", callback);
  }

  #accept(raw: Socket): void {
    if (this.#isClosed || this.#inbound >= this.#limits.handshakes) {
      this.counters.refused++;
      raw.destroy();
      return;
    }
    this.#inbound++;
    raw.on("error", () => {});
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: this.#context,
      requestCert: true,
      rejectUnauthorized: false,
    });
    this.#greet(socket, "secure", () => {
      this.#inbound--;
    });
  }

  /** Handshake, key, hello, all before a deadline; `done` is called once. */
  #greet(socket: TLSSocket, secured: "secure" | "secureConnect", done: (link: Link | null) => void): void {
    this.#strangers.add(socket);
    const reader = new FrameReader();
    let peerId: Id | null = null;
    let isOver = false;
    const end = (link: Link | null) => {
      if (isOver) return;
      isOver = true;
      cancelDeadline();
      this.#strangers.delete(socket);
      socket.off("data", onData);
      if (link === null) {
        this.counters.refused++;
        socket.destroy();
      }
      done(link);
    };
    const cancelDeadline = this.#clock.after(this.#limits.handshakeMs, () => end(null));
    const early: Uint8Array[] = [];
    let peer: NodeHandle | null = null;
    const onData = (chunk: Buffer) => {
      const isSound = reader.push(chunk, (frame) => {
        if (peer !== null) {
          early.push(frame);
          return;
        }
        const hello = decodeHello(frame, this.#networkId);
        if (hello.ok && peerId !== null) peer = { id: peerId, address: hello.address };
        else end(null);
      });
      if (!isSound) end(null);
      if (peer === null || isOver) return;
      const link = this.#open(peer, socket, reader);
      end(link);
      for (const packet of early) this.#receive(peer, packet);
    };
    socket.on("error", () => end(null));
    socket.on("close", () => end(null));
    socket.once(secured, () => {
      const key = peerKeyOf(socket);
      peerId = key === null ? null : nodeIdOf(key);
      if (peerId === null || peerId.equals(this.self.id) || this.#isClosed) {
        end(null);
        return;
      }
      const hello = encodeHello(this.#networkId, this.self.address);
      socket.write(joinFrames([hello], hello.length));
      socket.on("data", onData);
    });
  }

  #open(peer: NodeHandle, socket: TLSSocket, reader: FrameReader): Link {
    const link = new Link(peer, socket, reader, this.#clock.now(), {
      packet: ({ peer: from }, packet) => {
        this.#use(link);
        this.#receive(from, packet);
      },
      closed: (_link, violation) => {
        if (violation) this.counters.violations++;
        if (!this.#remove(link) || this.#isClosed) return;
        this.#notice(peer);
      },
    });
    const hex = peer.id.hex;
    if (this.#linkCount >= this.#limits.links) this.#makeRoom();
    const links = this.#links.get(hex) ?? [];
    links.push(link);
    this.#links.set(hex, links);
    this.#linkCount++;
    this.counters.linksOpened++;
    this.#unreachable.delete(hex);
    return link;
  }

  /** True when it was the last link to its node. */
  #remove(link: Link): boolean {
    const hex = link.peer.id.hex;
    const links = this.#links.get(hex) ?? [];
    const index = links.indexOf(link);
    if (index < 0) return false;
    links.splice(index, 1);
    this.#linkCount--;
    if (links.length === 0) this.#links.delete(hex);
    return links.length === 0;
  }

  #drop(link: Link): void {
    this.#remove(link);
    link.close();
  }

  #makeRoom(): void {
    let oldest: Link | null = null;
    for (const links of this.#links.values()) {
      for (const link of links)
        if (link.isIdle && (oldest === null || link.lastUsedMs < oldest.lastUsedMs)) oldest = link;
    }
    if (oldest !== null) this.#drop(oldest);
  }
}

async function listening(server: Server, { host, port }: Endpoint): Promise<Endpoint> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(listenError(error, formatAddress({ host, port }))),
    );
    server.listen({ host, port }, resolve);
  });
  server.removeAllListeners("error");
  const bound = server.address();
  if (bound === null || typeof bound === "string")
    throw new ProstError("INTERNAL", "the listening socket has no address");
  return { host, port: bound.port };
}

function listenError(error: NodeJS.ErrnoException, address: string): ProstError {
  switch (error.code) {
    case "EADDRINUSE":
      return new ProstError(
        "ALREADY_EXISTS",
        `another program listens on ${address}; choose another port with --listen, or 0 for any`,
        { cause: error },
      );
    case "EACCES":
      return new ProstError(
        "PERMISSION_DENIED",
        `this user may not listen on ${address}; choose a port above 1023 with --listen`,
        { cause: error },
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ProstError(
        "INVALID_ARGUMENT",
        `${address} is not an address of this machine; choose one with --listen`,
        { cause: error },
      );
    default:
      return new ProstError("UNAVAILABLE", `cannot listen on ${address}: ${error.message}`, { cause: error });
  }
}
