import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTlsRaw, type TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { generateKeyPair, type KeyPair, networkIdOf, nodeIdOf } from "../../runtime/base/identity.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { PacketNetwork } from "../../runtime/overlay/packet-network.ts";
import { type Admission, findKeyPair, NO_CREDENTIAL, workBitsOf } from "../../runtime/transport/admission.ts";
import { selfSignedCertificate } from "../../runtime/transport/certificate.ts";
import { FRAME_BYTES_MAX, joinFrames } from "../../runtime/transport/frames.ts";
import { encodeHello } from "../../runtime/transport/hello.ts";
import { RECORD_MS, signRecord } from "../../runtime/transport/record.ts";
import { systemClock } from "../../runtime/transport/system.ts";
import type { TlsLimits } from "../../runtime/transport/tls-limits.ts";
import { listenTls, type TlsNetwork } from "../../runtime/transport/tls-network.ts";

const open: TlsNetwork[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((network) => network.close()));
});

interface Peer {
  readonly network: TlsNetwork;
  readonly packets: Uint8Array[];
  readonly unreachable: NodeHandle[];
  /** Resolves after `count` packets. */
  has(count: number): Promise<void>;
  lost(count: number): Promise<void>;
}

async function start(
  options: {
    name?: string;
    host?: string;
    port?: number;
    advertise?: string;
    limits?: Partial<TlsLimits>;
    identity?: KeyPair;
    admission?: Admission;
  } = {},
): Promise<Peer> {
  const network = await listenTls({
    identity: options.identity ?? generateKeyPair(),
    networkId: networkIdOf(options.name ?? "test"),
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    clock: systemClock,
    ...(options.admission === undefined ? {} : { admission: options.admission }),
    ...(options.advertise === undefined ? {} : { advertise: options.advertise }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  open.push(network);
  const packets: Uint8Array[] = [];
  const unreachable: NodeHandle[] = [];
  const waiting = new Set<() => void>();
  const notice = () => {
    for (const look of waiting) look();
  };
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  network.onPacket((_from, bytes, start, end) => {
    packets.push(bytes.subarray(start, end));
    notice();
  });
  network.onUnreachable((node) => {
    unreachable.push(node);
    notice();
  });
  return {
    network,
    packets,
    unreachable,
    has: (count) => until(() => packets.length >= count),
    lost: (count) => until(() => unreachable.length >= count),
  };
}

/** Resolves when the socket is closed, for any reason. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

function portOf(network: TlsNetwork): number {
  return Number(network.address.slice(network.address.lastIndexOf(":") + 1));
}

/** A client with a key, which sends the given bytes after the TLS handshake. */
async function unknownPeer(
  to: TlsNetwork,
  words: (identity: KeyPair) => Uint8Array,
  identity = generateKeyPair(),
): Promise<TLSSocket> {
  const socket = connectTlsRaw({
    host: "127.0.0.1",
    port: portOf(to),
    rejectUnauthorized: false,
    ...(await selfSignedCertificate(identity)),
  });
  socket.on("error", () => {});
  socket.once("secureConnect", () => socket.write(words(identity)));
  return socket;
}

function generateId() {
  return nodeIdOf(generateKeyPair().publicKey);
}

/** The routing record that the owner of a key signs. */
function record(
  identity: KeyPair,
  { address = "127.0.0.1:9", network = "test", sequence = Date.now() } = {},
): Uint8Array {
  const fields = { sequence, untilMs: sequence + RECORD_MS, credential: NO_CREDENTIAL, address };
  return signRecord(identity, networkIdOf(network), fields);
}

/** A hello of the test network, in a frame. */
function hello(identity: KeyPair, address = "127.0.0.1:9"): Buffer {
  const frame = encodeHello(networkIdOf("test"), record(identity, { address }));
  return joinFrames([frame], frame.length);
}

/** Sends repeatedly until the promise resolves. */
async function sendingUntil(
  from: TlsNetwork,
  to: NodeHandle,
  packet: Uint8Array,
  end: Promise<void>,
): Promise<void> {
  const sending = setInterval(() => from.send(to, packet), 2);
  try {
    await end;
  } finally {
    clearInterval(sending);
  }
}

function resolved(from: TlsNetwork, address: string): Promise<NodeHandle | null> {
  return new Promise((resolve) => from.resolve(address, resolve));
}

test("small and large packets arrive whole and in order in both directions", async () => {
  const [a, b] = [await start(), await start()];
  for (let i = 0; i < 500; i++)
    expect(a.network.send(b.network.self, Uint8Array.of(i >> 8, i & 255))).toBe(true);
  const large = new Uint8Array(300_000).map((_, i) => i % 251);
  a.network.send(b.network.self, large);
  await b.has(501);
  for (let i = 0; i < 500; i++) expect([...b.packets[i]]).toEqual([i >> 8, i & 255]);
  expect(Buffer.compare(b.packets[500], large)).toBe(0);
  b.network.send(a.network.self, Uint8Array.of(7));
  await a.has(1);
  expect(a.network.counters.linksOpened).toBe(1);
});

test("resolve returns the node at an address, and null where there is none", async () => {
  const [a, b] = [await start(), await start()];
  expect((await resolved(a.network, b.network.address))?.id.hex).toBe(b.network.self.id.hex);
  expect(await resolved(a.network, "127.0.0.1:1")).toBeNull();
  expect(await resolved(a.network, "not an address")).toBeNull();
  expect(await resolved(a.network, a.network.address)).toBeNull();
});

test("a packet for one node is not sent to another node at its address", async () => {
  const [a, impostor] = [await start(), await start()];
  const meant = { id: (await start()).network.self.id, address: impostor.network.address };
  a.network.send(meant, Uint8Array.of(1));
  await a.lost(1);
  expect(a.unreachable[0].id.hex).toBe(meant.id.hex);
  expect(a.network.counters).toMatchObject({ linksOpened: 0, packetsDropped: 1 });
  expect(a.network.counters.refusedFor.wrongNode).toBe(1);
  expect(impostor.packets).toHaveLength(0);
  expect(impostor.network.counters.linksOpened).toBe(0);
});

test("a node of another network is refused", async () => {
  const [a, b] = [await start({ name: "one" }), await start({ name: "two" })];
  a.network.send(b.network.self, Uint8Array.of(1));
  await a.lost(1);
  expect(b.packets).toHaveLength(0);
  expect(b.network.counters.linksOpened).toBe(0);
});

test("two nodes that dial each other at the same time lose no packet", async () => {
  const [a, b] = [await start(), await start()];
  for (let i = 0; i < 50; i++) {
    a.network.send(b.network.self, Uint8Array.of(i));
    b.network.send(a.network.self, Uint8Array.of(i));
  }
  await Promise.all([a.has(50), b.has(50)]);
});

test("a node that stops is noticed, and reached again after its restart", async () => {
  const a = await start({ limits: { retryMs: 1 } });
  const identity = generateKeyPair();
  const b = await start({ identity });
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  const port = Number(b.network.address.split(":")[1]);
  await b.network.close();
  await a.lost(1);
  const again = await start({ identity, port });
  expect(again.network.self.id.hex).toBe(b.network.self.id.hex);
  const sending = setInterval(() => a.network.send(again.network.self, Uint8Array.of(2)), 5);
  await again.has(1);
  clearInterval(sending);
});

test.each([
  ["plain HTTP", Buffer.from("GET / HTTP/1.1\r\nhost: x\r\n\r\n")],
  ["noise", Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 7919) & 255))],
])("%s on the port closes that connection only", async (_what, garbage) => {
  const [a, b] = [await start(), await start()];
  const socket = connectTcp({ host: "127.0.0.1", port: Number(a.network.address.split(":")[1]) });
  socket.on("error", () => {});
  socket.write(garbage);
  socket.resume();
  await closed(socket);
  expect(a.network.counters.refused).toBe(1);
  b.network.send(a.network.self, Uint8Array.of(1));
  await a.has(1);
});

