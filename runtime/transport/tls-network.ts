/**
 * Links between nodes: TLS 1.3 with a self-signed Ed25519 certificate on both ends, checked by the id made of the key before
 * anything is said. What carries the packets of the overlay between real nodes.
 */
import type { Server, Socket } from "node:net";
import { connect, createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { dropOldest } from "../base/bounded.ts";
import type { RecordReader } from "../base/bytes.ts";
import type { Clock } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, nodeIdOf } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { every } from "../overlay/hops.ts";
import type { ByteNetwork, Room } from "../overlay/packet-network.ts";
import { type Endpoint, formatAddress, parseAddress } from "./address.ts";
import { type Admission, NO_CREDENTIAL } from "./admission.ts";
import { BackOff, type BackOffLimits } from "./back-off.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { FRAME_BYTES_MAX, LENGTH_BYTES } from "./frames.ts";
import { type Greeting, greet, REFUSALS, type Refusal } from "./greeting.ts";
import { type HostLimits, Hosts } from "./hosts.ts";
import { type Direction, Link, type LinkEnd, type LinkTimes } from "./link.ts";
import { LinkTable, type LinkTableLimits } from "./link-table.ts";
import { KEEP_ALIVE_MS, listen } from "./listener.ts";
import { RENEW_MS } from "./record.ts";
import { RecordBook } from "./record-book.ts";

export interface TlsNetworkOptions {
  readonly identity: KeyPair;
  /** Who may be a node. Left out: whoever has a key. */
  readonly admission?: Admission;
  /** What the overlay's authority has given this node, where there is one. */
  readonly credential?: Uint8Array;
  /** Milliseconds since 1970. */
  readonly wallClock?: () => number;
  /** Of the last routing record of an earlier life; 0: there was none. */
  readonly sequenceBefore?: number;
  readonly networkId: Id;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where others reach this node, `host:port`, if that is not what it listens on. */
  readonly advertise?: string;
  readonly clock: Clock;
  readonly limits?: Partial<TlsLimits>;
}

export interface TlsLimits extends LinkTableLimits, LinkTimes, HostLimits, BackOffLimits {
  /** Nodes this one connects to at a time. */
  readonly dials: number;
  /** For TCP, TLS and hello together, in milliseconds. */
  readonly handshakeMs: number;
  /** What no honest node sends, from one node within a minute, before it is shown out; and for how long, in milliseconds. */
  readonly strikes: number;
  readonly barMs: number;
}

export const TLS_LIMITS: TlsLimits = {
  linksIn: 1_024,
  linksOut: 1_024,
  linksPerHost: 256,
  idleMs: 10_000,
  dials: 256,
  handshakes: 256,
  handshakesPerHost: 64,
  handshakeMs: 5_000,
  retryMs: 250,
  retryMsMax: 4_000,
  stallMs: 20_000,
  lingerMs: 1_000,
  packetsPerSecond: 20_000,
  bytesPerSecond: 64 * 1024 * 1024,
  floodMs: 30_000,
  strikes: 20,
  barMs: 60_000,
};

export interface TlsCounters {
  linksOpened: number;
  /** Connections that ended before a link was made, whoever began them; apart by reason in `refusedFor`. */
  refused: number;
  readonly refusedFor: Record<Refusal, number>;
  /** Links closed because the peer broke the rules of framing. */
  violations: number;
  /** Links closed because the peer sent more than it may without end, or what no honest node sends. */
  floods: number;
  shownOut: number;
  /** Links given up because the peer took nothing of what waited for it. */
  stalled: number;
  /** Packets that were not taken or let fall because too much waited, or the node could not be reached. */
  packetsDropped: number;
}

/** A node this one is connecting to. */
interface Dial {
  readonly packets: Uint8Array<ArrayBuffer>[];
  bytes: number;
}

/** What may wait for a node that is not there yet, in bytes. */
const DIAL_BYTES_MAX = 1024 * 1024;
/** Nodes whose misdeeds are remembered. */
const BLAMED_MAX = 1_024;
const STRIKES_MS = 60_000;
/** A frame that is not a packet but the sender's new routing record begins so; kinds of packets are lower. */
const RECORD_FRAME = 0xff;

