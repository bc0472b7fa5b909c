/**
 * The real network under the overlay: links of TLS 1.3 with a self-signed Ed25519 certificate on both ends.
 * Each end derives the peer's node id from the peer's key before any data passes.
 */
import type { Server } from "node:net";
import { createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import type { RecordReader } from "../base/bytes.ts";
import type { Clock } from "../base/environment.ts";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, nodeIdOf } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { repeat } from "../base/repeat.ts";
import type { ByteNetwork, Room } from "../overlay/packet-network.ts";
import { formatAddress, parseAddress } from "./address.ts";
import { type Admission, NO_CREDENTIAL } from "./admission.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { Connections } from "./connections.ts";
import { Dialler } from "./dialler.ts";
import type { HandshakeResult, LinkRefusal } from "./handshake.ts";
import { type Direction, Link, type LinkEnd } from "./link.ts";
import { type LinkCounters, newLinkCounters } from "./link-counters.ts";
import { LinkTable } from "./link-table.ts";
import { listen } from "./listener.ts";
import { RENEW_MS } from "./record.ts";
import { RecordBook } from "./record-book.ts";
import { TLS_LIMITS, type TlsLimits } from "./tls-limits.ts";
import { Violations } from "./violations.ts";

interface TlsNetworkOptions {
  readonly identity: KeyPair;
  /** Default: an open overlay that asks for no work. */
  readonly admission?: Admission;
  /** The credential of the overlay's authority, in an overlay that has one. */
  readonly credential?: Uint8Array;
  /** Milliseconds since 1970. */
  readonly wallClock?: () => number;
  /** Sequence number of the last routing record before a restart; 0 when there was none. */
  readonly sequenceBefore?: number;
  readonly networkId: Id;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /**
   * The address under which other nodes reach this node, `host:port`, if it differs from the listening
   * address.
   */
  readonly advertise?: string;
  readonly clock: Clock;
  readonly limits?: Partial<TlsLimits>;
}