test("a silent connection is closed at the deadline", async () => {
  const a = await start({ limits: { handshakeMs: 20 } });
  const socket = connectTcp({ host: "127.0.0.1", port: Number(a.network.address.split(":")[1]) });
  socket.on("error", () => {});
  socket.resume();
  await closed(socket);
  expect(a.network.counters.refused).toBe(1);
});

test("a connection without a certificate, or with an older TLS, is closed", async () => {
  const a = await start();
  const port = Number(a.network.address.split(":")[1]);
  for (const options of [
    {},
    { ...(await selfSignedCertificate(generateKeyPair())), maxVersion: "TLSv1.2" as const },
  ]) {
    const socket = connectTlsRaw({ host: "127.0.0.1", port, rejectUnauthorized: false, ...options });
    socket.on("error", () => {});
    socket.resume();
    await closed(socket);
  }
  expect(a.network.counters).toMatchObject({ refused: 2, linksOpened: 0 });
});

test.each([
  ["a frame that is too long", Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ["noise", Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 7919 + 128) & 255))],
])("%s after the hello closes the link, and the node is notified", async (_what, words) => {
  const a = await start();
  const socket = await unknownPeer(a.network, hello);
  // The hello of the other end: the link is open.
  await new Promise((resolve) => socket.once("data", resolve));
  socket.write(words);
  await a.lost(1);
  expect(a.network.counters).toMatchObject({ linksOpened: 1, violations: 1, refused: 0 });
  expect(a.network.linkCounts.in).toBe(0);
});