export async function listenTls(options: TlsNetworkOptions): Promise<TlsNetwork> {
  const { identity, host, port } = options;
  const context = createSecureContext({
    ...(await selfSignedCertificate(identity)),
    minVersion: "TLSv1.3",
    maxVersion: "TLSv1.3",
  });
  const { server, endpoint } = await listen({ host, port });
  const address = options.advertise ?? formatAddress(endpoint);
  const advertised = parseAddress(address);
  if (
    advertised === null ||
    advertised.port === 0 ||
    advertised.host === "0.0.0.0" ||
    advertised.host === "::"
  ) {
    server.close();
    throw new ProstError(
      "INVALID_ARGUMENT",
      `other nodes cannot reach this one at ${address}; name its address with --advertise HOST:PORT`,
    );
  }
  const records = new RecordBook({
    identity,
    networkId: options.networkId,
    address,
    admission: options.admission ?? { kind: "open", workBits: 0 },
    credential: options.credential ?? NO_CREDENTIAL,
    wallClock: options.wallClock ?? Date.now,
    sequenceBefore: options.sequenceBefore ?? 0,
  });
  const id = nodeIdOf(identity.publicKey);
  // What it says of itself is always its newest record.
  const self: NodeHandle = {
    id,
    address,
    get record() {
      return records.own;
    },
  };
  return new TlsNetwork(options, server, context, self, records);
}

export class TlsNetwork implements ByteNetwork {
  readonly self: NodeHandle;
  readonly counters: TlsCounters = {
    linksOpened: 0,
    refused: 0,
    refusedFor: Object.fromEntries(REFUSALS.map((reason) => [reason, 0])) as Record<Refusal, number>,
    violations: 0,
    floods: 0,
    shownOut: 0,
    stalled: 0,
    packetsDropped: 0,
  };
  readonly records: RecordBook;
  readonly #server: Server;
  readonly #context: SecureContext;
  readonly #networkId: Id;
  readonly #clock: Clock;
  readonly #limits: TlsLimits;
  readonly #links: LinkTable;
  readonly #hosts: Hosts;
  readonly #backOff: BackOff;
  readonly #dials = new Map<string, Dial>();
  #connecting = 0;
  /** Strikes of nodes and since when they are counted; until when who was shown out is not let in. In ms of the clock. */
  readonly #blamed = new Map<string, { strikes: number; sinceMs: number; barredUntilMs: number }>();
  readonly #stopRenewing: () => void;
  /** All that are not closed, links or not. */
  readonly #sockets = new Set<Socket>();
  /** Those without a link. */
  readonly #strangers = new Set<Socket>();
  #receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void = () => {};
  #notice: (node: NodeHandle) => void = () => {};
  #closing: Promise<void> | null = null;
  #allClosed: () => void = () => {};

