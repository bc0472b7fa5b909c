/**
 * What the overlay costs a node that only passes messages on: writing and reading the header, against copying the same bytes, and
 * a whole hop (read, acknowledge, look for doubles, decide, write, wait for the acknowledgement), against reading and writing alone.
 * No sockets and no timers: the network takes packets and acknowledges them. Then the same over sockets: the processor time that the middle of
 * three processes needs for each message, against a middle that hands on what comes over bare TLS.
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
/** A routing record with an address as long as most. */
const RECORD_BYTES = 130;
/** Nodes that the one in the middle hears of: its leaf set is full and its table has the rows of an overlay of that size. */
const PEERS = 2_000;
/** Messages a round. */
const MESSAGES = 20_000;
/** The best of so many rounds, with --full of more: what else the machine does only ever makes them slower. */
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
  const someone = (): NodeHandle => ({ id: new Id(random.bytes(32)), address: "192.0.2.1:4000" });
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

  // As between real nodes, where the origin of a message is told by its record.
  const record = { sequence: 1, bytes: random.bytes(RECORD_BYTES) };
  const sample = newPacket({ ...someone(), record });
  const encoded = encodePacket(sample);
  // Summed up and looked at, so that nothing is left out as unused.
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

  const way = fullNextHop(Array.from({ length: PEERS }, someone));
  let keys: readonly Id[] = [];
  const decideNs = best(
    () => {
      for (const key of keys) sum += way.next(key) === null ? 0 : 1;
    },
    () => {
      keys = Array.from({ length: count }, () => new Id(random.bytes(32)));
    },
  );

  const middle = startMiddle(Array.from({ length: PEERS }, someone), encoded[0], records);
  let messages: readonly Uint8Array[] = [];
  const hopNs = best(
    () => middle.carry(messages),
    () => {
      messages = Array.from({ length: count }, () => encodePacket(newPacket(sample.origin)));
    },
  );
  if (sum === 0 || middle.passedOn() === 0) throw new Error("nothing was measured");

  const rows: Row[] = [
    { what: "write a header", ns: encodeNs, floor: "copy", floorNs: copyNs },
    { what: "read a header", ns: decodeNs, floor: "copy", floorNs: copyNs },
    { what: "decide the next hop", ns: decideNs, floor: "copy", floorNs: copyNs },
    { what: "pass a message on", ns: hopNs, floor: "read and write", floorNs: encodeNs + decodeNs },
  ];
  const line = (what: string, ...figures: readonly string[]) =>
    console.log(what.padEnd(20) + figures.map((figure) => figure.padStart(16)).join(""));
  line(`${encoded.length} bytes`, "ns", "a second", "floor", "times floor");
  for (const { what, ns, floor, floorNs } of rows)
    line(what, ns.toFixed(0), Math.round(1e9 / ns).toLocaleString("en"), floor, (ns / floorNs).toFixed(1));
  const { nodeUs, bareUs } = await middleProcessorTime(options);
  line("processor time at the middle of three processes, µs a message");
  line("bare TLS", bareUs.toFixed(2));
  line("node", nodeUs.toFixed(2), "", "bare TLS", (nodeUs / bareUs).toFixed(1));
  const chain = { nodeUs, bareUs };
  console.log(JSON.stringify({ bench: "overlay", packetBytes: encoded.length, peers: PEERS, rows, chain }));
}

/** Nanoseconds of one of `count`, after a round that is not counted. */
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

/** Leaf set and table as full as so many others make them. */
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
  passedOn(): number;
}

/** `route`: the first byte of a message. */
function startMiddle(peers: readonly NodeHandle[], route: number, records: RecordReader): Middle {
  // Time stands still, so that nobody is asked for signs of life: timers are set and called off for nothing, and not counted.
  const clock = { now: () => 0, after: () => () => {} };
  const self: NodeHandle = { id: Id.hashOf("middle"), address: "192.0.2.2:4000" };
  let take: (from: NodeHandle, bytes: Uint8Array, start: number, end: number) => void = () => {};
  const receive = (from: NodeHandle, packet: Uint8Array) => take(from, packet, 0, packet.length);
  const links: ByteNetwork = {
    address: self.address,
    room: (to, bytes) => {
      // Overwritten when it is full, as the memory of writes that the kernel has taken.
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
          // A message's number is in bytes 1 to 4, as an acknowledgement's.
          ack.set(memory.subarray(at + 1, at + 5), 1);
          receive(to, ack);
        }
      }
    },
    passedOn: () => overlay.counters.forwarded,
  };
}