test.each([
  ["of another network", (own: KeyPair) => encodeHello(networkIdOf("other"), record(own)), "network"],
  ["of other bytes", () => Buffer.from("hello, world, how do you do"), "protocol"],
  ["that is too long", () => new Uint8Array(4_000), "protocol"],
  [
    "with an invalid address",
    (own: KeyPair) => encodeHello(networkIdOf("test"), record(own, { address: "nowhere" })),
    "record",
  ],
  ["with another node's record", () => encodeHello(networkIdOf("test"), record(generateKeyPair())), "record"],
  [
    "with a record of another network",
    (own: KeyPair) => encodeHello(networkIdOf("test"), record(own, { network: "other" })),
    "record",
  ],
  [
    "with a record changed after it was signed",
    (own: KeyPair) => {
      const changed = record(own, { address: "127.0.0.1:8" });
      changed[changed.length - 65] ^= 1;
      return encodeHello(networkIdOf("test"), changed);
    },
    "record",
  ],
] as const)("a hello %s is refused, and the reason counted", async (_what, frameOf, reason) => {
  const a = await start();
  const socket = await unknownPeer(a.network, (own) => {
    const frame = frameOf(own);
    return joinFrames([frame], frame.length);
  });
  socket.resume();
  await closed(socket);
  expect(a.network.counters).toMatchObject({ refused: 1, linksOpened: 0 });
  expect(a.network.counters.refusedFor[reason]).toBe(1);
});

test("a hello sent byte by byte is refused at the deadline", async () => {
  const a = await start({ limits: { handshakeMs: 50 } });
  const dripper = generateKeyPair();
  const socket = await unknownPeer(a.network, () => Buffer.alloc(0), dripper);
  socket.resume();
  const words = hello(dripper);
  let at = 0;
  const dripping = setInterval(() => socket.write(words.subarray(at, ++at)), 10);
  await closed(socket);
  clearInterval(dripping);
  expect(a.network.counters.refusedFor.deadline).toBe(1);
});

test("packets that arrive in one chunk with the hello are received", async () => {
  const a = await start();
  const identity = generateKeyPair();
  const froms: string[] = [];
  const socket = await unknownPeer(
    a.network,
    (identity) =>
      Buffer.concat([
        hello(identity),
        joinFrames([Uint8Array.of(1), Uint8Array.of(2)], 2),
        Buffer.from([0, 0, 0]),
      ]),
    identity,
  );
  await a.has(2);
  a.network.onPacket((from) => froms.push(from.id.hex));
  expect(a.packets.map((packet) => packet[0])).toEqual([1, 2]);
  const more = a.lost(1);
  socket.end(Buffer.from([1, 9]));
  await more;
  expect(froms).toEqual([nodeIdOf(identity.publicKey).hex]);
});

