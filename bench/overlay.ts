/**
 * The cost of the overlay for a node that only forwards messages. Encoding and decoding a header, beside copying
 * the same bytes. A whole hop (decode, acknowledge, check for duplicates, decide, encode, wait for the
 * acknowledgement), beside encoding and decoding alone; without sockets and timers, on a network that only
 * acknowledges. Then over sockets: the processor time of the middle of three processes for each message, beside
 * a middle that forwards over bare TLS.
 */
import type { RecordReader } from "../runtime/base/bytes.ts";
import { Id } from "../runtime/base/id.ts";
import type { NodeHandle } from "../runtime/base/node-handle.ts";
import { LEAF_SIDE, LeafSet } from "../runtime/overlay/leaf-set.ts";
import { NextHop } from "../runtime/overlay/next-hop.ts";
import { decodePacket } from "../runtime/overlay/packet-codec/decode.ts";
import { encodePacket } from "../runtime/overlay/packet-codec/encode.ts";
import { type ByteNetwork, PacketNetwork } from "../runtime/overlay/packet-network.ts";
import { MESSAGE_ID_BYTES, type RoutePacket } from "../runtime/overlay/packets.ts";
import { createOverlay } from "../runtime/overlay/pastry-node.ts";
import { Peer } from "../runtime/overlay/peer.ts";
import { RoutingTable } from "../runtime/overlay/routing-table.ts";
import { seededRandom } from "../runtime/simulator/random.ts";
import { middleProcessorTime } from "./chain.ts";
import type { BenchOptions } from "./timing.ts";

const PAYLOAD_BYTES = 128;
/** Bytes of a routing record with an address of usual length. */
const RECORD_BYTES = 130;
/** Nodes that the middle knows: its leaf set is full, and its table has the rows of an overlay of this size. */
const PEERS = 2_000;
/** Messages in a round. */
const MESSAGES = 20_000;
/** The best round counts, because other work on the machine only makes a round slower. */
const ROUNDS = 5;
const ROUNDS_FULL = 40;

interface Row {
  readonly what: string;
  readonly ns: number;
  readonly floor: string;
  readonly floorNs: number;
}

export async function run(options: BenchOptions): Promise<void> {
  const { full } = options;
  const count = MESSAGES;
  const random = seededRandom(1);
  const randomNode = (): NodeHandle => ({ id: new Id(random.bytes(32)), address: "192.0.2.1:4000" });
  const newPacket = (origin: NodeHandle): RoutePacket => ({
    kind: "route",
    sequence: 1,
    hops: 1,
    attempt: 0,
    mode: "tree",
    credit: 1,
    serviceVersion: 0,
    service: Id.hashOf("service"),
    key: new Id(random.bytes(32)),
    messageId: random.bytes(MESSAGE_ID_BYTES),
    requestId: 0,
    origin,
    payload: random.bytes(PAYLOAD_BYTES),
  });

  // As between real nodes, where a message names its origin by a routing record.
  const record = { sequence: 1, bytes: random.bytes(RECORD_BYTES) };
  const sample = newPacket({ ...randomNode(), record });
  const encoded = encodePacket(sample);
  // Every result is added and checked, so that the compiler cannot drop the work.
  let sum = 0;
  const rounds = full ? ROUNDS_FULL : ROUNDS;
  const best = (work: () => void, prepare: () => void = () => {}) => bestNs(rounds, count, work, prepare);
  const copyNs = best(() => {
    for (let i = 0; i < count; i++) sum += encoded.slice().length;
  });
  const encodeNs = best(() => {
    for (let i = 0; i < count; i++) sum += encodePacket(sample).length;
  });
  const records: RecordReader = { read: () => sample.origin, bare: () => null, known: () => sample.origin };
  const decodeNs = best(() => {
    for (let i = 0; i < count; i++) {
      const packet = decodePacket(encoded, records);
      sum += packet?.kind === "route" ? packet.hops : 0;
    }
  });

  const nextHop = fullNextHop(Array.from({ length: PEERS }, randomNode));
  let keys: readonly Id[] = [];
  const decideNs = best(
    () => {
      for (const key of keys) sum += nextHop.next(key) === null ? 0 : 1;
    },
    () => {
      keys = Array.from({ length: count }, () => new Id(random.bytes(32)));
    },
  );

  const middle = startMiddle(Array.from({ length: PEERS }, randomNode), encoded[0], records);
  let messages: readonly Uint8Array[] = [];
  const hopNs = best(
    () => middle.carry(messages),
    () => {
      messages = Array.from({ length: count }, () => encodePacket(newPacket(sample.origin)));
    },
  );
  if (sum === 0 || middle.forwarded() === 0) throw new Error("no message was forwarded");

  const rows: Row[] = [
    { what: "encode a header", ns: encodeNs, floor: "copy", floorNs: copyNs },
    { what: "decode a header", ns: decodeNs, floor: "copy", floorNs: copyNs },
    { what: "decide the next hop", ns: decideNs, floor: "copy", floorNs: copyNs },
    { what: "forward a message", ns: hopNs, floor: "encode + decode", floorNs: encodeNs + decodeNs },
  ];
  const line = (what: string, ...figures: readonly string[]) =>
    console.log(what.padEnd(20) + figures.map((figure) => figure.padStart(16)).join(""));
  line(`${encoded.length} bytes`, "ns", "per second", "floor", "times floor");
  for (const { what, ns, floor, floorNs } of rows)
    line(what, ns.toFixed(0), Math.round(1e9 / ns).toLocaleString("en"), floor, (ns / floorNs).toFixed(1));
  const { nodeUs, bareUs } = await middleProcessorTime(options);
  line("processor time at the middle of three processes, µs a message");
  line("bare TLS", bareUs.toFixed(2));
  line("node", nodeUs.toFixed(2), "", "bare TLS", (nodeUs / bareUs).toFixed(1));
  const chain = { nodeUs, bareUs };
  console.log(JSON.stringify({ bench: "overlay", packetBytes: encoded.length, peers: PEERS, rows, chain }));
}

