import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTlsRaw } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { generateKeyPair, type KeyPair, networkIdOf } from "../../runtime/identity.ts";
import type { NodeHandle } from "../../runtime/overlay/environment.ts";
import { selfSignedCertificate } from "../../runtime/transport/certificate.ts";
import { systemClock } from "../../runtime/transport/system.ts";
import { listenTls, type TlsLimits, type TlsNetwork } from "../../runtime/transport/tls-network.ts";

const open: TlsNetwork[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((network) => network.close()));
});

interface Peer {
  readonly network: TlsNetwork;
  readonly packets: Uint8Array[];
  readonly unreachable: NodeHandle[];
  /** Resolves when so many packets have come. */
  has(count: number): Promise<void>;
  lost(count: number): Promise<void>;
}

async function start(
  options: { name?: string; port?: number; limits?: Partial<TlsLimits>; identity?: KeyPair } = {},
): Promise<Peer> {
  const network = await listenTls({
    identity: options.identity ?? generateKeyPair(),
    networkId: networkIdOf(options.name ?? "test"),
    host: "127.0.0.1",
    port: options.port ?? 0,
    clock: systemClock,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  open.push(network);
  const packets: Uint8Array[] = [];
  const unreachable: NodeHandle[] = [];
  let notice = () => {};
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      notice = () => condition() && resolve();
      notice();
    });
  network.onPacket((_from, packet) => {
    packets.push(packet);
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

/** However it ended. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

function resolved(from: TlsNetwork, address: string): Promise<NodeHandle | null> {
  return new Promise((resolve) => from.resolve(address, resolve));
}

test("packets go both ways, whole and in order, small ones and large ones", async () => {
  const [a, b] = [await start(), await start()];
  for (let i = 0; i < 500; i++)
    expect(a.network.send(b.network.self, Uint8Array.of(i & 255, i >> 8))).toBe(true);
  const large = new Uint8Array(300_000).map((_, i) => i % 251);
  a.network.send(b.network.self, large);
  await b.has(501);
  for (let i = 0; i < 500; i++) expect([...b.packets[i]]).toEqual([i & 255, i >> 8]);
  expect(Buffer.compare(b.packets[500], large)).toBe(0);
  b.network.send(a.network.self, Uint8Array.of(7));
  await a.has(1);
  expect(a.network.counters.linksOpened).toBe(1);
});

test("an address tells who is there, and nobody where nobody is", async () => {
  const [a, b] = [await start(), await start()];
  expect((await resolved(a.network, b.network.address))?.id.hex).toBe(b.network.self.id.hex);
  expect(await resolved(a.network, "127.0.0.1:1")).toBeNull();
  expect(await resolved(a.network, "not an address")).toBeNull();
  expect(await resolved(a.network, a.network.address)).toBeNull();
});

test("what is meant for one node is not said to another at its address", async () => {
  const [a, impostor] = [await start(), await start()];
  const meant = { id: (await start()).network.self.id, address: impostor.network.address };
  a.network.send(meant, Uint8Array.of(1));
  await a.lost(1);
  expect(a.unreachable[0].id.hex).toBe(meant.id.hex);
  expect(impostor.packets).toHaveLength(0);
});

test("nodes of another network are not let in", async () => {
  const [a, b] = [await start({ name: "one" }), await start({ name: "two" })];
  a.network.send(b.network.self, Uint8Array.of(1));
  await a.lost(1);
  expect(b.packets).toHaveLength(0);
  expect(b.network.counters.linksOpened).toBe(0);
});

test("two that connect to each other at the same time lose nothing", async () => {
  const [a, b] = [await start(), await start()];
  for (let i = 0; i < 50; i++) {
    a.network.send(b.network.self, Uint8Array.of(i));
    b.network.send(a.network.self, Uint8Array.of(i));
  }
  await Promise.all([a.has(50), b.has(50)]);
});

test("a node that goes is noticed, and found again when it comes back", async () => {
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

test("a connection that says nothing is closed after its time", async () => {
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

test("a frame that is too long closes the link, and the node is told", async () => {
  const a = await start();
  const port = Number(a.network.address.split(":")[1]);
  const socket = connectTlsRaw({
    host: "127.0.0.1",
    port,
    rejectUnauthorized: false,
    ...(await selfSignedCertificate(generateKeyPair())),
  });
  socket.on("error", () => {});
  socket.once("secureConnect", () => {
    const hello = Buffer.concat([
      Buffer.from("prost/1\n"),
      networkIdOf("test").bytes,
      Buffer.from("127.0.0.1:9"),
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(hello.length);
    socket.write(Buffer.concat([length, hello, Buffer.from([0xff, 0xff, 0xff, 0xff])]));
  });
  socket.resume();
  await closed(socket);
  expect(a.network.counters.refused + a.network.counters.violations).toBe(1);
});

test("a peer that does not read makes send return false, not the memory grow", async () => {
  const [a, b] = [await start(), await start()];
  const packet = new Uint8Array(256 * 1024);
  let taken = 0;
  while (a.network.send(b.network.self, packet)) taken++;
  expect(taken).toBeLessThan(64);
  expect(a.network.counters.packetsDropped).toBe(1);
});

test("an occupied port is said", async () => {
  const a = await start();
  const port = Number(a.network.address.split(":")[1]);
  await expect(start({ port })).rejects.toMatchObject({
    code: "ALREADY_EXISTS",
    message: expect.stringContaining("--listen"),
  });
});