  constructor(
    options: TlsNetworkOptions,
    server: Server,
    context: SecureContext,
    self: NodeHandle,
    records: RecordBook,
  ) {
    this.self = self;
    this.records = records;
    this.#stopRenewing = every(
      options.clock,
      () => RENEW_MS,
      () => records.renew(),
    );
    this.#server = server;
    this.#context = context;
    this.#networkId = options.networkId;
    this.#clock = options.clock;
    this.#limits = { ...TLS_LIMITS, ...options.limits };
    this.#links = new LinkTable(this.#limits);
    this.#hosts = new Hosts(this.#limits);
    this.#backOff = new BackOff(this.#limits);
    server.on("connection", (socket) => this.#accept(socket));
    // Out of file descriptors, say: who wants in tries again.
    server.on("error", () => this.#countRefusal("busy"));
  }

  get address(): string {
    return this.self.address;
  }

  /** Links that are open now. */
  get linkCounts(): Readonly<Record<Direction, number>> {
    return { in: this.#links.count("in"), out: this.#links.count("out") };
  }

  onPacket(receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void): void {
    this.#receive = receive;
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#notice = notice;
  }

  /** False when there is no room. */
  send(to: NodeHandle, packet: Uint8Array): boolean {
    const room = this.room(to, packet.length);
    if (room !== null) room.bytes.set(packet, room.at);
    return room !== null;
  }

  /** None also for a packet that no frame holds, and for a node that could not be reached a moment ago. */
  room(to: NodeHandle, bytes: number): Room | null {
    const link = this.#links.get(to.id);
    const room = link === null ? this.#roomLater(to, bytes) : this.#roomOn(link, bytes);
    if (room === null) this.counters.packetsDropped++;
    return room;
  }

  readerFor(from: NodeHandle): RecordReader {
    return this.records.readerFor(from, () => this.blame(from));
  }

  blame(node: NodeHandle): void {
    const now = this.#clock.now();
    const { hex } = node.id;
    const known = this.#blamed.get(hex);
    const isFresh = known !== undefined && now - known.sinceMs < STRIKES_MS;
    const blamed = isFresh ? known : { strikes: 0, sinceMs: now, barredUntilMs: known?.barredUntilMs ?? 0 };
    blamed.strikes++;
    this.#blamed.delete(hex);
    this.#blamed.set(hex, blamed);
    dropOldest(this.#blamed, BLAMED_MAX);
    if (blamed.strikes < this.#limits.strikes) return;
    blamed.strikes = 0;
    this.#bar(node);
    for (const link of this.#links.of(node.id)) link.showOut();
  }

  #bar({ id }: NodeHandle): void {
    const now = this.#clock.now();
    const barredUntilMs = now + this.#limits.barMs;
    this.counters.shownOut++;
    this.#blamed.delete(id.hex);
    this.#blamed.set(id.hex, { strikes: 0, sinceMs: now, barredUntilMs });
    dropOldest(this.#blamed, BLAMED_MAX);
  }

  #isBarred(id: Id): boolean {
    return (this.#blamed.get(id.hex)?.barredUntilMs ?? 0) > this.#clock.now();
  }

  /** Before anything else goes to it, the peer has this node's newest record. */
  #roomOn(link: Link, packetBytes: number): Room | null {
    const { sequence, bytes } = this.records.own;
    if (link.toldSequence !== sequence) {
      link.toldSequence = sequence;
      link.send(Buffer.concat([Uint8Array.of(RECORD_FRAME), bytes]));
    }
    return link.room(packetBytes);
  }

  resolve(address: string, callback: (handle: NodeHandle | null) => void): void {
    const endpoint = parseAddress(address);
    if (endpoint === null || endpoint.port === 0 || !this.#canConnect) {
      this.#clock.after(0, () => callback(null));
      return;
    }
    this.#connect(endpoint, null, (link) => callback(link?.peer ?? null));
  }

  forget(node: NodeHandle): void {
    for (const link of this.#links.of(node.id)) this.#links.drop(link);
  }

  /** Sends what waits and ends all links. Resolves when the port is free and nothing is left open. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopRenewing();
    const serverClosed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const link of this.#links.all()) this.#links.drop(link);
    for (const socket of [...this.#strangers]) socket.destroy();
    const socketsClosed = new Promise<void>((resolve) => {
      this.#allClosed = resolve;
      if (this.#sockets.size === 0) resolve();
    });
    await Promise.all([serverClosed, socketsClosed]);
  }

  #roomLater(to: NodeHandle, packetBytes: number): Room | null {
    const bytes = packetBytes + LENGTH_BYTES;
    if (packetBytes > FRAME_BYTES_MAX) return null;
    const { hex } = to.id;
    const dial = this.#dials.get(hex);
    if (dial !== undefined) {
      if (dial.bytes + bytes > DIAL_BYTES_MAX) return null;
      const packet = new Uint8Array(packetBytes);
      dial.packets.push(packet);
      dial.bytes += bytes;
      return { bytes: packet, at: 0 };
    }
    if (to.id.equals(this.self.id) || this.#isBarred(to.id) || this.#backOff.isWaiting(to, this.#clock.now()))
      return null;
    const endpoint = parseAddress(to.address);
    if (endpoint === null || endpoint.port === 0) {
      // Not within the call: who sends does not expect to hear of it before the answer.
      this.#clock.after(0, () => this.#failed(to));
      return null;
    }
    if (!this.#canConnect) return null;
    const packet = new Uint8Array(packetBytes);
    const started: Dial = { packets: [packet], bytes };
    this.#dials.set(hex, started);
    this.#connect(endpoint, to.id, () => this.#dialled(to, started));
    return { bytes: packet, at: 0 };
  }

  #dialled(to: NodeHandle, { packets }: Dial): void {
    this.#dials.delete(to.id.hex);
    // The other end may have connected meanwhile: it does not matter who did.
    const link = this.#links.get(to.id);
    if (link !== null) {
      for (const packet of packets) this.send(to, packet);
      return;
    }
    this.counters.packetsDropped += packets.length;
    this.#failed(to);
  }

  #failed(to: NodeHandle): void {
    if (this.#closing !== null) return;
    this.#backOff.failed(to, this.#clock.now());
    this.#notice(to);
  }

  get #canConnect(): boolean {
    if (this.#closing !== null || this.#connecting >= this.#limits.dials) return false;
    return this.#links.hasRoom("out", this.#clock.now());
  }

  /** Calls back once, with null when no link came of it. */
  #connect({ host, port }: Endpoint, expected: Id | null, callback: (link: Link | null) => void): void {
    this.#connecting++;
    // Who is there is told by the key, not by a name or an authority.
    const socket = connect({ host, port, secureContext: this.#context, rejectUnauthorized: false });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#greet(socket, "out", expected, (link) => {
      this.#connecting--;
      callback(link);
    });
  }

  #accept(raw: Socket): void {
    // Before the handshake, which costs more than a connection. Nobody is sent away for one who has shown nothing yet.
    const hasRoom = this.#closing === null && this.#links.hasRoom("in", this.#clock.now());
    const visit = hasRoom ? this.#hosts.enter(raw.remoteAddress ?? "") : null;
    if (visit === null) {
      this.#countRefusal("busy");
      raw.destroy();
      return;
    }
    raw.on("error", () => {});
    raw.once("close", visit.left);
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: this.#context,
      requestCert: true,
      rejectUnauthorized: false,
    });
    this.#greet(socket, "in", null, visit.greeted);
  }

  /** `done` is called once. */
  #greet(
    socket: TLSSocket,
    direction: Direction,
    expected: Id | null,
    done: (link: Link | null) => void,
  ): void {
    this.#sockets.add(socket);
    this.#strangers.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#allClosed();
    });
    const options = {
      socket,
      secured: direction === "in" ? ("secure" as const) : ("secureConnect" as const),
      self: this.self,
      networkId: this.#networkId,
      records: this.records,
      isBarred: (id: Id) => this.#isBarred(id),
      expected,
      clock: this.#clock,
      deadlineMs: this.#limits.handshakeMs,
    };
    greet(options, (greeting) => {
      this.#strangers.delete(socket);
      const link = this.#open(greeting, direction, socket);
      done(link);
      if (!greeting.ok || link === null) return;
      for (const packet of greeting.early) this.#received(link, packet, 0, packet.length);
    });
  }

  #open(greeting: Greeting, direction: Direction, socket: TLSSocket): Link | null {
    if (!greeting.ok) {
      this.#countRefusal(greeting.reason);
      return null;
    }
    if (this.#closing !== null || !this.#links.makeRoom(direction, this.#clock.now())) {
      this.#countRefusal("busy");
      socket.destroy();
      return null;
    }
    const { peer, reader, toldSequence } = greeting;
    const link: Link = new Link(peer, direction, socket, reader, this.#clock, this.#limits, {
      packet: (from, bytes, start, end) => this.#received(from, bytes, start, end),
      ended: (ended, how) => this.#ended(ended, how),
    });
    link.toldSequence = toldSequence;
    this.#links.add(link);
    this.counters.linksOpened++;
    return link;
  }

  #received(link: Link, bytes: Uint8Array, start: number, end: number): void {
    if (link.isClosed) return;
    // A peer that only opens links has not been reached.
    if (!link.hasReceived) this.#backOff.reached(link.peer);
    link.hasReceived = true;
    if (end > start && bytes[start] === RECORD_FRAME) this.#onRecord(link, bytes.subarray(start + 1, end));
    else this.#receive(link.peer, bytes, start, end);
  }

  /** A peer says that its record is a new one. */
  #onRecord(link: Link, bytes: Uint8Array): void {
    const handle = this.readerFor(link.peer).read(bytes);
    if (handle === null) return;
    if (handle.id.equals(link.peer.id)) link.peer = handle;
    else this.blame(link.peer);
  }

  #ended(link: Link, how: LinkEnd): void {
    if (how === "violation") this.counters.violations++;
    if (how === "stalled") this.counters.stalled++;
    if (how === "flood") {
      this.counters.floods++;
      this.#bar(link.peer);
    }
    if (!this.#links.remove(link) || this.#closing !== null) return;
    // It lets others in and shows them out at once: not to be asked without end.
    if (link.direction === "out" && !link.hasReceived) this.#backOff.failed(link.peer, this.#clock.now());
    this.#notice(link.peer);
  }

  #countRefusal(reason: Refusal): void {
    this.counters.refused++;
    this.counters.refusedFor[reason]++;
  }
}