test("with a peer that does not read, send returns false, memory is bounded, and the link is closed", async () => {
  const a = await start({ limits: { stallMs: 60 } });
  const identity = generateKeyPair();
  const socket = await unknownPeer(
    a.network,
    (identity) => Buffer.concat([hello(identity), joinFrames([Uint8Array.of(1)], 1)]),
    identity,
  );
  socket.pause();
  await a.has(1);
  const peer = { id: nodeIdOf(identity.publicKey), address: "127.0.0.1:9" };
  const packet = new Uint8Array(256 * 1024);
  let taken = 0;
  while (a.network.send(peer, packet)) taken++;
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(20);
  expect(a.network.counters.packetsDropped).toBe(1);
  await sendingUntil(a.network, peer, packet, a.lost(1));
  expect(a.network.counters.stalled).toBe(1);
  socket.destroy();
});

test("close ends a link in time although its peer does not read", async () => {
  const a = await start({ limits: { lingerMs: 20 } });
  const identity = generateKeyPair();
  const socket = await unknownPeer(
    a.network,
    (identity) => Buffer.concat([hello(identity), joinFrames([Uint8Array.of(1)], 1)]),
    identity,
  );
  socket.pause();
  await a.has(1);
  const peer = { id: nodeIdOf(identity.publicKey), address: "127.0.0.1:9" };
  while (a.network.send(peer, new Uint8Array(256 * 1024))) {}
  await a.network.close();
  expect(a.network.linkCounts).toEqual({ in: 0, out: 0 });
  socket.destroy();
});

test("packets sent before the close still arrive", async () => {
  const [a, b] = [await start(), await start()];
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  for (let i = 0; i < 10; i++) a.network.send(b.network.self, new Uint8Array(100_000));
  await a.network.close();
  await b.has(11);
});

test("a packet larger than a frame is refused", async () => {
  const [a, b] = [await start(), await start()];
  expect(a.network.send(b.network.self, new Uint8Array(FRAME_BYTES_MAX + 1))).toBe(false);
  expect(a.network.send(b.network.self, new Uint8Array(FRAME_BYTES_MAX))).toBe(true);
  expect(a.network.send(b.network.self, new Uint8Array(FRAME_BYTES_MAX + 1))).toBe(false);
  await b.has(1);
  expect(b.packets[0]).toHaveLength(FRAME_BYTES_MAX);
});

test("the queue for a node being dialled is bounded, and dropped when the node cannot be reached", async () => {
  const a = await start();
  const unreachable = { id: generateId(), address: "127.0.0.1:1" };
  let taken = 0;
  while (a.network.send(unreachable, new Uint8Array(200_000))) taken++;
  expect(taken).toBe(5);
  await a.lost(1);
  expect(a.network.counters.packetsDropped).toBe(6);
  // The second attempt waits for its back-off.
  expect(a.network.send(unreachable, Uint8Array.of(1))).toBe(false);
  expect(a.unreachable).toHaveLength(1);
});

test("the number of dials at a time is bounded", async () => {
  const a = await start({ limits: { dials: 2 } });
  const sent = [1, 2, 3].map((port) =>
    a.network.send({ id: generateId(), address: `127.0.0.1:${port}` }, Uint8Array.of(1)),
  );
  expect(sent).toEqual([true, true, false]);
  await a.lost(2);
});

test("a node that accepts and closes links at once is dialled with back-off", async () => {
  const a = await start({ limits: { retryMs: 100_000, retryMsMax: 100_000 } });
  const b = await start();
  b.network.onPacket((from) => b.network.forget(from));
  a.network.send(b.network.self, Uint8Array.of(1));
  await a.lost(1);
  expect(a.network.send(b.network.self, Uint8Array.of(1))).toBe(false);
  expect(a.network.counters.linksOpened).toBe(1);
});

test("connections of one host are bounded, and a place is free again after one closes", async () => {
  const a = await start({ limits: { linksPerHost: 2 } });
  const sockets = [await unknownPeer(a.network, hello), await unknownPeer(a.network, hello)];
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("data", resolve))));
  const third = await unknownPeer(a.network, hello);
  third.resume();
  await closed(third);
  expect(a.network.counters.refusedFor.busy).toBe(1);
  const left = a.lost(1);
  sockets[0].destroy();
  await left;
  const fourth = await unknownPeer(a.network, hello);
  await new Promise((resolve) => fourth.once("data", resolve));
  for (const socket of [sockets[1], fourth]) socket.destroy();
});

