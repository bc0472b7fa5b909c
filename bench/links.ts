/** Packets over a link between two nodes in one process, beside a bare TLS stream. */
import { connect, createServer, type TLSSocket } from "node:tls";
import { generateKeyPair, networkIdOf } from "../runtime/base/identity.ts";
import { selfSignedCertificate } from "../runtime/transport/certificate.ts";
import { systemClock } from "../runtime/transport/system.ts";
import { listenTls } from "../runtime/transport/tls-network.ts";
import { type BenchOptions, bestOf, printTable, ratio } from "./timing.ts";

const SIZES = [64, 1_024, 16_384];
/** Packets sent in one turn of the event loop, as by a busy node. */
const BURST = 64;

export async function run({ full }: BenchOptions): Promise<void> {
  const megabytes = full ? 256 : 24;
  const rounds = full ? 5 : 3;
  const rows: string[][] = [];
  for (const size of SIZES) {
    const packets = Math.min(Math.floor((megabytes * 1e6) / size), full ? 1_000_000 : 60_000);
    const bareMs = await bareStream(size, packets, rounds);
    const linkMs = await overLink(size, packets, rounds);
    const perSecond = (ms: number) => `${((packets / ms) * 1000).toFixed(0)}`;
    rows.push([`${size} B`, perSecond(bareMs), perSecond(linkMs), ratio(linkMs, bareMs)]);
  }
  printTable(["packet", "bare TLS, packets/s", "link, packets/s", "time against bare"], rows);
}

async function overLink(size: number, packets: number, rounds: number): Promise<number> {
  const open = () =>
    listenTls({
      identity: generateKeyPair(),
      networkId: networkIdOf("bench"),
      host: "127.0.0.1",
      port: 0,
      clock: systemClock,
      limits: { packetsPerSecond: Number.POSITIVE_INFINITY, bytesPerSecond: Number.POSITIVE_INFINITY },
    });
  const [from, to] = [await open(), await open()];
  const packet = new Uint8Array(size);
  let received = 0;
  let whenAll = () => {};
  to.onPacket(() => {
    if (++received === packets) whenAll();
  });
  const ms = await bestOf(rounds, async () => {
    received = 0;
    const all = new Promise<void>((resolve) => {
      whenAll = resolve;
    });
    let sent = 0;
    const turn = () => {
      for (let i = 0; i < BURST && sent < packets && from.send(to.self, packet); i++) sent++;
      if (sent < packets) setImmediate(turn);
    };
    turn();
    await all;
  });
  await Promise.all([from.close(), to.close()]);
  return ms;
}

/** The same bytes, each packet with its length in front, in one write per burst. */
async function bareStream(size: number, packets: number, rounds: number): Promise<number> {
  const certificate = await selfSignedCertificate(generateKeyPair());
  let received = 0;
  let whenAll = () => {};
  const total = packets * (size + 4);
  const server = createServer({ ...certificate, minVersion: "TLSv1.3" }, (socket) => {
    socket.on("data", (chunk) => {
      received += chunk.length;
      if (received === total) whenAll();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const socket: TLSSocket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
  await new Promise<void>((resolve) => socket.once("secureConnect", resolve));
  const ms = await bestOf(rounds, async () => {
    received = 0;
    const all = new Promise<void>((resolve) => {
      whenAll = resolve;
    });
    let sent = 0;
    const turn = () => {
      const burst = Math.min(BURST, packets - sent);
      if (socket.writableLength < 8 * 1024 * 1024) {
        socket.write(Buffer.alloc(burst * (size + 4)));
        sent += burst;
      }
      if (sent < packets) setImmediate(turn);
    };
    turn();
    await all;
  });
  socket.destroy();
  server.close();
  return ms;
}