/** First byte of a frame with the sender's new routing record. The numbers of packet kinds are lower. */
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
  // A getter: packets always carry the newest record of this node.
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
  readonly counters: LinkCounters = newLinkCounters();
  readonly records: RecordBook;
  readonly #clock: Clock;
  readonly #limits: TlsLimits;
  readonly #links: LinkTable;
  readonly #violations: Violations;
  readonly #dialler: Dialler;
  readonly #connections: Connections;
  readonly #stopRenewing: () => void;
  #receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void = () => {};
  #notice: (node: NodeHandle) => void = () => {};
  #closing: Promise<void> | null = null;

  constructor(
    options: TlsNetworkOptions,
    server: Server,
    context: SecureContext,
    self: NodeHandle,
    records: RecordBook,
  ) {
    this.self = self;
    this.records = records;
    this.#stopRenewing = repeat(
      options.clock,
      () => RENEW_MS,
      () => records.renew(),
    );
    this.#clock = options.clock;
    this.#limits = { ...TLS_LIMITS, ...options.limits };
    this.#links = new LinkTable(this.#limits);
    this.#violations = new Violations(options.clock, this.#limits);
    this.#dialler = new Dialler(options.clock, this.#limits, {
      mayDial: (id) => !id.equals(self.id) && !this.#violations.isBanned(id),
      hasRoom: () => this.#canConnect,
      connect: (endpoint, expected, done) => this.#connections.connect(endpoint, expected, done),
      sendAll: (to, packets) => this.#sendAll(to, packets),
      failed: (to) => this.#failed(to),
    });
    this.#connections = new Connections({
      server,
      context,
      networkId: options.networkId,
      self,
      records,
      clock: options.clock,
      limits: this.#limits,
      isBanned: (id) => this.#violations.isBanned(id),
      hasRoomIn: () => this.#closing === null && this.#links.hasRoom("in", this.#clock.now()),
      busy: () => this.#countRefusal("busy"),
      open: (result, direction, socket) => this.#open(result, direction, socket),
      received: (link, packet) => this.#received(link, packet, 0, packet.length),
    });
  }

  get address(): string {
    return this.self.address;
  }

  /** Open links by direction. */
  get linkCounts(): Readonly<Record<Direction, number>> {
    return { in: this.#links.count("in"), out: this.#links.count("out") };
  }

  onPacket(receive: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void): void {
    this.#receive = receive;
  }

  onUnreachable(notice: (node: NodeHandle) => void): void {
    this.#notice = notice;
  }

  /** Returns false when there is no room. */
  send(to: NodeHandle, packet: Uint8Array): boolean {
    const room = this.room(to, packet.length);
    if (room !== null) room.bytes.set(packet, room.at);
    return room !== null;
  }

  /** Null also for a packet larger than a frame, and for a node in its back-off. */
  room(to: NodeHandle, size: number): Room | null {
    const link = this.#links.get(to.id);
    const room = link === null ? this.#dialler.room(to, size) : this.#roomOn(link, size);
    if (room === null) this.counters.packetsDropped++;
    return room;
  }

  readerFor(from: NodeHandle): RecordReader {
    return this.records.readerFor(from, () => this.blame(from));
  }

  blame(node: NodeHandle): void {
    if (!this.#violations.record(node.id)) return;
    this.counters.banned++;
    for (const link of this.#links.of(node.id)) link.disconnect();
  }

  /** Sends this node's newest record first, if the peer does not have it. */
  #roomOn(link: Link, packetBytes: number): Room | null {
    const { sequence, bytes } = this.records.own;
    if (link.sentSequence !== sequence) {
      link.sentSequence = sequence;
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
    this.#connections.connect(endpoint, null, (link) => callback(link?.peer ?? null));
  }

  forget(node: NodeHandle): void {
    for (const link of this.#links.of(node.id)) this.#links.drop(link);
  }

  /** Sends queued packets and closes all links. Resolves when the port is free and no socket is open. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopRenewing();
    for (const link of this.#links.all()) this.#links.drop(link);
    await this.#connections.close();
  }

  /**
   * Sends packets that waited for a link. Returns false, and counts them as dropped, when there is still no
   * link.
   */
  #sendAll(to: NodeHandle, packets: readonly Uint8Array[]): boolean {
    const isLinked = this.#links.get(to.id) !== null;
    if (isLinked) for (const packet of packets) this.send(to, packet);
    else this.counters.packetsDropped += packets.length;
    return isLinked;
  }

  #failed(to: NodeHandle): void {
    if (this.#closing !== null) return;
    this.#dialler.backOff.failed(to, this.#clock.now());
    this.#notice(to);
  }

  get #canConnect(): boolean {
    if (this.#closing !== null || this.#connections.dialling >= this.#limits.dials) return false;
    return this.#links.hasRoom("out", this.#clock.now());
  }

  #open(result: HandshakeResult, direction: Direction, socket: TLSSocket): Link | null {
    if (!result.ok) {
      this.#countRefusal(result.reason);
      return null;
    }
    if (this.#closing !== null || !this.#links.makeRoom(direction, this.#clock.now())) {
      this.#countRefusal("busy");
      socket.destroy();
      return null;
    }
    const { peer, reader, sentSequence } = result;
    const link: Link = new Link(peer, direction, socket, reader, this.#clock, this.#limits, {
      packet: (from, bytes, start, end) => this.#received(from, bytes, start, end),
      ended: (ended, how) => this.#ended(ended, how),
    });
    link.sentSequence = sentSequence;
    this.#links.add(link);
    this.counters.linksOpened++;
    return link;
  }

  #received(link: Link, bytes: Uint8Array, start: number, end: number): void {
    if (link.isClosed) return;
    // A peer that opens a link and sends nothing does not count as reached.
    if (!link.hasReceived) this.#dialler.backOff.reached(link.peer);
    link.hasReceived = true;
    if (end > start && bytes[start] === RECORD_FRAME) this.#onRecord(link, bytes.subarray(start + 1, end));
    else this.#receive(link.peer, bytes, start, end);
  }

  /** A peer has sent its new routing record. */
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
      this.counters.banned++;
      this.#violations.ban(link.peer.id);
    }
    if (!this.#links.remove(link) || this.#closing !== null) return;
    // A peer that accepts links and closes them at once must not be dialled without pause.
    if (link.direction === "out" && !link.hasReceived)
      this.#dialler.backOff.failed(link.peer, this.#clock.now());
    this.#notice(link.peer);
  }

  #countRefusal(reason: LinkRefusal): void {
    this.counters.refused++;
    this.counters.refusedFor[reason]++;
  }
}