test("at the bound the link unused for longest is closed, a link in use is not", async () => {
  const busy = await start({ limits: { linksIn: 1, idleMs: 100_000 } });
  const idle = await start({ limits: { linksIn: 1, idleMs: 0 } });
  const [a, b] = [await start(), await start()];
  for (const hub of [busy, idle]) {
    a.network.send(hub.network.self, Uint8Array.of(1));
    await hub.has(1);
    b.network.send(hub.network.self, Uint8Array.of(2));
  }
  await idle.has(2);
  await a.lost(1);
  expect(a.unreachable[0].id.hex).toBe(idle.network.self.id.hex);
  await b.lost(1);
  expect(b.unreachable[0].id.hex).toBe(busy.network.self.id.hex);
  expect(busy.network.counters.refusedFor.busy).toBe(1);
  expect(idle.network.linkCounts.in).toBe(1);
});

test("incoming links do not displace outgoing links", async () => {
  const a = await start({ limits: { linksIn: 1, idleMs: 0 } });
  const b = await start();
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  for (let i = 0; i < 3; i++) {
    const socket = await unknownPeer(a.network, hello);
    await new Promise((resolve) => socket.once("data", resolve));
  }
  expect(a.network.linkCounts).toEqual({ in: 1, out: 1 });
  a.network.send(b.network.self, Uint8Array.of(2));
  await b.has(2);
  expect(a.network.counters.linksOpened).toBe(4);
});

test("a peer has at most two links, and the newest is used", async () => {
  const a = await start();
  const identity = generateKeyPair();
  const sockets: TLSSocket[] = [];
  for (let i = 0; i < 3; i++) {
    const socket = await unknownPeer(a.network, hello, identity);
    sockets.push(socket);
    await new Promise((resolve) => socket.once("data", resolve));
  }
  await closed(sockets[0].resume());
  expect(a.network.linkCounts.in).toBe(2);
  const isReceived = new Promise((resolve) => sockets[2].once("data", resolve));
  a.network.send({ id: nodeIdOf(identity.publicKey), address: "127.0.0.1:9" }, Uint8Array.of(1));
  await isReceived;
  expect(a.unreachable).toHaveLength(0);
  for (const socket of sockets) socket.destroy();
});

test("a link closed while idle is opened again when it is needed", async () => {
  const [a, b] = [await start(), await start()];
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  b.network.send(a.network.self, Uint8Array.of(1));
  await a.has(1);
  a.network.forget(b.network.self);
  expect(a.network.send(b.network.self, Uint8Array.of(2))).toBe(true);
  await b.has(2);
  expect(a.unreachable).toHaveLength(0);
});

test("made-up addresses cause no error", async () => {
  const a = await start();
  // No name server is asked for .invalid (RFC 6761). No node can listen on port 0.
  for (const address of [
    "nowhere",
    "[:::]:1",
    "[%]:1",
    "-.invalid:1",
    "a..invalid:1",
    `${"a".repeat(240)}.invalid:1`,
    "127.0.0.1:0",
  ]) {
    expect(await resolved(a.network, address)).toBeNull();
    const allLost = a.lost(a.unreachable.length + 1);
    a.network.send({ id: generateId(), address }, Uint8Array.of(1));
    await allLost;
  }
});

test("nodes reach each other by IPv6", async () => {
  const [a, b] = [await start({ host: "::1" }), await start({ host: "::1" })];
  expect(a.network.address).toMatch(/^\[::1\]:\d+$/);
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  expect((await resolved(a.network, b.network.address))?.address).toBe(b.network.address);
});

test("an address that no peer can reach is not advertised", async () => {
  for (const options of [{ host: "0.0.0.0" }, { advertise: "nowhere" }, { advertise: "127.0.0.1:0" }]) {
    await expect(start(options)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("--advertise"),
    });
  }
  const a = await start({ host: "0.0.0.0", advertise: "127.0.0.1:9" });
  expect(a.network.self.address).toBe("127.0.0.1:9");
});