/** Nanoseconds for one of `count`, in the best round; the first round is a warm-up. */
function bestNs(rounds: number, count: number, work: () => void, prepare: () => void): number {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= rounds; round++) {
    prepare();
    const startMs = performance.now();
    work();
    if (round > 0) bestMs = Math.min(bestMs, performance.now() - startMs);
  }
  return (bestMs * 1e6) / count;
}

/** A leaf set and routing table filled from these nodes. */
function fullNextHop(others: readonly NodeHandle[]): NextHop {
  const self = Id.hashOf("middle");
  const [leafSet, table] = [new LeafSet(self, LEAF_SIDE), new RoutingTable(self)];
  for (const [number, handle] of others.entries()) {
    const peer = new Peer(handle, number);
    peer.measured(1 + (number % 100));
    table.add(peer);
    leafSet.add(peer);
  }
  return new NextHop(self, leafSet, table);
}

interface Middle {
  carry(messages: readonly Uint8Array[]): void;
  forwarded(): number;
}

/** A node between `peers`. `route`: the first byte of a routed message. */
function startMiddle(peers: readonly NodeHandle[], route: number, records: RecordReader): Middle {
  // Time stands still, so that no probe is sent. Timers are set and cancelled without effect, and do not count.
  const clock = { now: () => 0, after: () => () => {} };
  const self: NodeHandle = { id: Id.hashOf("middle"), address: "192.0.2.2:4000" };
  let take: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void = () => {};
  const receive = (from: NodeHandle, packet: Uint8Array) => take(from, packet, 0, packet.length);
  const links: ByteNetwork = {
    address: self.address,
    room: (to, bytes) => {
      // Overwritten when full, like a buffer whose bytes the kernel has taken.
      const at = filled + bytes <= memory.length ? filled : 0;
      filled = at + bytes;
      sent.push([to, at]);
      return { bytes: memory, at };
    },
    resolve: () => {},
    onPacket: (handler) => {
      take = handler;
    },
    onUnreachable: () => {},
    forget: () => {},
    readerFor: () => records,
    blame: () => {},
  };
  const overlay = createOverlay(self, { clock, random: seededRandom(2), network: new PacketNetwork(links) });
  const memory = Buffer.alloc(64 * 1024);
  let filled = 0;
  const sent: (readonly [NodeHandle, number])[] = [];
  const ack = encodePacket({ kind: "ack", sequence: 0 });
  overlay.join([], () => {});
  const hello = encodePacket({ kind: "leafSetReply", sequence: 0, members: [], failed: [], tunedMs: 60_000 });
  for (const peer of peers) receive(peer, hello);
  return {
    carry: (messages) => {
      for (const [i, message] of messages.entries()) {
        receive(peers[i % peers.length], message);
        for (const [to, at] of sent.splice(0)) {
          if (memory[at] !== route) continue;
          // Bytes 1 to 4 of a message and of an acknowledgement are the sequence number.
          ack.set(memory.subarray(at + 1, at + 5), 1);
          receive(to, ack);
        }
      }
    },
    forwarded: () => overlay.counters.forwarded,
  };
}