test("after close no socket is open, nothing is sent or received, and the port is free", async () => {
  const countOf = () =>
    process.getActiveResourcesInfo().filter((kind) => /TCP|TLS|Timeout/.test(kind)).length;
  const before = countOf();
  const [a, b] = [await start(), await start()];
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  const silent = connectTcp({ host: "127.0.0.1", port: portOf(a.network) });
  silent.on("error", () => {});
  await new Promise((resolve) => silent.once("connect", resolve));
  // The dial is still under way at the close.
  a.network.send({ id: generateId(), address: b.network.address }, Uint8Array.of(1));
  const gone = closed(silent.resume());
  await Promise.all([a.network.close(), a.network.close(), b.network.close()]);
  await gone;
  expect(a.network.send(b.network.self, Uint8Array.of(1))).toBe(false);
  expect(await resolved(a.network, b.network.address)).toBeNull();
  await start({ port: portOf(a.network) });
  await open.pop()?.close();
  expect(countOf()).toBeLessThanOrEqual(before);
});

test("an occupied port is reported as ALREADY_EXISTS", async () => {
  const a = await start();
  const port = Number(a.network.address.split(":")[1]);
  await expect(start({ port })).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
    message: expect.stringContaining("--listen"),
  });
});

test("a peer that sends invalid packets is banned for a while", async () => {
  const a = await start({ limits: { strikes: 5 } });
  const overlay = new PacketNetwork(a.network);
  const received: unknown[] = [];
  overlay.onPacket((_from, packet) => received.push(packet));
  const identity = generateKeyPair();
  const noise = Array.from({ length: 9 }, () => Uint8Array.of(200, 1, 2));
  const socket = await unknownPeer(
    a.network,
    (own) => Buffer.concat([hello(own), joinFrames(noise, 27)]),
    identity,
  );
  await closed(socket.resume());
  // The overlay receives null for an invalid packet, and counts it.
  expect(received).toEqual(Array(5).fill(null));
  expect(a.network.counters.banned).toBe(1);
  const again = await unknownPeer(a.network, hello, identity);
  await closed(again.resume());
  expect(a.network.counters.refusedFor.banned).toBe(1);
  expect(a.network.send({ id: nodeIdOf(identity.publicKey), address: "127.0.0.1:9" }, Uint8Array.of(1))).toBe(
    false,
  );
  // Other nodes are admitted.
  const other = await unknownPeer(a.network, hello);
  await new Promise((resolve) => other.once("data", resolve));
  other.destroy();
});

test("a node that the overlay does not admit is refused, and refuses the others", async () => {
  const admission: Admission = { kind: "open", workBits: 6 };
  const worker = () => findKeyPair(6);
  const idle = () => {
    let pair = generateKeyPair();
    while (workBitsOf(nodeIdOf(pair.publicKey)) >= 6) pair = generateKeyPair();
    return pair;
  };
  const [a, b] = [
    await start({ admission, identity: worker() }),
    await start({ admission, identity: worker() }),
  ];
  const outsider = await start({ admission, identity: idle() });
  expect(await resolved(a.network, b.network.address)).toMatchObject({ id: b.network.self.id });
  expect(await resolved(outsider.network, a.network.address)).toBeNull();
  expect(await resolved(a.network, outsider.network.address)).toBeNull();
  await expect.poll(() => a.network.counters.refusedFor.admission).toBe(2);
});

test("a renewed record is sent with the next packet, and passed on afterwards", async () => {
  const [a, b] = [await start(), await start()];
  a.network.send(b.network.self, Uint8Array.of(1));
  await b.has(1);
  const froms: NodeHandle[] = [];
  const two = new Promise<void>((resolve) =>
    b.network.onPacket((from) => {
      froms.push(from);
      if (froms.length === 2) resolve();
    }),
  );
  a.network.send(b.network.self, Uint8Array.of(2));
  const before = a.network.records.own.sequence;
  a.network.records.renew();
  a.network.send(b.network.self, Uint8Array.of(3));
  await two;
  expect(froms.map(({ record }) => record?.sequence)).toContain(a.network.records.own.sequence);
  expect(a.network.records.own.sequence).toBeGreaterThan(before);
});
